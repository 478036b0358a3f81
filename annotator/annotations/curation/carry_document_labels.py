"""Labels of whole articles follow when a label or an entity that they name is merged into another.

Each that changes gets one revision more and a row of history. Where somebody would then have given
an article the same label twice, the later of the two is taken away.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.curation.plans import number
from annotator.annotations.models import ArticleLabel, Layer
from annotator.people.models import User
from annotator.vocabulary.models import Entity, Label

BATCH = 500


def carry(kept: Label | Entity, others: Sequence[Label | Entity], by: User, reason: str) -> int:
    """What names one of the others names `kept`, those that were taken away too. Returns how many.

    To be called inside `whole`; the number of statements a batch does not grow with its size.
    """
    column = _column(kept)
    found = ArticleLabel.everything.filter(**{f"{column}__in": others}).order_by("pk")
    keys = list(found.values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        rows = ArticleLabel.everything.select_for_update(of=("self",)).order_by("created_at", "pk")
        _store(list(rows.filter(pk__in=keys[first : first + BATCH])), column, kept, by, reason)
    return len(keys)


def carried_in_words(kept: Label | Entity, others: Sequence[Label | Entity], seen: Q) -> list[str]:
    """What `carry` would do, for a plan; only labels that meet `seen` are counted."""
    moving = ArticleLabel.objects.filter(seen, **{f"{_column(kept)}__in": others}).count()
    if not moving:
        return []
    said = number(moving, "label of a whole article", "labels of whole articles")
    return [f"{said} will name “{kept}”; one that an article has from somebody already goes."]


def _column(kept: Label | Entity) -> str:
    return "label" if isinstance(kept, Label) else "target"


def _store(
    batch: list[ArticleLabel], column: str, kept: Label | Entity, by: User, reason: str
) -> None:
    now = timezone.now()
    articles = {given.article_id for given in batch}
    moving = {given.pk for given in batch}
    taken = {
        _place(given)
        for given in ArticleLabel.objects.filter(article__in=articles, **{column: kept})
        if given.pk not in moving
    }
    for given in batch:
        setattr(given, column, kept)
        given.revision, given.updated_at = given.revision + 1, now
        if given.erased_at is None and _place(given) in taken:
            given.erased_at = now
        elif given.erased_at is None:
            taken.add(_place(given))
    ArticleLabel.everything.bulk_update(batch, [column, "revision", "updated_at", "erased_at"])
    readings_changed(articles)
    rows: Any = ArticleLabel.history
    rows.bulk_history_create(
        batch, update=True, default_user=by, default_change_reason=reason[:100], default_date=now
    )


def _place(given: ArticleLabel) -> tuple[Any, ...]:
    """What the two constraints of uniqueness hold together."""
    whose = given.annotator_id if given.layer == Layer.READING else None
    return given.layer, whose, given.article_id, given.label_id, given.target_id
