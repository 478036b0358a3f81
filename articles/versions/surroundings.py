"""How far the words around a span are the same at a place (pure: no Django)."""

from typing import NamedTuple

from articles.versions.words import LINE, SENTENCE, Words

FURTHEST = 100
"""So many words of a line on either side, at most, are compared with a second candidate's."""
_BEYOND = 12
"""And so many of the lines before and behind it."""
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
        """Return whether it cannot be told from the other with certainty."""
        ours, theirs = zip(*self, strict=True), zip(*other, strict=True)
        sums = [(sum(one), sum(another)) for one, another in zip(ours, theirs, strict=True)]
        return all(one >= _AS_GOOD * another for one, another in sums[:3])


def agreement(old: Words, first: int, last: int, new: Words, to: int, end: int) -> Agreement:
    """Return how far the words around `first` to `last` are those around `to` to `end`."""
    return Agreement(_side(old, first, new, to, -1), _side(old, last, new, end, 1))


def _side(old: Words, at: int, new: Words, to: int, step: int) -> OneSide:
    """Compare words outward from two borders; where both texts end, all that could be is the
    same."""
    count, sentence, line, is_whole = 0, -1, -1, False
    inside = min(step, 0)
    while True:
        border, other = at + step * count, to + step * count
        if sentence < 0 and old.breaks[border] >= SENTENCE:
            sentence, is_whole = count, new.breaks[other] >= SENTENCE
        if line < 0 and old.breaks[border] == LINE:
            line = count
        most = FURTHEST if line < 0 else line + _BEYOND
        is_end = not 0 <= border + inside < len(old), not 0 <= other + inside < len(new)
        if all(is_end):
            count = most
        if any(is_end) or count >= most or old.keys[border + inside] != new.keys[other + inside]:
            break
        count += 1
    if sentence < 0:
        sentence, is_whole = count, count >= FURTHEST
    return OneSide(sentence, count if line < 0 else line, 0 if line < 0 else count - line, is_whole)
