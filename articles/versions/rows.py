"""Where words in a row stand among those that only one of two versions has (pure: no Django)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from articles.versions.words import SENTENCE, Words

_MOST_CANDIDATES = 16
"""So many places, at most, are looked at for one row of words."""
_BORDER = "\n"
_Row = tuple[int, str, str, str]


class Rows:
    """Where three words in a row stand among those of a text that the other version has not.

    The end of a sentence counts as a word.
    """

    def __init__(self, words: Words, other: Sequence[int]) -> None:
        self._at: dict[_Row, list[int]] = defaultdict(list)
        near = sorted({n + d for n, to in enumerate(other) if to < 0 for d in range(-2, 3)})
        self.is_empty = not near
        for number in near:
            if 0 <= number < len(words):
                for row in _rows_of(words, number):
                    self._at[row].append(number)

    def of(self, words: Words, first: int, last: int, near: int = 0) -> tuple[list[int], bool]:
        """Return where the first of these words may stand here, by the rows that it or the last of
        them is in, and whether those are all places; if not, those near one."""
        found: set[int] = set()
        is_all = True
        if self.is_empty:
            return [], is_all
        for number in {first, last - 1}:
            by = first - number
            for row in _rows_of(words, number):
                places: Sequence[int] = self._at.get(row, ())
                if len(places) > _MOST_CANDIDATES:
                    is_all = False
                    at = max(0, bisect_left(places, near - by) - _MOST_CANDIDATES // 2)
                    places = places[at : at + _MOST_CANDIDATES]
                found.update(place + by for place in places)
        return sorted(place for place in found if place >= 0), is_all


def _rows_of(words: Words, number: int) -> Iterator[_Row]:
    """Yield the rows that a word is the last, the middle and the first of."""
    before, behind = _outward(words, number, -1), _outward(words, number, 1)
    key = words.keys[number]
    yield -1, before[1], before[0], key
    yield 0, before[0], key, behind[0]
    yield 1, key, behind[0], behind[1]


def _outward(words: Words, number: int, step: int) -> tuple[str, str]:
    """Return the two words beside one, ends of sentences among them."""
    told: list[str] = []
    while len(told) < 2:
        if words.breaks[max(number, number + step)] >= SENTENCE:
            told.append(_BORDER)
        number += step
        is_inside = 0 <= number < len(words)
        told.append(words.keys[number] if is_inside else _BORDER)
    return told[0], told[1]
