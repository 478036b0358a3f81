"""Which places an automatic act settles, and how: plain values, so that it can be shown first."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.reconciliation.models import Rule
from annotator.reconciliation.places.load import Readings
from annotator.reconciliation.places.place import ALIKE, Lane, Place, PlaceState, span_of
from annotator.reconciliation.places.spans import Type, slight

LEAST = 51
"""Per cent: less is no majority."""


@dataclass(frozen=True)
class AutomaticPlan:
    """What an act would settle, each place with the lane that becomes gold, and what it leaves."""

    rule: Rule
    share: int
    will: list[tuple[Place, Lane]]
    leaves: dict[str, int]
    """How many places are left, by the reason."""

    @property
    def stamp(self) -> str:
        """A name for the plan: another set of places, or another choice, gives another."""
        choices = ";".join(f"{place.stamp}={lane.keys[0]}" for place, lane in self.will)
        return hashlib.sha256(choices.encode()).hexdigest()


def plan(readings: Readings, rule: Rule, share: int = 100) -> AutomaticPlan:
    """Return the places that all agree on, or the ones where `share` per cent or more agree on one
    lane.

    What a person decided is left, and so is what was decided and still holds.
    """
    share = 100 if rule == Rule.AGREED else min(max(share, LEAST), 100)
    will: list[tuple[Place, Lane]] = []
    leaves: Counter[str] = Counter()
    for place in readings.places:
        if place.state == PlaceState.SETTLED:
            leaves["settled already"] += 1
        elif place.by_hand:
            leaves["to look at again, but decided by a person"] += 1
        elif place.types in ALIKE:
            will.append((place, _commonest(place.lanes)))
        elif rule == Rule.AGREED or Type.SPLIT in place.types:
            leaves["annotators differ"] += 1
        elif (lane := _majority(place, len(readings.submitted), share)) is not None:
            will.append((place, lane))
        else:
            leaves["no such majority"] += 1
    return AutomaticPlan(rule, share, will, dict(leaves))


def _majority(place: Place, submitted: int, share: int) -> Lane | None:
    """Return the lane that enough people share; lanes that differ by punctuation alone count
    together."""
    groups: dict[tuple[object, ...], list[Lane]] = {}
    for lane in place.lanes:
        if lane.annotators:
            groups.setdefault(_alike(lane), []).append(lane)
    for lanes in groups.values():
        people = sum(len(lane.annotators) for lane in lanes)
        if 100 * people >= share * submitted and 2 * people > submitted:
            return _commonest(lanes)
    return None


def _alike(lane: Lane) -> tuple[object, ...]:
    span = span_of(lane.row)
    return (*core(span.start, span.quote), span.label, span.link, span.rest)


def _commonest(lanes: Sequence[Lane]) -> Lane:
    """Return, of lanes with people, the one with the commonest edges, then the shortest, then the
    first."""
    read = [lane for lane in lanes if lane.annotators]
    return min(read, key=lambda lane: (-len(lane.annotators), _length(lane), lane.number))


def _length(lane: Lane) -> int:
    return (lane.row["end"] or 0) - (lane.row["start"] or 0)


def core(start: int, quote: str) -> tuple[int, int]:
    """Return where a span begins and ends without the punctuation and space at its ends."""
    end = start + len(quote)
    while quote and slight(quote[-1]):
        quote, end = quote[:-1], end - 1
    while quote and slight(quote[0]):
        quote, start = quote[1:], start + 1
    return start, end
