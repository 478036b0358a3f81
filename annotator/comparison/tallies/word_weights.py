"""What words weigh among the wordings of a story, and which wordings share the most of it (pure:
no Django)."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from math import log

from annotator.comparison.copies.words import words_of_each

TOO_COMMON = 400
"""A word that stands in more wordings finds no candidate; it still has a small weight."""
MOST_CANDIDATES = 60
"""Candidates that are compared in full: the ones with the most weight in common."""
LONGEST = 200
"""Characters of a word that are told apart."""

Found = tuple[int, Hashable]
"""A wording's key, and its source, which is 0 or None where it is a question's own."""


def words_in(text: str) -> frozenset[str]:
    """Return the words by which a text is found: no numbers, each once."""
    return words_in_each([text])[0]


def words_in_each(texts: Iterable[str]) -> list[frozenset[str]]:
    """Return the `words_in` of each of these texts, of many short ones in one go."""
    return [
        frozenset(word[:LONGEST] for word in found if not word.isdecimal())
        for found in words_of_each(texts)
    ]


class WordIndex:
    """Which words stand in which of a story's wordings.

    `total`: how many wordings there are; `counts`: in how many of them each word stands; `having`:
    in which, unless these are too many.
    """

    def __init__(
        self, total: int, counts: Mapping[str, int], having: Mapping[str, Sequence[Found]]
    ) -> None:
        self._total, self._counts, self._having = total, counts, having
        self._weights: dict[str, float] = {}

    def candidates(self, wanted: Collection[str], source: Hashable) -> list[int]:
        """Return the wordings with the most weight in common with these words, the most first.

        Those of `source` itself do not count.
        """
        weights: Counter[int] = Counter()
        for word in sorted(wanted):
            for key, whose in self._having.get(word, ()):
                if not whose or whose != source:
                    weights[key] += self.weight(word)  # type: ignore[assignment]
        ordered = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
        return [key for key, _ in ordered[:MOST_CANDIDATES]]

    def sum(self, found: Iterable[str]) -> float:
        """Return what these words weigh together."""
        return sum(self.weight(word) for word in sorted(found))

    def weight(self, word: str) -> float:
        """Return what a word weighs: more, the fewer wordings it stands in."""
        if (weight := self._weights.get(word)) is None:
            weight = log(1 + (self._total + 1) / (self._counts.get(word, 0) + 1))
            self._weights[word] = weight
        return weight
