"""Which questions, and which claims of other sources, a claim is most like (pure: no Django).

Likeness is the mean of two shares, from 0 to 1: how much of the shorter wording's weight the two
have in common (rare words weigh more: inverse document frequency), and rapidfuzz's
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

LEAST = 0.25
"""Less alike than this is not suggested, …"""
BESIDE = 0.65
"""… nor what is less than this part as like as the likest."""
COMMON = 400
"""A word of so many wordings says nothing: it finds no candidate, and still weighs a little."""
LOOKED_AT = 60
"""Candidates that are compared in full, those with the most weight in common."""
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


class _Taken(NamedTuple):
    words: frozenset[str]
    joined: str
    numbers: frozenset[Decimal]
    names: frozenset[str]


def _taken(text: str) -> _Taken:
    found = [word for word in words(text) if not word.isdecimal()]
    numbers = frozenset(numeral.value for numeral in find_numerals(latin_digits(text)))
    names = frozenset(word.casefold() for word in text.split()[1:] if word[:1].isupper())
    return _Taken(frozenset(found), " ".join(found), numbers, names)


def _best(found: list[Like], most: int) -> list[Like]:
    """Return at most so many of the wordings that come near the first, which is the likest."""
    return [one for one in found[:most] if one.likeness >= BESIDE * found[0].likeness]


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
            if number <= COMMON and not word.isdecimal()
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
        asked = _taken(text)
        found = [self._compared(asked, at) for at in self._candidates(asked, source)]
        found = [one for one in found if one.likeness >= LEAST]
        found.sort(key=lambda one: (-one.likeness, one.known.text, str(one.known.name)))
        questions: dict[Hashable, Like] = {}
        loose = []
        for one in found:
            if one.known.question is None:
                loose.append(one)
            else:
                questions.setdefault(one.known.question, one)
        return _best(list(questions.values()), most), _best(loose, most)

    def _candidates(self, asked: _Taken, source: Hashable) -> list[int]:
        weight: Counter[int] = Counter()
        for word in sorted(asked.words):
            for at in self._having.get(word, ()):
                if self._known[at].source is None or self._known[at].source != source:
                    weight[at] += self._weight(word)  # type: ignore[assignment]
        return [at for at, _ in sorted(weight.items(), key=lambda one: (-one[1], one[0]))][
            :LOOKED_AT
        ]

    def _compared(self, asked: _Taken, at: int) -> Like:
        other = _taken(self._known[at].text)
        shorter = min(self._sum(asked.words), self._sum(other.words)) or 1.0
        share = self._sum(asked.words & other.words) / shorter
        ratio = fuzz.token_set_ratio(asked.joined, other.joined) / 100
        alike = not asked.numbers.isdisjoint(other.numbers), not asked.names.isdisjoint(other.names)
        extra = BONUS * sum(alike)
        return Like(self._known[at], (share + ratio) / 2 + extra)

    def _sum(self, found: Iterable[str]) -> float:
        return sum(self._weight(word) for word in sorted(found))

    def _weight(self, word: str) -> float:
        if (weight := self._weights.get(word)) is None:
            weight = log(1 + (len(self._known) + 1) / (self._count[word] + 1))
            self._weights[word] = weight
        return weight
