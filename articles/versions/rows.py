"""Where words in a row stand among those that only one of two versions has (pure: no Django)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from articles.versions.words import Words

_MOST_CANDIDATES = 16
"""So many places, at most, are looked at for one row of words."""
_Row = tuple[int, str, str, str]


class Rows:
    """Where three words in a row stand among those of a text that the other version has not.

    The end of a sentence counts as a word. Rows are written down once somebody asks for one of
    their words: of long texts few are.
    """

    def __init__(self, words: Words, other: Sequence[int]) -> None:
        self._words = words
        self._at: dict[_Row, list[int]] = defaultdict(list)
        near = sorted({n + d for n, to in enumerate(other) if to < 0 for d in range(-2, 3)})
        self.is_empty = not near
        self._unasked: dict[str, list[int]] = defaultdict(list)
        for number in near:
            if 0 <= number < len(words):
                self._unasked[words.keys[number]].append(number)

    def of(self, words: Words, first: int, last: int, near: int = 0) -> tuple[list[int], bool]:
        """Return where the first of these words may stand here, by the rows that it or the last of
        them is in, and whether those are all places; if not, those near one."""
        found: set[int] = set()
        is_all = True
        if self.is_empty:
            return [], is_all
        for number in {first, last - 1}:
            by = first - number
            self._ask(words.keys[number])
            for row in _rows_of(words, number):
                places: Sequence[int] = self._at.get(row, ())
                if len(places) > _MOST_CANDIDATES:
                    is_all = False
                    at = max(0, bisect_left(places, near - by) - _MOST_CANDIDATES // 2)
                    places = places[at : at + _MOST_CANDIDATES]
                found.update(place + by for place in places)
        return sorted(place for place in found if place >= 0), is_all

    def _ask(self, key: str) -> None:
        """Write down the rows around each place of a word, the first time that it is asked for."""
        for number in self._unasked.pop(key, ()):
            for row in _rows_of(self._words, number):
                self._at[row].append(number)


def _rows_of(words: Words, number: int) -> Iterator[_Row]:
    """Yield the rows that a word is the last, the middle and the first of."""
    told, places = words.with_borders
    at = places[number]
    first, before, key, behind, last = told[at - 2 : at + 3]
    yield -1, first, before, key
    yield 0, before, key, behind
    yield 1, key, behind, last
