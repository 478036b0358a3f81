"""Name in what the annotators of a group differ (pure: no Django)."""

from collections.abc import Collection, Sequence
from operator import itemgetter

from annotator.reconciliation.places.spans import Group, Paired, Span, Type, slight


def name_differences(
    listed: Sequence[Span],
    best: Sequence[tuple[int, int]],
    indices: Sequence[Sequence[int]],
    submitted: Collection[int],
) -> Paired:
    """Name the groups that `groups` has found in ordered spans by submitted annotators alone.

    `best` is what `candidates` returned, `indices` what `groups` returned.
    """
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
    """Return, by a group's position, the absent annotators it is split for; and the linked
    positions."""
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
    """Return whether an annotator has overlapping spans in both groups: then these are two
    places."""
    return any(
        span.start < two[annotator].end and two[annotator].start < span.end
        for annotator, span in one.items()
        if annotator in two
    )


def _differences(group: tuple[Span, ...]) -> list[Type]:
    """Return the types of difference between the spans that are there, in the order of `Type`."""
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
    """Return whether the characters that not every span of the group holds are punctuation or
    space."""
    first, last = min(group, key=itemgetter(0)), max(group, key=itemgetter(1))
    head = first.quote[: max(span.start for span in group) - first.start]
    tail = last.quote[min(span.end for span in group) - last.start :]
    return all(map(slight, head + tail))
