"""What articles as a whole are for and against, by outlet: apart from the stances of passages.

What several annotators say alike of one article counts once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.comparison.stance.relations import POLARITIES, WORDS
from annotator.comparison.tallies.stances import Sides, sides_in
from annotator.comparison.tally_models import StanceTally

SIGNS = {-1: ("against", "−"), 0: ("neutral", "·"), 1: ("favour", "+")}


class StanceCount(NamedTuple):
    """How many articles take one side: its look, its sign, and all of it in words."""

    look: str
    sign: str
    number: int
    words: str


class Overall(NamedTuple):
    """How many articles take each side toward one thing, in all outlets and in each.

    `toward` is empty where the labels name no target.
    """

    toward: str
    whole: list[StanceCount]
    outlets: list[tuple[str, list[StanceCount]]]


def overall(
    among: Iterable[StanceTally], names: Mapping[int, str], sources: Mapping[int, str]
) -> list[Overall]:
    """Return the tallies of whole articles by target, the commonest target first.

    `among`: one tally a target and outlet; `names`: what the targets are called, by key.
    """
    found: dict[int, dict[int, Sides]] = {}
    for row in among:
        if row.source in sources:
            found.setdefault(row.target, {})[row.source] = sides_in(row)
    rows = [_row(names.get(key, ""), by_source, sources) for key, by_source in found.items()]
    return sorted(rows, key=lambda row: (-sum(side.number for side in row.whole), row.toward))


def _row(toward: str, by_source: Mapping[int, Sides], sources: Mapping[int, str]) -> Overall:
    whole = sum(by_source.values(), Counter[int]())
    each = [(name, _sides(by_source.get(key, Counter()))) for key, name in sources.items()]
    return Overall(toward, _sides(whole), each)


def _sides(counts: Counter[int]) -> list[StanceCount]:
    return [
        StanceCount(*SIGNS[side], counts[side], f"{counts[side]:,} {WORDS[side]}")
        for side in POLARITIES
        if counts[side]
    ]
