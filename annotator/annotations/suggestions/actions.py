"""What is suggested in an article: the registry's names where they stand, what higher floors add
(`suggesters.py`), and who dismissed which.

A suggestion is never more than that: an annotation is made by its annotator's own hand.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from annotator.annotations.models import OPEN, Annotation, Assignment, Dismissal, Layer
from annotator.annotations.recording.receipts import open_reading
from annotator.annotations.suggestions.name_matcher import NameOccurrence, occurrences
from annotator.annotations.suggestions.suggesters import MarkProposal, aid_of
from annotator.people.models import User
from annotator.vocabulary.models import Alias, Entity, Kind
from articles.models import Article

MENTIONS = 200
"""How many of an entity's mentions are read to know its usual label."""


class Suggestions(NamedTuple):
    """The places in the order of the text, and the entities that they name, by slug.

    A place is `{start, end, entities: [slug], dismissed}`, and where anybody else proposes
    something for its words also `proposals: [{id, label, kind, details, names, confidence, by}]`;
    an entity `{name, hint, label}`, the label empty where nothing says which it usually has.
    `withheld`: this reading is to see none, and the page is not to speak of any.
    """

    places: list[dict[str, Any]]
    entities: dict[str, dict[str, str]]
    withheld: bool = False


def suggested(article: Article, user: User) -> Suggestions:
    """Return all places where something is suggested, also those that `user` dismissed.

    What the user has marked already is theirs to know: the page leaves it out.
    """
    aid = aid_of(article, user)
    if aid.withheld:
        return Suggestions([], {}, withheld=True)
    named = occurrences(article.text, _names()) if aid.names else []
    found = _entities({key for place in named for key in place.keys}, user) if named else {}
    dismissed = set(
        Dismissal.objects.filter(article=article, annotator=user).values_list("start", "end")
    )
    slugs = {key: entity["slug"] for key, entity in found.items()}
    places = _places(named, slugs, aid.proposals)
    for place in places:
        place["dismissed"] = (place["start"], place["end"]) in dismissed
    return Suggestions(
        places,
        {
            entity["slug"]: {
                "name": entity["name"],
                "hint": entity["description"],
                "label": entity["usual"] or "",
            }
            for entity in found.values()
        },
    )


def _names() -> list[tuple[str, int]]:
    """Return the registry's names with the keys of whom they name."""
    return [
        *Entity.objects.filter(active=True).order_by("pk").values_list("name", "pk"),
        *Alias.objects.filter(entity__active=True).order_by("pk").values_list("name", "entity_id"),
    ]


def _places(
    named: list[NameOccurrence[int]], slugs: Mapping[int, str], proposals: tuple[MarkProposal, ...]
) -> list[dict[str, Any]]:
    """Return a place for each span, in the order of the text, with all that is suggested there."""
    at: dict[tuple[int, int], dict[str, Any]] = {
        (one.start, one.end): {
            "start": one.start, "end": one.end, "entities": [slugs[key] for key in one.keys],
        }
        for one in named
    }  # fmt: skip
    for one in proposals:
        bare = {"start": one.start, "end": one.end, "entities": []}
        place = at.setdefault((one.start, one.end), bare)
        place.setdefault("proposals", []).append(
            {
                "id": one.id, "label": one.label, "kind": one.kind, "details": dict(one.details),
                "names": dict(one.names), "confidence": one.confidence, "by": one.by,
            }
        )  # fmt: skip
    return [at[span] for span in sorted(at)]


def _entities(keys: set[int], user: User) -> dict[int, dict[str, Any]]:
    """Return the entities with the label that each usually has, by key.

    Blind: it is counted in the user's own annotations, and in articles that they are not about to
    read. So nothing that others made of this article shows before they have submitted it.
    """
    to_read = Assignment.objects.filter(annotator=user, state__in=OPEN).values("article_id")
    mentions = Annotation.objects.filter(
        Q(annotator=user, layer=Layer.READING) | ~Q(article_id__in=to_read),
        entity=OuterRef(OuterRef("pk")), label__active=True, kind=Kind.ENTITY,
    )  # fmt: skip
    # Of some of its mentions: one that is named a hundred thousand times costs no more.
    looked_at: QuerySet[Annotation, Any] = mentions.order_by().values("pk")[:MENTIONS]
    usual = (
        Annotation.objects.filter(pk__in=looked_at)
        .order_by()
        .values("label_id")
        .annotate(times=Count("pk"))
        .order_by("-times", "label_id")
        .values("label_id")[:1]
    )
    rows = Entity.objects.filter(pk__in=keys).annotate(usual=Subquery(usual)).order_by()
    shown = rows.values("pk", "slug", "name", "description", "usual")
    return {row["pk"]: dict(row) for row in shown}


@transaction.atomic
def dismiss(article: Article, by: User, start: int, end: int, quote: str) -> None:
    """Let no suggestion show to this annotator at this place, until `recall`. Again changes
    nothing.

    Raises ValidationError where the quote is not what stands there, or the reading is not open.
    """
    if not start < end or article.text[start:end] != quote:
        raise ValidationError(
            f"At {start} to {end} the text does not read “{quote[:80]}”. Reload the page."
        )
    open_reading(article, by)
    Dismissal.objects.get_or_create(
        article=article, annotator=by, start=start, end=end, defaults={"at": timezone.now()}
    )


@transaction.atomic
def recall(article: Article, by: User, start: int, end: int, quote: str) -> None:
    """Take a dismissal back. Where there is none, nothing changes.

    Raises ValidationError where the reading is not open.
    """
    open_reading(article, by)
    Dismissal.objects.filter(article=article, annotator=by, start=start, end=end).delete()
