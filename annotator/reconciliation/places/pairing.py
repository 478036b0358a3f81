"""Find whose spans are the same place (pure: no Django).

Everything here is about one article and one kind of label. Offsets are code points, half-open
`[start, end)`, with `start < end`. A list called `best` is what `candidates` returned.
"""

from collections.abc import Collection, Iterable, Sequence

from annotator.reconciliation.places.differences import name_differences
from annotator.reconciliation.places.spans import Paired, Span, ordered


def candidates(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return index pairs i < j of two annotators' spans that share at least half of the shorter.

    Takes ordered spans. Best first: intersection over union, + 1/2 for the same label, + 1/2 for
    the same link, given by both; then the same label, the same link, the smaller spans. This order
    holds within each stretch of overlapping spans; stretches stand in reading order.
    """
    found: list[tuple[int, int]] = []
    scored: dict[tuple[float, bool, bool], list[tuple[int, int]]] = {}
    reach = 0
    for i, (start, end, label, link, _, _, annotator, _) in enumerate(spans):
        if start >= reach and scored:
            # No pair crosses a gap: sorting each stretch alone keeps the work linear, and local.
            for key in sorted(scored, reverse=True):
                found += scored[key]
            scored.clear()
        reach, length = max(reach, end), end - start
        for j in range(i + 1, len(spans)):
            begin, stop, tag, tie, _, _, other, _ = spans[j]
            if begin >= end:
                break
            if other == annotator:
                continue
            size, shared = stop - begin, (end if end < stop else stop) - begin
            if 2 * shared < (length if length < size else size):
                continue
            same_label, same_link = tag == label, tie == link != ""
            # One division rounds correctly: equal fractions give equal floats, and different
            # ones with denominators under 2**24 lie 2**-48 apart, more than an ulp of 2**-52.
            union = length + size - shared
            score = (2 * shared + (same_label + same_link) * union) / (2 * union)
            scored.setdefault((score, same_label, same_link), []).append((i, j))
    for key in sorted(scored, reverse=True):
        found += scored[key]
    return found


def _bits(spans: Sequence[Span]) -> list[int]:
    """Return for each span the bit of its annotator."""
    known: dict[int, int] = {}
    return [known.setdefault(span[6], 1 << len(known)) for span in spans]


def groups(spans: Sequence[Span], best: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return every index in exactly one group: of different annotators, with a character in common.

    Groups stand in reading order, that of their first span; so do the indices in each.
    """
    leader = list(range(len(spans)))
    voices = _bits(spans)
    lows, highs = [span[0] for span in spans], [span[1] for span in spans]
    for one, two in best:
        while leader[one] != one:
            one = leader[one]
        while leader[two] != two:
            two = leader[two]
        if voices[one] & voices[two]:  # the same group, too
            continue
        low, high = max(lows[one], lows[two]), min(highs[one], highs[two])
        if low < high:
            first, second = (one, two) if one < two else (two, one)
            leader[second] = first
            lows[first], highs[first] = low, high
            voices[first] |= voices[second]
    return _by_leader(leader)


def _by_leader(leader: list[int]) -> list[list[int]]:
    """Return the positions that lead to the same first one together; a leader stands before its
    own."""
    found: dict[int, list[int]] = {}
    for i, chief in enumerate(leader):
        leader[i] = leader[chief]
        found.setdefault(leader[i], []).append(i)
    return list(found.values())


def matches(spans: Sequence[Span], best: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return for every two annotators their one-to-one pairs, these two taken alone; best first."""
    bits = _bits(spans)
    taken = [0] * len(spans)  # for each span the annotators with whom it is paired
    found = []
    for i, j in best:
        if not (taken[i] & bits[j] or taken[j] & bits[i]):
            taken[i] |= bits[j]
            taken[j] |= bits[i]
            found.append((i, j))
    return found


def pair(spans: Iterable[Span], submitted: Collection[int]) -> Paired:
    """Group the spans of the submitted annotators, and name each group.

    Raises ValueError for a span by anyone else, and for an empty one. With one submitted annotator
    nothing is grouped.
    """
    readers = set(submitted)
    listed = ordered(spans)
    for span in listed:
        if span.annotator not in readers:
            raise ValueError(f"Its annotator has not submitted: {span}")
        if span.start >= span.end:
            raise ValueError(f"It is empty, start must be below end: {span}")
    best = candidates(listed)
    return name_differences(listed, best, groups(listed, best), readers)


def linked_groups(paired: Paired) -> list[list[int]]:
    """Return the groups' positions by place, linked groups together; places in reading order."""
    leader = list(range(len(paired.groups)))
    for one, two in paired.linked:
        while leader[one] != one:
            one = leader[one]
        while leader[two] != two:
            two = leader[two]
        leader[max(one, two)] = min(one, two)
    return _by_leader(leader)
