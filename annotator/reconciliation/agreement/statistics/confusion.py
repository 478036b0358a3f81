"""Find the passages behind a cell of the confusion matrix (pure: no Django).

A cell is two labels, of the annotator with the smaller number and of the other; MISSED for what one
of them has not marked, or not so that the two spans could be paired.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from annotator.reconciliation.places import pairing
from annotator.reconciliation.places.spans import Span, ordered
from annotator.reconciliation.places.tallies import HELD, MET, TOLD, Sums

Cell = tuple[str, str]
MISSED = ""


class ConfusedPassage(NamedTuple):
    """What two annotators marked at one place; None for what one of them missed."""

    annotators: tuple[int, int]
    first: Span | None
    second: Span | None

    @property
    def start(self) -> int:
        """Where the passage begins, in code points."""
        return min(span.start for span in (self.first, self.second) if span)

    @property
    def end(self) -> int:
        """Where the passage ends, in code points; half-open."""
        return max(span.end for span in (self.first, self.second) if span)


def equivalent_cells(cell: Cell, pair: tuple[int, int] | None) -> set[Cell]:
    """Return the cell, and its mirror where there is no pair of annotators: then nobody is the
    first."""
    return {cell} if pair else {cell, (cell[1], cell[0])}


def confusion_counts(sums: Sums, pair: tuple[int, int] | None) -> Counter[Cell]:
    """Count one article's cells, as `figures.confusion` adds them up: plain loops, no arrays."""
    names, labels = sums.annotators, sums.labels
    chosen = {
        (i, j)
        for i, j in combinations(range(len(names)), 2)
        if pair is None or (names[i], names[j]) == pair
    }
    cells: Counter[Cell] = Counter()
    for row in _rows(sums.met, MET):
        if row[:2] in chosen:
            _count(cells, labels[row[2]], labels[row[2]], row[3])
    for row in _rows(sums.told, TOLD):
        if row[:2] in chosen:
            _count(cells, labels[row[2]], labels[row[3]], row[4])
    for row in _rows(sums.held, HELD):
        label = labels[row[1]]
        cells[label, MISSED] += row[2] * sum(i == row[0] for i, _ in chosen)
        cells[MISSED, label] += row[2] * sum(j == row[0] for _, j in chosen)
    return +cells


def _count(cells: Counter[Cell], one: str, two: str, pairs: int) -> None:
    """Count these pairs in their cell, and take them off what was missed."""
    cells[one, two] += pairs
    cells[one, MISSED] -= pairs
    cells[MISSED, two] -= pairs


def _rows(flat: list[int], width: int) -> Iterator[tuple[int, ...]]:
    return (tuple(flat[at : at + width]) for at in range(0, len(flat), width))


def passages(
    spans: Iterable[Span],
    submitted: Collection[int],
    cell: Cell,
    pair: tuple[int, int] | None,
) -> list[ConfusedPassage]:
    """Return one article's passages of the cell, in reading order; as many as are counted."""
    listed = ordered(span for span in spans if span.annotator in submitted)
    partners: dict[tuple[int, int], int] = {}
    for i, j in pairing.matches(listed, pairing.candidates(listed)):
        partners[i, listed[j].annotator] = j
        partners[j, listed[i].annotator] = i
    cells, found = equivalent_cells(cell, pair), []
    for i, span in enumerate(listed):
        for other in submitted:
            one, two = sorted((span.annotator, other))
            if one == two or (pair and (one, two) != pair):
                continue
            partner = partners.get((i, other))
            if partner is not None and span.annotator > other:
                continue  # once a pair: seen from the first of the two
            there = None if partner is None else listed[partner]
            first, second = (span, there) if span.annotator == one else (there, span)
            labels = (first.label if first else MISSED, second.label if second else MISSED)
            if labels in cells:
                found.append(ConfusedPassage((one, two), first, second))
    return sorted(found, key=lambda passage: (passage.start, passage.end, passage.annotators))
