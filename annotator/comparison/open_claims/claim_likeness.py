"""Which questions, and which claims of other sources, a claim is most like (pure: no Django).

Likeness is the mean of two shares, from 0 to 1: how much of the shorter wording's weight the two
have in common (rare words have more: inverse document frequency), and rapidfuzz's
token_set_ratio of the normalised words. Numbers and names in common add a little. It suggests
and never decides.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from decimal import Decimal
from itertools import chain
from math import log
from typing import NamedTuple

from rapidfuzz import fuzz

from annotator.annotations.values.numbers import find_numerals, latin_digits
from annotator.comparison.copies.words import words, words_of_each

LEAST_LIKENESS = 0.25
"""A wording that is less like the claim is not suggested."""
LEAST_SHARE_OF_BEST = 0.65
"""A wording is not suggested either whose likeness is a smaller part of the likest one's."""
TOO_COMMON = 400
"""A word that stands in more wordings finds no candidate; it still has a small weight."""
MOST_CANDIDATES = 60
"""Candidates that are compared in full: the ones with the most weight in common."""
BONUS = 0.08


class KnownWording(NamedTuple):
    """A wording to compare with: a question's own, or a claim's.

    `question` is the one that it words or answers, None for a claim without one; `source` is
    whose claim it is, None for a question's own wording; `name` is the caller's own.
    """

    text: str
    question: Hashable = None
    source: Hashable = None
    name: Hashable = None


class Like(NamedTuple):
    """A known wording and how like it is, from 0 to a little over 1."""

    known: KnownWording
    likeness: float


class _WordingParts(NamedTuple):
    words: frozenset[str]
    joined: str
    numbers: frozenset[Decimal]
    names: frozenset[str]


def _parts_of(text: str) -> _WordingParts:
    found = [word for word in words(text) if not word.isdecimal()]
    values = (numeral.value for numeral in find_numerals(latin_digits(text)))
    numbers = frozenset(value for value in values if value is not None)
    names = frozenset(word.casefold() for word in text.split()[1:] if word[:1].isupper())
    return _WordingParts(frozenset(found), " ".join(found), numbers, names)


def _best(found: list[Like], most: int) -> list[Like]:
    """Return at most so many of the wordings that come near the first, which is the likest."""
    return [one for one in found[:most] if one.likeness >= LEAST_SHARE_OF_BEST * found[0].likeness]


class Wordings:
    """Known wordings, to be searched for the ones that are like a claim."""

    def __init__(self, known: Iterable[KnownWording]) -> None:
        # The same words by one source on one question are one wording.
        kept = {(one.text.casefold(), one.question, one.source): one for one in known}
        self._known = list(kept.values())
        listed = [frozenset(found) for found in words_of_each(one.text for one in self._known)]
        self._count = Counter(chain.from_iterable(listed))
        self._weights: dict[str, float] = {}
        self._having: dict[str, list[int]] = {
            word: []
            for word, number in self._count.items()
            if number <= TOO_COMMON and not word.isdecimal()
        }
        for at, each in enumerate(listed):
            for word in each:
                if (having := self._having.get(word)) is not None:
                    having.append(at)

    def like(self, text: str, source: Hashable, most: int) -> tuple[list[Like], list[Like]]:
        """Return the likest questions, and the likest claims of other sources that answer none.

        Of each at most `most`, the likest first; of a question its likest wording. Claims of
        `source` itself do not count.
        """
        wanted = _parts_of(text)
        found = [self._compared(wanted, at) for at in self._candidates(wanted, source)]
        found = [one for one in found if one.likeness >= LEAST_LIKENESS]
        found.sort(key=lambda one: (-one.likeness, one.known.text, str(one.known.name)))
        questions: dict[Hashable, Like] = {}
        loose = []
        for one in found:
            if one.known.question is None:
                loose.append(one)
            else:
                questions.setdefault(one.known.question, one)
        return _best(list(questions.values()), most), _best(loose, most)

    def _candidates(self, wanted: _WordingParts, source: Hashable) -> list[int]:
        weight: Counter[int] = Counter()
        for word in sorted(wanted.words):
            for at in self._having.get(word, ()):
                if self._known[at].source is None or self._known[at].source != source:
                    weight[at] += self._weight(word)  # type: ignore[assignment]
        return [at for at, _ in sorted(weight.items(), key=lambda one: (-one[1], one[0]))][
            :MOST_CANDIDATES
        ]

    def _compared(self, wanted: _WordingParts, at: int) -> Like:
        other = _parts_of(self._known[at].text)
        shorter = min(self._sum(wanted.words), self._sum(other.words)) or 1.0
        share = self._sum(wanted.words & other.words) / shorter
        ratio = fuzz.token_set_ratio(wanted.joined, other.joined) / 100
        alike = (
            not wanted.numbers.isdisjoint(other.numbers),
            not wanted.names.isdisjoint(other.names),
        )
        extra = BONUS * sum(alike)
        return Like(self._known[at], (share + ratio) / 2 + extra)

    def _sum(self, found: Iterable[str]) -> float:
        return sum(self._weight(word) for word in sorted(found))

    def _weight(self, word: str) -> float:
        if (weight := self._weights.get(word)) is None:
            weight = log(1 + (len(self._known) + 1) / (self._count[word] + 1))
            self._weights[word] = weight
        return weight
