"""Spans for the tests of agreement, written short, and readings drawn by hypothesis."""

from hypothesis import strategies as st

from annotator.reconciliation.agreement.statistics.figures import Sums, pair_and_count
from annotator.reconciliation.places.spans import Span

Mark = tuple[int, int, str]
Readings = dict[int, list[Mark]]
LENGTH = 40


def spans(readings: Readings) -> list[Span]:
    return [
        Span(start, end, label, "", (), "", annotator)
        for annotator, marks in readings.items()
        for start, end, label in marks
    ]


def counted(readings: Readings, length: int = 100) -> Sums:
    """One article; whoever is named has submitted, with marks or without."""
    return pair_and_count(spans(readings), list(readings), length)


def judged(units: list[str]) -> Sums:
    """One article in which unit i is a place, and each coder's value its label; "." is none."""
    readings: Readings = {coder: [] for coder in range(len(units[0]))}
    for at, unit in enumerate(units):
        for coder, value in enumerate(unit):
            if value != ".":
                readings[coder].append((10 * at, 10 * at + 5, value))
    return counted(readings, 10 * len(units))


@st.composite
def apart(draw: st.DrawFn, labels: str = "xyz") -> list[Mark]:
    """One reading of LENGTH code points, no overlaps."""
    cuts = draw(st.lists(st.integers(0, LENGTH), max_size=10, unique=True).map(sorted))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [(start, end, draw(st.sampled_from(labels))) for start, end in pairs]


@st.composite
def anyhow(draw: st.DrawFn, labels: str = "xyz") -> list[Mark]:
    """One reading of LENGTH code points in which spans may nest, cross and touch."""
    marks = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 15), st.sampled_from(labels))
    return [
        (start, min(start + size, LENGTH), label)
        for start, size, label in draw(st.lists(marks, max_size=6))
    ]


def read_by(annotators: int, reading: st.SearchStrategy[list[Mark]]) -> st.SearchStrategy[Readings]:
    return st.fixed_dictionaries(dict.fromkeys(range(1, annotators + 1), reading))
