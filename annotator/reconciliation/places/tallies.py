"""Count what one article and one kind add to the figures of agreement: sums of whole numbers.

Pure: no Django. Every figure of `agreement/statistics/figures.py` is a ratio of sums over articles,
so these few numbers are all that a story, a source, a month, a label or a pair of annotators needs.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from annotator.reconciliation.places import pairing
from annotator.reconciliation.places.spans import Span, ordered

Stretch = tuple[int, int, int]
"""Start and end, code points, half-open; the label's position."""

Met = dict[tuple[int, int], list[list[int]]]
"""For every two annotators, by their positions, a row for each label."""


class Sums(NamedTuple):
    """One article's share, one kind: lists of whole numbers and strings, ready for JSON.

    `annotators`, who submitted, and `labels` are sorted; the other lists name both by their
    positions in these two. `held`, `met` and `told` are rows laid end to end, of HELD, MET and TOLD
    numbers; a row that would hold nothing is left out. Lengths are code points.
    """

    length: int
    """Of the article's text."""
    annotators: list[int]
    labels: list[str]
    overlapping: list[int]
    """Annotators of whom two spans share a character."""
    held: list[int]
    """Annotator, label: spans, characters, squared lengths of the spans."""
    met: list[int]
    """Two annotators, label: see MET."""
    told: list[int]
    """Two annotators, the different labels they gave, pairs."""
    units: list[list[int]]
    """The number of groups with these labels; the labels, sorted, two or more."""

    def packed(self) -> list[Any]:
        """Return a compact value for JSON, from which `unpacked` makes the same sums again."""
        return list(self)

    @classmethod
    def unpacked(cls, value: Iterable[Any]) -> "Sums":
        """Return the sums that `packed` has written. Raises TypeError if the number of items
        differs."""
        return cls(*value)


HELD = 5
TOLD = 5
MET = 9
"""Two annotators, a label, then: pairs with this label, pairs among these with the same edges,
pairs among these with the same details; characters to which both give it; code points of this
label that meet any span of the other's, seen from each of the two; the squares of what each of
these spans so meets in all. The last two are 0 where either annotator's spans overlap."""


def pair_and_count(spans: Iterable[Span], submitted: Collection[int], length: int) -> Sums:
    """Pair the submitted annotators' spans and count them; spans of others are passed over."""
    readers = set(submitted)
    listed = ordered(span for span in spans if span.annotator in readers)
    best = pairing.candidates(listed)
    groups, matches = pairing.groups(listed, best), pairing.matches(listed, best)
    return count_paired(listed, groups, matches, readers, length)


def count_paired(
    spans: Sequence[Span],
    groups: Iterable[Sequence[int]],
    matches: Iterable[tuple[int, int]],
    submitted: Collection[int],
    length: int,
) -> Sums:
    """Count what pairing has found. `spans` are ordered, and all by submitted annotators."""
    annotators = sorted(set(submitted))
    labels = sorted({span[2] for span in spans})
    position = {annotator: i for i, annotator in enumerate(annotators)}
    label_at = {label: i for i, label in enumerate(labels)}
    whose, what = [], []
    readings: list[list[Stretch]] = [[] for _ in annotators]
    reached = [0] * len(annotators)
    overlapping = set()
    for span in spans:
        i, label = position[span[6]], label_at[span[2]]
        whose.append(i)
        what.append(label)
        start, end = span[0], span[1]
        readings[i].append((start, end, label))
        if start < reached[i]:
            overlapping.add(i)
        if end > reached[i]:
            reached[i] = end
    met = _meetings(readings, overlapping, len(labels))
    told = _matched(spans, matches, whose, what, met)
    return Sums(
        length,
        annotators,
        labels,
        sorted(overlapping),
        _held(readings, overlapping, len(labels)),
        _flat(met),
        told,
        _units(groups, what),
    )


