"""Which worded answers are so like each other that they may be the same (pure: no Django).

Likeness is rapidfuzz's token_sort_ratio of the folded words, from 0 to 1. Wordings whose figures
differ, or of which one alone denies, are never like. It suggests and never decides.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from annotator.text import fold

NEAR = 0.72
"""Wordings that are less like are not said to be near."""
MOST_COMPARED = 600
"""Longer lists are compared as far as this: the work grows with the square."""
_MARKS = " \t\n.,;:!?…\"'“”„«»‘’()[]-–—"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DENYING = frozenset(["not", "no", "never", "nor", "neither", "without", "denied", "n't"])


class Pair(NamedTuple):
    """Two wordings by their places in the list, and how like they are."""

    one: int
    other: int
    likeness: float


def folded_wording(wording: str) -> str:
    """Return the wording without regard to case, accents, spaces and marks at the ends."""
    apart = unicodedata.normalize("NFKD", fold(wording))
    plain = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", plain).strip(_MARKS)


def near_pairs(wordings: Sequence[str]) -> list[Pair]:
    """Return the pairs of wordings that are near, the nearest first."""
    folded = [folded_wording(one) for one in wordings[:MOST_COMPARED]]
    guards = [_guard(one) for one in folded]
    found = []
    for one, words in enumerate(folded):
        scores = process.cdist([words], folded[one + 1 :], scorer=fuzz.token_sort_ratio)[0]
        found += [
            Pair(one, one + 1 + at, round(float(score) / 100, 3))
            for at, score in enumerate(scores)
            if score >= 100 * NEAR and guards[one] == guards[one + 1 + at]
        ]
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one, pair.other))


def clusters(count: int, pairs: Sequence[Pair]) -> list[list[int]]:
    """Return the places 0 to `count` in sets of wordings that are near one of their set.

    Sets of several come first, the one with the nearest pair before the others.
    """
    root = list(range(count))

    def top(place: int) -> int:
        while root[place] != place:
            root[place] = place = root[root[place]]
        return place

    nearest: dict[int, float] = {}
    for pair in pairs:
        low, high = sorted((top(pair.one), top(pair.other)))
        root[high] = low
        nearest[low] = max(nearest.get(low, 0.0), nearest.get(high, 0.0), pair.likeness)
    sets: dict[int, list[int]] = {}
    for place in range(count):
        sets.setdefault(top(place), []).append(place)
    return sorted(sets.values(), key=lambda held: (-nearest.get(held[0], 0.0), held[0]))


def _guard(words: str) -> tuple[tuple[str, ...], bool]:
    return tuple(sorted(_NUMBER.findall(words))), not _DENYING.isdisjoint(words.split())
