"""Which words of a text are which of its next version: lines first, then the words in those that
changed (pure: no Django).

Time grows with the texts, not with their product: what no line and no run of words ties down is
laid over word by word only up to a limit.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from articles.versions.words import Words

_MOST_CELLS = 4_000_000
"""So many pairs of words, at most, are laid over one another: a few milliseconds."""
_IN_A_ROW = 4
"""Words in a row that tie a large change down where each version has them once."""
_NO_CHANCE = 24
"""Words in a row that weigh as much, some six long ones, do not agree by chance."""
_FURTHEST = 200
"""So many words, at most, a change is moved to where a sentence begins."""


class SameRun(NamedTuple):
    """Words in a row that both versions have: the first in each, and how many."""

    old: int
    new: int
    length: int


def align(old: Words, new: Words) -> list[SameRun]:
    """Return the runs of words that both versions have, in order, apart from one another.

    Words are the same as `alike` says. What agrees by chance amid other words is left out.
    """
    found = _joined(_aligned(old, new))
    kept = _without_chance(found, _weights(old.keys), _weights(new.keys))
    return _joined(_at_borders(kept, old, new))


def _aligned(old: Words, new: Words) -> Iterator[SameRun]:
    """Yield runs in order: lines that are the same, and words between them."""
    ours = [tuple(old.keys[a:b]) for a, b in old.lines]
    theirs = [tuple(new.keys[a:b]) for a, b in new.lines]
    at_old = at_new = 0
    for one, other, count in _tied_down(ours, theirs, [len(line) for line in ours]):
        first, second = old.lines[one][0], new.lines[other][0]
        yield from _words(old.keys, new.keys, at_old, first, at_new, second)
        at_old, at_new = old.lines[one + count - 1][1], new.lines[other + count - 1][1]
        yield SameRun(first, second, at_old - first)
    yield from _words(old.keys, new.keys, at_old, len(old), at_new, len(new))


def _words(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int, again: bool = True
) -> Iterator[SameRun]:
    """Yield the runs of the words from `a` to `b` and from `c` to `d`."""
    ahead = behind = 0
    while a + ahead < b and c + ahead < d and old[a + ahead] == new[c + ahead]:
        ahead += 1
    yield SameRun(a, c, ahead)
    a, c = a + ahead, c + ahead
    while a < b - behind and c < d - behind and old[b - behind - 1] == new[d - behind - 1]:
        behind += 1
    b, d = b - behind, d - behind
    if (b - a) * (d - c) <= _MOST_CELLS:
        for block in LCSseq.opcodes(old[a:b], new[c:d]) if a < b and c < d else ():
            if block.tag == "equal":
                yield SameRun(
                    a + block.src_start, c + block.dest_start, block.src_end - block.src_start
                )
    elif again:
        yield from _between_rows(old, new, a, b, c, d)
    yield SameRun(b, d, behind)


def _between_rows(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int
) -> Iterator[SameRun]:
    """Yield the runs of a large change, cut where words in a row stand once in each version."""
    ours = [tuple(old[n : n + _IN_A_ROW]) for n in range(a, b - _IN_A_ROW + 1)]
    theirs = [tuple(new[n : n + _IN_A_ROW]) for n in range(c, d - _IN_A_ROW + 1)]
    at_old, at_new = a, c
    for one, other, count in _tied_down(ours, theirs, [1] * len(ours)):
        first, second = a + one, c + other
        skipped = max(at_old - first, at_new - second, 0)
        length = count + _IN_A_ROW - 1
        if skipped >= length:
            continue
        first, second, length = first + skipped, second + skipped, length - skipped
        yield from _words(old, new, at_old, first, at_new, second, again=False)
        yield SameRun(first, second, length)
        at_old, at_new = first + length, second + length
    yield from _words(old, new, at_old, b, at_new, d, again=False)


def _tied_down(
    old: Sequence[Hashable], new: Sequence[Hashable], weights: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield in order where things in a row are the same, around those that stand once in each.

    Of those that changed their order, the ones with most weight keep it: first in the old, first in
    the new, how many.
    """
    counted = Counter(old), Counter(new)
    where = {thing: n for n, thing in enumerate(new) if counted[1][thing] == 1}
    once = [(n, where[t]) for n, t in enumerate(old) if counted[0][t] == 1 and t in where]
    at_old = at_new = 0
    pairs = _heaviest_in_order(once, [weights[n] for n, _ in once])
    for number, (one, other) in enumerate(pairs):
        if one < at_old or other < at_new:
            continue
        first, second = one, other
        while first > at_old and second > at_new and old[first - 1] == new[second - 1]:
            first, second = first - 1, second - 1
        end_old, end_new = pairs[number + 1] if number + 1 < len(pairs) else (len(old), len(new))
        at_old, at_new = one + 1, other + 1
        while at_old < end_old and at_new < end_new and old[at_old] == new[at_new]:
            at_old, at_new = at_old + 1, at_new + 1
        yield first, second, at_old - first


