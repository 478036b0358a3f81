"""Whose spans are the same place, and in what their annotators differ (pure: no Django).

Everything here is about one article and one kind of label. Offsets are code points, half-open
`[start, end)`, with `start < end`. A list called `best` is what `candidates` returned.
"""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple
from unicodedata import category


class Type(StrEnum):
    """What a group is: agreed, a single reading, or a difference of one or more types."""

    AGREED = "agreed"
    SINGLE = "single reading"
    PUNCTUATION = "punctuation"
    EDGES = "edges"
    LABEL = "label"
    DETAILS = "details"
    BLANK = "blank"
    MISSED = "missed"
    SPLIT = "split"


class Span(NamedTuple):
    """One annotation as pairing sees it.

    `link` is what the score compares of the details (the question; the entity; holder and
    target), `rest` the other details, normalised, as many for every span; "" is *not given*.
    `quote` is the whole text[start:end]. Of `annotator` only equality counts; `key` is the
    caller's own.
    """

    start: int
    end: int
    label: str
    link: str
    rest: tuple[str, ...]
    quote: str
    annotator: int
    key: Any = None


class Group(NamedTuple):
    """The spans that are one place, in canonical order; its types in the order of `Type`."""

    spans: tuple[Span, ...]
    types: tuple[Type, ...]


class Paired(NamedTuple):
    """All groups in reading order; `linked`: positions i < j of groups that are split."""

    groups: list[Group]
    linked: list[tuple[int, int]]


KEPT = "%‰&#@"  # punctuation to Unicode, but part of what it stands beside


def ordered(spans: Iterable[Span]) -> list[Span]:
    """The spans in canonical order: start, end, label, link, rest; never by annotator."""
    return sorted(spans, key=itemgetter(0, 1, 2, 3, 4))


def candidates(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Index pairs i < j of two annotators' spans that share at least half of the shorter.

    Takes ordered spans. Best first: intersection over union, + 1/2 for the same label, + 1/2
    for the same link, given by both; then the same label, the same link, the smaller spans.
    This order holds within each stretch of overlapping spans; stretches stand in reading order.
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
    """For each span the bit of its annotator."""
    known: dict[int, int] = {}
    return [known.setdefault(span[6], 1 << len(known)) for span in spans]


def groups(spans: Sequence[Span], best: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Every index in exactly one group: of different annotators, with a character in common.

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
    return _gathered(leader)


def _gathered(leader: list[int]) -> list[list[int]]:
    """What leads to the same first one, together. Nobody's leader stands behind them."""
    found: dict[int, list[int]] = {}
    for i, chief in enumerate(leader):
        leader[i] = leader[chief]
        found.setdefault(leader[i], []).append(i)
    return list(found.values())


def matches(spans: Sequence[Span], best: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For every two annotators their one-to-one pairs, these two taken alone; best first."""
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

    Raises ValueError for a span by anyone else, and for an empty one. With one submitted
    annotator nothing is grouped.
    """
    readers = set(submitted)
    listed = ordered(spans)
    for span in listed:
        if span.annotator not in readers:
            raise ValueError(f"Its annotator has not submitted: {span}")
        if span.start >= span.end:
            raise ValueError(f"It is empty, start must be below end: {span}")
    best = candidates(listed)
    return name(listed, best, groups(listed, best), readers)


def name(
    listed: Sequence[Span],
    best: Sequence[tuple[int, int]],
    indices: Sequence[Sequence[int]],
    submitted: Collection[int],
) -> Paired:
    """Name the groups that `groups` has found in ordered spans by submitted annotators alone."""
    if len(submitted) < 2:
        return Paired([Group((span,), (Type.SINGLE,)) for span in listed], [])
    halves, linked = _splits(listed, best, indices)
    named = []
    for position, members in enumerate(indices):
        group = tuple([listed[i] for i in members])
        types = _differences(group)
        found = halves.get(position, ())
        if len(group) + len(found) < len(submitted):
            types.append(Type.MISSED)
        if found:
            types.append(Type.SPLIT)
        named.append(Group(group, tuple(types) or (Type.AGREED,)))
    return Paired(named, linked)


def _splits(
    spans: Sequence[Span], best: Sequence[tuple[int, int]], indices: Sequence[Sequence[int]]
) -> tuple[dict[int, set[int]], list[tuple[int, int]]]:
    """For a group's position the absent annotators it is split for; the linked positions."""
    home = {i: position for position, group in enumerate(indices) for i in group}
    halves: dict[int, set[int]] = {}
    linked = set()
    for i, j in best:
        here, there = home[i], home[j]
        if here == there:
            continue
        one, two = ({spans[i].annotator: spans[i] for i in indices[at]} for at in (here, there))
        sides = ((here, one, spans[j].annotator), (there, two, spans[i].annotator))
        found = [(at, absent) for at, present, absent in sides if absent not in present]
        if found and not _twice(one, two):
            linked.add((min(here, there), max(here, there)))
            for at, absent in found:
                halves.setdefault(at, set()).add(absent)
    return halves, sorted(linked)


def _twice(one: dict[int, Span], two: dict[int, Span]) -> bool:
    """Has an annotator overlapping spans in both groups? Then these are two places."""
    return any(
        span.start < two[annotator].end and two[annotator].start < span.end
        for annotator, span in one.items()
        if annotator in two
    )


def _differences(group: tuple[Span, ...]) -> list[Type]:
    """The types of difference between the spans that are there, in the order of `Type`."""
    first = group[0][:5]
    if all(span[:5] == first for span in group):
        return []
    starts, ends, labels, links, rests, *_ = zip(*group, strict=True)
    types = []
    if min(starts) < max(starts) or min(ends) < max(ends):
        types.append(Type.PUNCTUATION if _slight(group) else Type.EDGES)
    if len(set(labels)) > 1:
        types.append(Type.LABEL)
    details = [set(values) for values in (links, *zip(*rests, strict=True))]
    if any(len(values - {""}) > 1 for values in details):
        types.append(Type.DETAILS)
    if any("" in values and len(values) > 1 for values in details):
        types.append(Type.BLANK)
    return types


def _slight(group: tuple[Span, ...]) -> bool:
    """Is all that not every span of the group holds punctuation or space?"""
    first, last = min(group, key=itemgetter(0)), max(group, key=itemgetter(1))
    head = first.quote[: max(span.start for span in group) - first.start]
    tail = last.quote[min(span.end for span in group) - last.start :]
    return all(map(slight, head + tail))


def slight(char: str) -> bool:
    """Is it punctuation or space, which a span's ends may have or lack and still agree?"""
    return char.isspace() or (category(char)[0] == "P" and char not in KEPT)


def places(paired: Paired) -> list[list[int]]:
    """The groups' positions by place, linked ones together; places in reading order."""
    leader = list(range(len(paired.groups)))
    for one, two in paired.linked:
        while leader[one] != one:
            one = leader[one]
        while leader[two] != two:
            two = leader[two]
        leader[max(one, two)] = min(one, two)
    return _gathered(leader)
