"""Where words in a row stand among those that only one of two versions has (pure: no Django)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from articles.versions.words import SENTENCE, Words

_MOST_CANDIDATES = 4
"""So many places, at most, are looked at for one row of words."""
_BORDER = "\n"


class Rows:
    """Where three words in a row stand among those of a text that the other version has not.

    The end of a sentence counts as a word.
    """

    def __init__(self, words: Words, other: Sequence[int]) -> None:
        self._at: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        near = sorted({n + d for n, to in enumerate(other) if to < 0 for d in range(-2, 3)})
        self.is_empty = not near
        for number in near:
            if 0 <= number < len(words):
                for row in self._of(words, number):
                    self._at[row].append(number)

    def of(self, words: Words, first: int, last: int) -> list[int]:
        """Return where the first of these words may stand here, by it or by the last of them."""
        if self.is_empty:
            return []
        found = {
            place + first - number
            for number in {first, last - 1}
            for row in self._of(words, number)
            for place in self._near(row, number)
        }
        return sorted(place for place in found if place >= 0)

    def _near(self, row: tuple[str, str, str], number: int) -> Sequence[int]:
        places = self._at.get(row, ())
        return places[:_MOST_CANDIDATES]

    @staticmethod
    def _of(words: Words, number: int) -> Iterator[tuple[str, str, str]]:
        """Yield the rows that a word is the first, the middle and the last of."""
        before = list(_outward(words, number, -1))
        behind = list(_outward(words, number, 1))
        key = words.keys[number]
        yield before[1], before[0], key
        yield before[0], key, behind[0]
        yield key, behind[0], behind[1]


def _outward(words: Words, number: int, step: int) -> Iterator[str]:
    """Yield the two words beside one, ends of sentences among them."""
    border, told = (number if step < 0 else number + 1), 0
    while told < 2:
        if words.breaks[border] >= SENTENCE:
            yield _BORDER
            told += 1
        number, border = number + step, border + step
        if told < 2:
            inside = 0 <= number < len(words)
            yield words.keys[number] if inside else _BORDER
            told += 1
            if not inside and told < 2:
                yield _BORDER
                return
