"""decisions.csv: what was ruled on each place, batch by batch of articles, in constant memory.

What the annotators had is told as it was when it was ruled on, from the annotations' history.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.drawing.rows import rows
from annotator.annotations.models import Annotation, Layer
from annotator.cells import defused, lines
from annotator.exchange.tables import columns
from annotator.exchange.tables.labels import EVERYTHING, ArticleCells, batches, moment
from annotator.exchange.tables.notation import annotation_in_words, joined
from annotator.reconciliation.models import Decision, Made, Ruled
from articles.models import Story

CHOSEN = "✓ "
"""Before a reading that was accepted."""

_READ = (
    "article_id",
    "pk",
    "kind",
    "types",
    "outcome",
    "act__rule",
    "act__share",
    "reason",
    "decided_by__username",
    "decided_at",
    "had_read",
    "undone_at",
    "replaced_by_id",
)


class _Ruled(NamedTuple):
    """An annotation as it was ruled on, whose it is, and whether it was accepted."""

    username: str
    row: AnnotationRow
    accepted: bool


class _Made(NamedTuple):
    """A settled annotation that a decision made: its id and where it stands."""

    key: str
    start: int
    end: int


def decisions_csv(
    stories: Iterable[Story], *, articles: Q = EVERYTHING, bom: bool = False
) -> Iterator[str]:
    """decisions.csv in pieces: one row a decision, those that were undone or replaced too."""
    return lines(columns.DECISIONS, _rows(stories, articles), bom=bom)


def _rows(stories: Iterable[Story], articles: Q) -> Iterator[list[str]]:
    for batch in batches(stories, articles):
        numbers = list(batch)
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        decisions = Decision.everything.filter(article__in=numbers).order_by("decided_at", "pk")
        for row in decisions.values_list(*_READ):
            found[row[0]].append(row[1:])
        ruled, made = _ruled(numbers), _made(numbers)
        for number, article in batch.items():
            for row in found.pop(number, ()):
                yield _row(article, row, ruled.pop(row[0], []), made.pop(row[0], []))


def _row(
    article: ArticleCells, row: tuple[Any, ...], ruled: list[_Ruled], made: list[_Made]
) -> list[str]:
    pk, kind, types, outcome, rule, share, reason, by, at, had_read, undone_at, replaced_by = row
    spans = [(one.row["start"], one.row["end"]) for one in ruled]
    spans = spans or [(one.start, one.end) for one in made]
    start, end = min((s for s, _ in spans), default=0), max((e for _, e in spans), default=0)
    readings = joined(
        (CHOSEN if one.accepted else "")
        + f"{one.username}: {annotation_in_words(one.row, edges=True)}"
        for one in ruled
        if one.row["layer"] == Layer.READING
    )
    return [
        *article.cells,
        article.sha256,
        str(pk),
        kind,
        types,
        str(start),
        str(end),
        defused(article.text[start:end]),
        defused(readings),
        outcome,
        rule or "",
        "" if share is None else str(share),
        " ".join(one.key for one in made),
        defused(reason),
        defused(by),
        moment(at),
        "yes" if had_read else "no",
        moment(undone_at),
        "" if replaced_by is None else str(replaced_by),
    ]


def _ruled(articles: list[int]) -> dict[int, list[_Ruled]]:
    """By decision, the annotations that it ruled on, each at the revision that it knew."""
    ruled = Ruled.objects.filter(decision__article__in=articles).order_by()
    keys = ruled.values("annotation")
    now = {row["id"]: row for row in rows(Annotation.everything.filter(pk__in=keys))}
    changed = ruled.exclude(revision=F("annotation__revision")).values("annotation")
    past: dict[tuple[UUID, int], AnnotationRow] = {
        (row["id"], row["revision"]): row for row in rows(Annotation.history.filter(id__in=changed))
    }
    found: dict[int, list[_Ruled]] = defaultdict(list)
    for decision, key, revision, accepted, username in ruled.values_list(
        "decision_id", "annotation_id", "revision", "accepted", "annotation__annotator__username"
    ):
        row = past.get((key, revision), now[key])
        found[decision].append(_Ruled(username, row, accepted))
    for readings in found.values():
        readings.sort(key=_order)
    return found


def _order(one: _Ruled) -> tuple[Any, ...]:
    row = one.row
    return one.username, row["start"], row["end"], row["label"], row["part"], str(row["id"])


def _made(articles: list[int]) -> dict[int, list[_Made]]:
    """By decision, the settled annotations that it made, in reading order."""
    found: dict[int, list[_Made]] = defaultdict(list)
    made = Made.objects.filter(decision__article__in=articles).order_by()
    read: Any = made.values_list(
        "decision_id", "annotation_id", "annotation__start", "annotation__end"
    )
    for decision, key, start, end in read:
        found[decision].append(_Made(str(key), start, end))
    for golds in found.values():
        golds.sort(key=lambda one: (one.start, one.end, one.key))
    return found