def _heaviest_in_order(
    pairs: Sequence[tuple[int, int]], weights: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the pairs, which rise in the first, that rise in the second too and weigh most."""
    places = {place: rank for rank, place in enumerate(sorted(p for _, p in pairs), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(pairs) + 1)
    before = []
    for number, (_, place) in enumerate(pairs):
        rank, best = places[place] - 1, (0, -1)
        while rank:
            best = max(best, tree[rank])
            rank &= rank - 1
        before.append(best[1])
        rank, here = places[place], (best[0] + weights[number], number)
        while rank <= len(pairs):
            tree[rank] = max(tree[rank], here)
            rank += rank & -rank
    _, at = max(tree)
    found = []
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _without_chance(
    runs: Iterable[SameRun], old: Sequence[int], new: Sequence[int]
) -> list[SameRun]:
    """Return the runs without those that weigh less than half of what differs on either side."""
    kept: list[SameRun] = []
    ends = SameRun(len(old) - 1, len(new) - 1, 0)
    for run in [*runs, ends]:
        while kept:
            last = kept[-1]
            before = kept[-2] if len(kept) > 1 else SameRun(0, 0, 0)
            if len(kept) == 1 and not last.old and not last.new:
                break
            weight = old[last.old + last.length] - old[last.old]
            sides = _differing(before, last, old, new), _differing(last, run, old, new)
            if run is ends and not sides[1]:
                break
            if 2 * weight >= min(sides) or weight >= _NO_CHANCE:
                break
            kept.pop()
        kept.append(run)
    return kept[:-1]


def _differing(one: SameRun, other: SameRun, old: Sequence[int], new: Sequence[int]) -> int:
    """Return how much the larger of two versions weighs between two runs."""
    return max(
        old[other.old] - old[one.old + one.length], new[other.new] - new[one.new + one.length]
    )


def _at_borders(runs: Sequence[SameRun], old: Words, new: Words) -> Iterator[SameRun]:
    """Yield the runs so that what came or is gone between two begins and ends with a sentence,
    where its words allow that."""
    waiting: SameRun | None = None
    for run in runs:
        if waiting is None:
            waiting = run
            continue
        a, b, c, d = waiting.old + waiting.length, run.old, waiting.new + waiting.length, run.new
        shift = 0
        if c == d and a < b:
            shift = _shift(old, a, b, waiting.length, run.length)
        elif a == b and c < d:
            shift = _shift(new, c, d, waiting.length, run.length)
        if waiting.length + shift:
            yield waiting._replace(length=waiting.length + shift)
        waiting = SameRun(run.old + shift, run.new + shift, run.length - shift)
    if waiting is not None and waiting.length:
        yield waiting


def _shift(words: Words, first: int, last: int, most_back: int, most_on: int) -> int:
    """Return by how many words what is between `first` and `last` is to be moved."""
    keys, breaks = words.keys, words.breaks
    back = on = 0
    while back < min(most_back, _FURTHEST) and keys[first - back - 1] == keys[last - back - 1]:
        back += 1
    while on < min(most_on, _FURTHEST) and keys[first + on] == keys[last + on]:
        on += 1
    if not back and not on:
        return 0

    def good(shift: int) -> tuple[int, int, int]:
        one, other = breaks[first + shift], breaks[last + shift]
        return min(one, other), one + other, -abs(shift)

    return max(range(-back, on + 1), key=good)


def _joined(runs: Iterable[SameRun]) -> list[SameRun]:
    """Return the runs, of which none is empty and none goes on where another ends."""
    found: list[SameRun] = []
    for run in runs:
        if not run.length:
            continue
        if found:
            last = found[-1]
            if (last.old + last.length, last.new + last.length) == run[:2]:
                found[-1] = last._replace(length=last.length + run.length)
                continue
        found.append(run)
    return found


def _weights(keys: Sequence[str]) -> list[int]:
    """Return what the words before each one weigh together: a long word says more than a short."""
    return [0, *accumulate(max(1, len(key) - 2) for key in keys)]
