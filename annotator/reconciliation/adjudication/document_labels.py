"""What the readers of an article say of it as a whole, and what is settled of it.

`settle` and `undo` are the only acts here; an article can be finished without them.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from annotator.annotations.drawing.html import Tag
from annotator.annotations.models import ArticleLabel, Layer
from annotator.annotations.recording import document_labels
from annotator.annotations.recording.document_labels import Said
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.people.models import User
from annotator.reconciliation.adjudication.page import AdjudicationPage
from annotator.reconciliation.adjudication.turn import turn
from articles.models import Article


class Way(NamedTuple):
    """One label toward one target, who says so, and whether it is settled, by whom."""

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
def settle(article: Article, by: User, *, label: str, said: Said) -> ArticleLabel:
    """Settle what holds of the whole article. Raises ValidationError where it cannot be."""
    with turn(article, by):
        return document_labels.settle(article, by, label=label, said=said)


@atomic_with_retry
def undo(article: Article, by: User, *, id: UUID) -> ArticleLabel:
    """Take back what was settled. Raises Conflict where it does not stand any more."""
    with turn(article, by):
        return document_labels.unsettle(article, by, id=id)


def said_of(bench: AdjudicationPage, trouble: str = "") -> dict[str, Any]:
    """The block above the cards: each way of seeing the article, the commonest first."""
    submitted = bench.readings.submitted
    counted = Q(layer=Layer.READING, annotator__in=submitted) | Q(layer=Layer.GOLD)
    rows = ArticleLabel.objects.filter(counted, article=bench.article)
    found: dict[tuple[str, str], list[ArticleLabel]] = {}
    for row in rows.select_related("target", "annotator").order_by("created_at", "pk"):
        found.setdefault((row.label_id, row.target.slug if row.target else ""), []).append(row)
    ways = sorted(
        (_way(bench, label, target, those) for (label, target), those in found.items()),
        key=lambda way: (-len(way.called.split(", ")) if way.called else 0, way.label, way.target),
    )
    spoke = {row.annotator_id for those in found.values() for row in those if not _gold(row)}
    return {
        "article": bench.article,
        "ways": ways,
        "silent": bench.context.called(set(submitted) - spoke),
        "labels": [label for label in bench.labels if label.active and label.of_articles],
        "may_decide": bench.context.may_decide,
        "trouble": trouble,
    }


def _way(bench: AdjudicationPage, label: str, target: str, those: Collection[ArticleLabel]) -> Way:
    readers = [row for row in those if not _gold(row)]
    gold = next(filter(_gold, those), None)
    first = next(iter(those))
    return Way(
        label=label,
        target=target,
        tag=bench.context.tags[label],
        toward=str(first.target) if first.target else "",
        called=bench.context.called(row.annotator_id for row in readers),
        notes=[row.note for row in readers if row.note],
        gold=gold.pk if gold else None,
        by=str(gold.annotator) if gold else "",
        reason=gold.note if gold else "",
    )


def _gold(row: ArticleLabel) -> bool:
    return row.layer == Layer.GOLD


class Mine(NamedTuple):
    """A label as *My work, reviewed* tells it: one's own, or a settled one and by whom."""

    tag: Tag
    toward: str
    note: str
    by: str


def reviewed(
    article: Article, user: User, tags: Mapping[str, Tag], *, finished: bool
) -> dict[str, list[Mine]]:
    """What the user said of the whole article and, once it is finished, what is settled."""
    own = Q(layer=Layer.READING, annotator=user)
    rows = ArticleLabel.objects.filter(own | Q(layer=Layer.GOLD) if finished else own)
    told: dict[str, list[Mine]] = {"mine": [], "settled": []}
    found = rows.filter(article=article).select_related("target", "annotator")
    for row in found.order_by("created_at", "pk"):
        toward = str(row.target) if row.target else ""
        side = "settled" if _gold(row) else "mine"
        told[side].append(Mine(tags[row.label_id], toward, row.note, str(row.annotator)))
    return told
