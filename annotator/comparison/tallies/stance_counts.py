"""What one article adds to the tallies of stance (pure: no Django).

A place that several annotators marked alike counts once.
"""

from collections.abc import Iterator
from typing import NamedTuple

EVERY = 0
"""Stands for every source."""
PASSAGE, ASIDE, ARTICLE = "passage", "aside", "article"
COLUMNS = {-1: "against", 0: "neutral", 1: "favour"}


class StanceMark(NamedTuple):
    """Who takes which side toward what, where: entities by key, 0 for none; the polarity -1, 0, 1.

    Without start and end it is said of the whole article. `aside`: the role that keeps it from
    counting.
    """

    source: int
    start: int | None
    end: int | None
    holder: int
    target: int
    polarity: int
    aside: str


class StanceKey(NamedTuple):
    """What a tally sums up; source 0: every source."""

    scope: str
    source: int
    holder: int
    target: int


def stance_tallied(mark: StanceMark) -> Iterator[tuple[StanceKey, int]]:
    """Yield the tallies that a mark adds one to, and to which side."""
    scope = ARTICLE if mark.start is None else ASIDE if mark.aside else PASSAGE
    for source in (mark.source, EVERY):
        yield StanceKey(scope, source, mark.holder, mark.target), mark.polarity
