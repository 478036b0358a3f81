"""How far the words around a span are the same at a place (pure: no Django)."""

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from articles.versions.words import LINE, SENTENCE, Words

FURTHEST = 500
"""So many words on either side, at most, are compared with a second candidate's."""
_AT_ONCE = 32
_BEYOND = 12
"""So many words of the lines before and behind it are as good as all."""
_AS_GOOD = 0.75
"""What agrees with the surroundings so far, as a share of the best, is nearly as good."""


class OneSide(NamedTuple):
    """How many words on one side of a span are the same at a place: up to the end of its sentence,
    up to the end of its line, and beyond; and whether the sentence is the same as a whole."""

    sentence: int
    line: int
    beyond: int
    is_whole: bool

    @property
    def wide(self) -> int:
        """The words that are the same, near and far."""
        return self.line + self.beyond


class Agreement(NamedTuple):
    """How far the words on both sides of a span are the same at a place."""

    left: OneSide
    right: OneSide

    @property
    def wide(self) -> int:
        """The words that are the same on both sides."""
        return self.left.wide + self.right.wide

    def is_nearly_as_good_as(self, other: "Agreement") -> bool:
        """Return whether it cannot be told from the other with certainty: as much of the sentence
        is the same, and nearly as much of what is around it, or more on one side."""
        ours, theirs = zip(*self, strict=True), zip(*other, strict=True)
        sums = [(sum(one), sum(another)) for one, another in zip(ours, theirs, strict=True)]
        sentence, *around = [one >= _AS_GOOD * another for one, another in sums[:3]]
        sides = zip(self, other, strict=True)
        reaches_further = any(one.wide > another.wide for one, another in sides)
        return sentence and (all(around) or reaches_further)


def agreement(old: Words, first: int, last: int, new: Words, to: int, end: int) -> Agreement:
    """Return how far the words around `first` to `last` are those around `to` to `end`."""
    return Agreement(_before(old, first, new, to), _behind(old, last, new, end))


def _before(old: Words, at: int, new: Words, to: int) -> OneSide:
    count = 0
    while count < min(at, to, FURTHEST):
        length = min(_AT_ONCE, at - count, to - count)
        one, other = (
            old.keys[at - count - length : at - count],
            new.keys[to - count - length : to - count],
        )
        if one != other:
            count += _same(reversed(one), reversed(other))
            break
        count += length
    sentence, line = at - old.begin(SENTENCE, at), at - old.begin(LINE, at)
    is_whole = count >= sentence and new.breaks[to - sentence] >= SENTENCE
    return _side(count, sentence, line, is_whole, count == at == to)


def _behind(old: Words, at: int, new: Words, to: int) -> OneSide:
    count, most = 0, min(len(old) - at, len(new) - to, FURTHEST)
    while count < most:
        length = min(_AT_ONCE, most - count)
        one, other = (
            old.keys[at + count : at + count + length],
            new.keys[to + count : to + count + length],
        )
        if one != other:
            count += _same(one, other)
            break
        count += length
    sentence, line = old.end(SENTENCE, at) - at, old.end(LINE, at) - at
    is_whole = count >= sentence and new.breaks[to + sentence] >= SENTENCE
    return _side(count, sentence, line, is_whole, count == len(old) - at == len(new) - to)


def _side(count: int, sentence: int, line: int, is_whole: bool, is_all: bool) -> OneSide:
    """Return a side of which `count` words are the same: where both texts end with them, all that
    could be is."""
    beyond = _BEYOND if is_all else max(0, min(count - line, _BEYOND))
    return OneSide(min(count, sentence), min(count, line), beyond, is_whole)


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=True)))