def _matched(
    spans: Sequence[Span],
    matches: Iterable[tuple[int, int]],
    whose: list[int],
    what: list[int],
    met: Met,
) -> list[int]:
    """Count pairs with the same label in `met`; return the rows of pairs with different labels."""
    told: dict[tuple[int, int, int, int], int] = {}
    for i, j in matches:
        if whose[i] > whose[j]:
            i, j = j, i
        mine, theirs = what[i], what[j]
        if mine != theirs:
            pair = whose[i], whose[j], mine, theirs
            told[pair] = told.get(pair, 0) + 1
            continue
        one, two, row = spans[i], spans[j], met[whose[i], whose[j]][mine]
        row[0] += 1
        if one[0] == two[0] and one[1] == two[1]:
            row[1] += 1
        if one[3] == two[3] and one[4] == two[4]:
            row[2] += 1
    return [number for row, count in sorted(told.items()) for number in (*row, count)]


def _units(groups: Iterable[Sequence[int]], what: list[int]) -> list[list[int]]:
    units: dict[tuple[int, ...], int] = {}
    for group in groups:
        if len(group) > 1:
            values = tuple(sorted([what[i] for i in group]))
            units[values] = units.get(values, 0) + 1
    return [[count, *values] for values, count in sorted(units.items())]


def _flat(met: Met) -> list[int]:
    flat: list[int] = []
    for (i, j), rows in met.items():
        for label, row in enumerate(rows):
            if row[0] or row[3] or row[4]:
                flat += (i, j, label, *row)
    return flat


def _held(readings: list[list[Stretch]], overlapping: set[int], labels: int) -> list[int]:
    flat: list[int] = []
    for i, own in enumerate(readings):
        rows = [[0, 0, 0] for _ in range(labels)]
        for start, end, label in own:
            row = rows[label]
            size = end - start
            row[0] += 1
            row[1] += size
            row[2] += size * size
        if i in overlapping:
            for row, stretches in zip(rows, _joined(own, labels), strict=True):
                row[1] = sum(end - start for start, end, _ in stretches)
        for label, row in enumerate(rows):
            if row[0]:
                flat += (i, label, *row)
    return flat


def _meetings(readings: list[list[Stretch]], overlapping: set[int], labels: int) -> Met:
    """Return for every two annotators and each label the columns of MET; pairs are still 0."""
    met: Met = {}
    for i, j in combinations(range(len(readings)), 2):
        rows = met[i, j] = [[0] * (MET - 3) for _ in range(labels)]
        if i in overlapping or j in overlapping:
            joined = _joined(readings[i], labels), _joined(readings[j], labels)
            for row, these, those in zip(rows, *joined, strict=True):
                row[3] = sum(size for size, _, _ in intersections(these, those))
            continue
        mine, theirs = readings[i], readings[j]
        of_mine, of_theirs = [0] * len(mine), [0] * len(theirs)
        for size, one, two in intersections(mine, theirs):
            of_mine[one] += size
            of_theirs[two] += size
            if mine[one][2] == theirs[two][2]:
                rows[mine[one][2]][3] += size
        for reading, met_lengths in ((mine, of_mine), (theirs, of_theirs)):
            for (_, _, label), size in zip(reading, met_lengths, strict=True):
                rows[label][4] += size
                rows[label][5] += size * size
    return met


def _joined(reading: list[Stretch], labels: int) -> list[list[Stretch]]:
    """Return for each label its stretches in order, overlapping ones joined to one."""
    by_label: list[list[Stretch]] = [[] for _ in range(labels)]
    for start, end, label in reading:
        stretches = by_label[label]
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]), label)
        else:
            stretches.append((start, end, label))
    return by_label


def intersections(first: list[Stretch], second: list[Stretch]) -> list[tuple[int, int, int]]:
    """Return each intersection of two sorted readings without overlaps: its length, and the places
    of the two spans in their readings."""
    found = []
    i = j = 0
    while i < len(first) and j < len(second):
        start, end, _ = first[i]
        begin, stop, _ = second[j]
        low, high = max(start, begin), min(end, stop)
        if low < high:
            found.append((high - low, i, j))
        if end < stop:
            i += 1
        else:
            j += 1
    return found
