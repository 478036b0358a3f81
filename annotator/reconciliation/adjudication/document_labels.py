"""What the readers of an article say of it as a whole, and what is settled of it.

`settle` and `undo` are the only acts here; an article can be finished without them.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from annotator.annotations.drawing.html import Tag
from annotator.annotations.models import Annotation, Layer
from annotator.annotations.recording import gold
from annotator.annotations.recording.details import Details
from annotator.annotations.recording.receipts import StaleRevision
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.people.models import User
from annotator.reconciliation.adjudication.page import AdjudicationPage
from annotator.reconciliation.adjudication.turn import turn
from articles.models import Article


class Way(NamedTuple):
    """One label toward one target: who says so, and whether it is settled, and by whom."""

    label: str
    target: str
    tag: Tag
    toward: str
    called: str
    notes: list[str]
    gold: UUID | None
    by: str
    reason: str


@atomic_with_retry
def settle(article: Article, by: User, *, label: str, details: Details) -> Annotation:
    """Settle what holds of the whole article. Raises ValidationError where it cannot be."""
    with turn(article, by):
        reason = "Settled by an adjudicator"
        return gold.store_document_label(article, label, details, by, reason)


@atomic_with_retry
def undo(article: Article, by: User, *, id: UUID) -> None:
    """Take back what was settled. Raises StaleRevision where it does not stand any more."""
    with turn(article, by):
        standing = Annotation.document_labels.filter(pk=id, article=article, layer=Layer.GOLD)
        if not standing.exists():
            raise StaleRevision("This was taken back in the meantime.", None)
        gold.take_away([id], by, "Taken back by an adjudicator")


def block_of(page: AdjudicationPage, trouble: str = "") -> dict[str, Any]:
    """Return the block above the cards as template context.

    Its `ways` are the ways of seeing the article, the commonest first; `trouble` is what is wrong.
    """
    submitted = page.readings.submitted
    counted = Q(layer=Layer.READING, annotator__in=submitted) | Q(layer=Layer.GOLD)
    rows = Annotation.document_labels.filter(counted, article=page.article)
    found: dict[tuple[str, str], list[Annotation]] = {}
    for row in rows.select_related("stance_target", "annotator").order_by("created_at", "pk"):
        target = row.stance_target.slug if row.stance_target else ""
        found.setdefault((row.label_id, target), []).append(row)
    ways = sorted(
        (_way(page, label, target, those) for (label, target), those in found.items()),
        key=lambda way: (-len(way.called.split(", ")) if way.called else 0, way.label, way.target),
    )
    spoke = {row.annotator_id for those in found.values() for row in those if not _gold(row)}
    return {
        "article": page.article,
        "ways": ways,
        "silent": page.context.called(set(submitted) - spoke),
        "labels": [label for label in page.labels if label.active and label.of_articles],
        "may_decide": page.context.may_decide,
        "trouble": trouble,
    }


def _way(page: AdjudicationPage, label: str, target: str, those: Collection[Annotation]) -> Way:
    readers = [row for row in those if not _gold(row)]
    settled = next(filter(_gold, those), None)
    first = next(iter(those))
    return Way(
        label=label,
        target=target,
        tag=page.context.tags[label],
        toward=str(first.stance_target) if first.stance_target else "",
        called=page.context.called(row.annotator_id for row in readers),
        notes=[row.note for row in readers if row.note],
        gold=settled.pk if settled else None,
        by=str(settled.annotator) if settled else "",
        reason=settled.note if settled else "",
    )


def _gold(row: Annotation) -> bool:
    return row.layer == Layer.GOLD


class ReviewedLabel(NamedTuple):
    """A label as *My work, reviewed* tells it: one's own, or a settled one and by whom."""

    tag: Tag
    toward: str
    note: str
    by: str


def reviewed(
    article: Article, user: User, tags: Mapping[str, Tag], *, finished: bool
) -> dict[str, list[ReviewedLabel]]:
    """Return the user's labels of the whole article and, once it is finished, the settled ones."""
    own = Q(layer=Layer.READING, annotator=user)
    rows = Annotation.document_labels.filter(own | Q(layer=Layer.GOLD) if finished else own)
    told: dict[str, list[ReviewedLabel]] = {"mine": [], "settled": []}
    found = rows.filter(article=article).select_related("stance_target", "annotator")
    for row in found.order_by("created_at", "pk"):
        toward = str(row.stance_target) if row.stance_target else ""
        side = "settled" if _gold(row) else "mine"
        told[side].append(ReviewedLabel(tags[row.label_id], toward, row.note, str(row.annotator)))
    return told
