"""Compare two readings of one article alone (pure: no Django)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from annotator.reconciliation.places.pairing import candidates, matches
from annotator.reconciliation.places.spans import Span, ordered


class Overlap(NamedTuple):
    """How many spans of two readings pair with the same label, among these with the same edges,
    and how many spans both have."""

    matched: int = 0
    exact: int = 0
    size: int = 0

    def plus(self, other: "Overlap") -> "Overlap":
        """Return the sums of both."""
        return Overlap(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def f1(self) -> Fraction:
        """The share that pairs with the same label; of two empty readings it is 1."""
        return Fraction(2 * self.matched, self.size) if self.size else Fraction(1)


Passage = tuple[Span | None, Span | None]
"""What the first and the second have at one place; None where one has nothing."""


def passages_of(one: Iterable[Span], two: Iterable[Span]) -> list[Passage]:
    """Return every span of both exactly once: in pairs, these two readings alone, or by itself."""
    listed = ordered(
        [*(span._replace(annotator=0) for span in one), *(s._replace(annotator=1) for s in two)]
    )
    taken: set[int] = set()
    found: list[Passage] = []
    for i, j in matches(listed, candidates(listed)):
        taken |= {i, j}
        first, second = (i, j) if listed[i].annotator == 0 else (j, i)
        found.append((listed[first], listed[second]))
    for at, span in enumerate(listed):
        if at not in taken:
            found.append((span, None) if span.annotator == 0 else (None, span))
    return sorted(found, key=_place)


def overlap_of(passages: Sequence[Passage]) -> Overlap:
    """Count passages."""
    matched = exact = size = 0
    for one, two in passages:
        size += (one is not None) + (two is not None)
        if one is not None and two is not None and one.label == two.label:
            matched += 1
            exact += one[:2] == two[:2]
    return Overlap(matched, exact, size)


def two_alone(one: Iterable[Span], two: Iterable[Span]) -> Overlap:
    """Pair these two readings alone, and count what they share."""
    return overlap_of(passages_of(one, two))


def _place(passage: Passage) -> tuple[int, int]:
    first = passage[0] or passage[1]
    return (first.start, first.end) if first else (0, 0)
