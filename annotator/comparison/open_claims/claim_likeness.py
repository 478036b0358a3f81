"""Which questions, and which claims of other sources, a claim is most like (pure: no Django).

Likeness is the mean of two shares, from 0 to 1: how much of the shorter wording's weight the two
have in common (rare words have more: inverse document frequency), and rapidfuzz's
token_set_ratio of the normalised words. Numbers and names in common add a little. It suggests
and never decides.
"""

from collections.abc import Hashable, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from annotator.annotations.values.numbers import find_numerals, latin_digits
from annotator.comparison.copies.words import words
from annotator.comparison.tallies.word_weights import WordIndex

LEAST_LIKENESS = 0.25
"""A wording that is less like the claim is not suggested."""
LEAST_SHARE_OF_BEST = 0.65
"""A wording is not suggested either whose likeness is a smaller part of the likest one's."""
MOST_TAKEN_APART = 50_000
"""Wordings whose parts are kept in memory: a wording is a candidate of many claims."""
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


@lru_cache(maxsize=MOST_TAKEN_APART)
def _parts_of(text: str) -> _WordingParts:
    found = [word for word in words(text) if not word.isdecimal()]
    values = (numeral.value for numeral in find_numerals(latin_digits(text)))
    numbers = frozenset(value for value in values if value is not None)
    names = frozenset(word.casefold() for word in text.split()[1:] if word[:1].isupper())
    return _WordingParts(frozenset(found), " ".join(found), numbers, names)


def _best(found: list[Like], most: int) -> list[Like]:
    """Return at most so many of the wordings that come near the first, which is the likest."""
    return [one for one in found[:most] if one.likeness >= LEAST_SHARE_OF_BEST * found[0].likeness]


def likest(
    index: WordIndex, text: str, known: Iterable[KnownWording], most: int
) -> tuple[list[Like], list[Like]]:
    """Return the likest questions, and the likest claims that answer none, among `known`.

    Of each at most `most`, the likest first; of a question its likest wording. `known` are the
    candidates that the index gave for the words of the text.
    """
    wanted = _parts_of(text)
    found = [_compared(index, wanted, one) for one in known]
    found = [one for one in found if one.likeness >= LEAST_LIKENESS]
    found.sort(key=lambda one: (-one.likeness, one.known.text, str(one.known.name)))
    questions: dict[Hashable, Like] = {}
    loose: dict[Hashable, Like] = {}
    for one in found:
        if one.known.question is None:
            # The same words by one source are one claim, in however many articles they stand.
            loose.setdefault((one.known.text.casefold(), one.known.source), one)
        else:
            questions.setdefault(one.known.question, one)
    return _best(list(questions.values()), most), _best(list(loose.values()), most)


def _compared(index: WordIndex, wanted: _WordingParts, known: KnownWording) -> Like:
    other = _parts_of(known.text)
    shorter = min(index.sum(wanted.words), index.sum(other.words)) or 1.0
    share = index.sum(wanted.words & other.words) / shorter
    ratio = fuzz.token_set_ratio(wanted.joined, other.joined) / 100
    alike = (
        not wanted.numbers.isdisjoint(other.numbers),
        not wanted.names.isdisjoint(other.names),
    )
    extra = BONUS * sum(alike)
    return Like(known, (share + ratio) / 2 + extra)
