"""Assemble the places of one article where readings meet, each with what was decided on it.

Plain values in, plain values out: nothing here asks the database.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.reconciliation.places.lanes import make_place
from annotator.reconciliation.places.pairing import linked_groups, pair
from annotator.reconciliation.places.place import (
    Place,
    StoredDecision,
    span_of,
)
from annotator.reconciliation.places.spans import Group, Span, Type
from annotator.reconciliation.places.whole import whole_places

T = TypeVar("T")


def assemble(
    readings: Iterable[AnnotationRow],
    gold: Iterable[AnnotationRow],
    submitted: Collection[int],
    decisions: Sequence[StoredDecision],
    gone: Mapping[UUID, AnnotationRow] | None = None,
) -> list[Place]:
    """Return all places of one article, in reading order.

    `gone` are the annotations that decisions ruled on and that count no longer; they are shown
    where nothing else is left of a place.
    """
    gone = gone or {}
    (whole_read, read), (whole_gold, settled) = _apart(readings), _apart(gold)
    of_whole = {row["id"] for row in (*whole_read, *whole_gold, *_apart(gone.values())[0])}
    about_whole = [one for one in decisions if not of_whole.isdisjoint(one.keys)]
    found = whole_places(whole_read, whole_gold, submitted, about_whole, gone)
    decisions = [one for one in decisions if of_whole.isdisjoint(one.keys)]
    for kind in sorted({row["kind"] for row in (*read, *settled)} | {r.kind for r in decisions}):
        found += _of_kind(
            kind,
            [row for row in read if row["kind"] == kind],
            [row for row in settled if row["kind"] == kind],
            submitted,
            [decision for decision in decisions if decision.kind == kind],
            gone,
        )
    return sorted(found, key=lambda place: place.position)


def _apart(rows: Iterable[AnnotationRow]) -> tuple[list[AnnotationRow], list[AnnotationRow]]:
    """Return the rows that are about the whole article, and the ones that mark words."""
    apart: tuple[list[AnnotationRow], list[AnnotationRow]] = ([], [])
    for row in rows:
        apart[row["start"] is not None].append(row)
    return apart


def _of_kind(
    kind: str,
    read: list[AnnotationRow],
    gold: list[AnnotationRow],
    submitted: Collection[int],
    decisions: list[StoredDecision],
    gone: Mapping[UUID, AnnotationRow],
) -> list[Place]:
    rows = {row["id"]: row for row in read}
    contents = {row["id"]: span_of(row) for row in (*read, *gold)}
    paired = pair([contents[key] for key in rows], submitted)
    touching: dict[UUID, list[StoredDecision]] = {}
    for decision in decisions:
        for key in decision.readings:
            touching.setdefault(key, []).append(decision)
    made = {key: decision for decision in decisions for key in decision.made}
    unmade = [(row["start"], row["end"], row) for row in gold if row["id"] not in made]
    by_decision: dict[int, list[AnnotationRow]] = {}
    for row in gold:
        if row["id"] in made:
            by_decision.setdefault(made[row["id"]].pk, []).append(row)

    together = [[paired.groups[number] for number in numbers] for numbers in linked_groups(paired)]
    spans_of = [[span for group in groups for span in group.spans] for groups in together]
    imported, left = shared_out(unmade, spans_of)
    found, placed = [], set()
    for groups, spans, beside in zip(together, spans_of, imported, strict=True):
        here = {r.pk: r for span in spans for r in touching.get(span.key, ())}
        placed |= set(here)
        place = make_place(
            kind, types_of(groups), [rows[span.key] for span in spans], submitted,
            sorted(here.values(), key=lambda decision: decision.pk),
            [*beside, *(row for pk in sorted(here) for row in by_decision.get(pk, ()))],
            contents,
        )  # fmt: skip
        found.append(place)
    for decision in decisions:
        if decision.pk not in placed:
            rest = by_decision.get(decision.pk, [])
            if not rest:
                lost = [gone[key] for key in (*decision.readings, *decision.gold) if key in gone]
                rest = [row for row in lost if row["kind"] == kind]
            if rest:
                found.append(make_place(kind, (), [], submitted, [decision], rest, contents))
    found += [make_place(kind, (), [], submitted, [], [row], contents) for row in left]
    return found


def types_of(groups: Sequence[Group]) -> tuple[Type, ...]:
    """Return the types of linked groups, each once, in the order of `Type`."""
    if len(groups) == 1:
        return groups[0].types
    return tuple(type for type in Type if any(type in group.types for group in groups))


def shared_out(
    gold: Iterable[tuple[int, int, T]], places: Iterable[Sequence[Span]]
) -> tuple[list[list[T]], list[T]]:
    """Give each settled annotation to the first place that it meets; return what each place has,
    and what no place meets.

    `gold` are starts and ends, each with what is given. The places stand in reading order; of each
    only what reaches into it is looked at.
    """
    coming = deque(sorted(gold, key=itemgetter(0, 1)))
    given: list[list[T]] = []
    near: list[tuple[int, int, T]] = []
    left: list[T] = []
    for spans in places:
        first, last = spans[0].start, max(span.end for span in spans)
        while coming and coming[0][0] < last:
            near.append(coming.popleft())
        here: list[T] = []
        ahead = []
        for start, end, what in near:
            if end <= first:
                left.append(what)
            elif meets(start, end, spans):
                here.append(what)
            else:
                ahead.append((start, end, what))
        near = ahead
        given.append(here)
    return given, [*left, *(what for *_, what in (*near, *coming))]


def meets(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Return whether a settled annotation shares half of the shorter with one of the spans."""
    for span in spans:
        common = min(end, span.end) - max(start, span.start)
        if 2 * common >= min(end - start, span.end - span.start) > 0:
            return True
    return False
