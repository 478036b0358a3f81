"""Assemble the places of one article where readings meet, each with what was decided on it.

Plain values in, plain values out: nothing here asks the database.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.reconciliation.places.pairing import linked_groups, pair
from annotator.reconciliation.places.place import (
    ALIKE,
    Lane,
    Place,
    PlaceState,
    StoredDecision,
    span_of,
)
from annotator.reconciliation.places.spans import Span, Type


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
    read, settled = list(readings), list(gold)
    found: list[Place] = []
    for kind in sorted({row["kind"] for row in (*read, *settled)} | {r.kind for r in decisions}):
        found += _of_kind(
            kind,
            [row for row in read if row["kind"] == kind],
            [row for row in settled if row["kind"] == kind],
            submitted,
            [decision for decision in decisions if decision.kind == kind],
            gone or {},
        )
    return sorted(found, key=lambda place: place.position)


def state_of(
    types: tuple[Type, ...],
    revisions: Mapping[UUID, int],
    submitted: Collection[int],
    decisions: Sequence[StoredDecision],
) -> PlaceState:
    """Return what is to be done with a place of these types, annotations and decisions.

    It is settled where one decision ruled on just these annotations, at these revisions, and all
    who have submitted had submitted by then; and where the gold is as it made it.
    """
    if not decisions:
        return PlaceState.AGREED if types in ALIKE else PlaceState.OPEN
    fresh = (
        len(decisions) == 1
        and not decisions[0].gold_changed
        and decisions[0].readings == revisions
        and decisions[0].submitted.issuperset(submitted)
    )
    return PlaceState.SETTLED if fresh else PlaceState.STALE


def _of_kind(
    kind: str,
    read: list[AnnotationRow],
    gold: list[AnnotationRow],
    submitted: Collection[int],
    decisions: list[StoredDecision],
    gone: Mapping[UUID, AnnotationRow],
) -> list[Place]:
    rows = {row["id"]: row for row in read}
    paired = pair(map(span_of, read), submitted)
    touching: dict[UUID, list[StoredDecision]] = {}
    for decision in decisions:
        for key in decision.readings:
            touching.setdefault(key, []).append(decision)
    made = {key: decision for decision in decisions for key in decision.made}
    left = [row for row in gold if row["id"] not in made]
    by_decision: dict[int, list[AnnotationRow]] = {}
    for row in gold:
        if row["id"] in made:
            by_decision.setdefault(made[row["id"]].pk, []).append(row)

    found, placed = [], set()
    for numbers in linked_groups(paired):
        groups = [paired.groups[number] for number in numbers]
        spans = [span for group in groups for span in group.spans]
        here = {r.pk: r for span in spans for r in touching.get(span.key, ())}
        placed |= set(here)
        imported = [row for row in left if meets(row["start"], row["end"], spans)]
        left = [row for row in left if row not in imported]
        types = tuple(type for type in Type if any(type in group.types for group in groups))
        place = _place(
            kind, types, [rows[span.key] for span in spans], submitted,
            sorted(here.values(), key=lambda decision: decision.pk),
            [*imported, *(row for pk in sorted(here) for row in by_decision.get(pk, ()))],
        )  # fmt: skip
        found.append(place)
    for decision in decisions:
        if decision.pk not in placed:
            rest = by_decision.get(decision.pk, [])
            if not rest:
                lost = [gone[key] for key in (*decision.readings, *decision.gold) if key in gone]
                rest = [row for row in lost if row["kind"] == kind]
            if rest:
                found.append(_place(kind, (), [], submitted, [decision], rest))
    found += [_place(kind, (), [], submitted, [], [row]) for row in left]
    return found


def _place(
    kind: str,
    types: tuple[Type, ...],
    read: list[AnnotationRow],
    submitted: Collection[int],
    decisions: list[StoredDecision],
    gold: list[AnnotationRow],
) -> Place:
    revisions = {row["id"]: row["revision"] for row in read}
    state = state_of(types, revisions, submitted, decisions)
    if not decisions and not read:
        state = PlaceState.SETTLED  # by an import: no reading says anything here
    there = {row["annotator"] for row in read}
    absent = tuple(sorted(set(submitted) - there)) if read else ()
    chosen = {key for decision in decisions for key in decision.accepted}
    if state == PlaceState.AGREED and types == (Type.AGREED,):
        chosen = {row["id"] for row in read}
    return Place(kind, state, types, _lanes(read, gold, chosen), read, gold, decisions, absent)


def _lanes(read: list[AnnotationRow], gold: list[AnnotationRow], chosen: set[UUID]) -> list[Lane]:
    """Return one lane for each way of reading, in an order that tells nobody's name.

    What stands settled and nobody read comes last.
    """
    alike: dict[tuple[object, ...], list[AnnotationRow]] = {}
    for row in read:
        alike.setdefault(_content(row), []).append(row)
    numbers = count(1)
    lanes = []
    live = [row for row in gold if row["layer"] == "gold" and not row["erased"]]
    settled = {_content(row) for row in live}
    for content, same in sorted(alike.items()):
        keys = tuple(row["id"] for row in same)
        picked = content in settled if live else not chosen.isdisjoint(keys)
        people = tuple(sorted({row["annotator"] for row in same}))
        lanes.append(Lane(next(numbers), same[0], keys, people, picked))
    lanes += [
        Lane(next(numbers), row, (row["id"],), (), True)
        for row in live
        if _content(row) not in alike
    ]
    return lanes


def _content(row: AnnotationRow) -> tuple[object, ...]:
    return span_of(row)[:5]


def meets(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Return whether a settled annotation shares half of the shorter with one of the spans."""
    for span in spans:
        common = min(end, span.end) - max(start, span.start)
        if 2 * common >= min(end - start, span.end - span.start) > 0:
            return True
    return False
