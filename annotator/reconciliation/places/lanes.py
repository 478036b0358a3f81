"""Make one place of the annotations that meet there: its lanes, and its state (pure: no Django)."""

from collections.abc import Collection, Mapping, Sequence
from itertools import count
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.reconciliation.places.place import (
    ALIKE,
    Lane,
    Place,
    PlaceState,
    StoredDecision,
    span_of,
)
from annotator.reconciliation.places.spans import Span, Type


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


def make_place(
    kind: str,
    types: tuple[Type, ...],
    read: list[AnnotationRow],
    submitted: Collection[int],
    decisions: list[StoredDecision],
    gold: list[AnnotationRow],
    contents: Mapping[UUID, Span],
) -> Place:
    """Return the place of these annotations of readings, with its gold and decisions."""
    revisions = {row["id"]: row["revision"] for row in read}
    state = state_of(types, revisions, submitted, decisions)
    if not decisions and not read:
        state = PlaceState.SETTLED  # by an import: no reading says anything here
    there = {row["annotator"] for row in read}
    absent = tuple(sorted(set(submitted) - there)) if read else ()
    chosen = {key for decision in decisions for key in decision.accepted}
    if state == PlaceState.AGREED and types == (Type.AGREED,):
        chosen = {row["id"] for row in read}
    return Place(
        kind, state, types, _lanes(read, gold, chosen, contents), read, gold, decisions, absent
    )


def _lanes(
    read: list[AnnotationRow],
    gold: list[AnnotationRow],
    chosen: set[UUID],
    contents: Mapping[UUID, Span],
) -> list[Lane]:
    """Return one lane for each way of reading, in an order that tells nobody's name.

    What stands settled and nobody read comes last.
    """

    def content(row: AnnotationRow) -> tuple[object, ...]:
        return (contents.get(row["id"]) or span_of(row))[:5]

    alike: dict[tuple[object, ...], list[AnnotationRow]] = {}
    for row in read:
        alike.setdefault(content(row), []).append(row)
    numbers = count(1)
    lanes = []
    live = [row for row in gold if row["layer"] == "gold" and not row["erased"]]
    settled = {content(row) for row in live}
    for said, same in sorted(alike.items()):
        keys = tuple(row["id"] for row in same)
        picked = said in settled if live else not chosen.isdisjoint(keys)
        people = tuple(sorted({row["annotator"] for row in same}))
        lanes.append(Lane(next(numbers), same[0], keys, people, picked))
    lanes += [
        Lane(next(numbers), row, (row["id"],), (), True)
        for row in live
        if content(row) not in alike
    ]
    return lanes
