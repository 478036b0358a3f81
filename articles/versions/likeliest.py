"""The likeliest place of a span whose words changed (pure: no Django)."""

from collections.abc import Iterable

from articles.versions.difference import ChangeKind, TextChange
from articles.versions.overlay import Overlay

Place = tuple[int, int]

_ROW = 3
_FEW = 4
"""So many words, at most, are looked for where as few others stand now."""


def hull(laid: Overlay, start: int, end: int) -> Place | None:
    """Return the place from the first to the last of what is left or was put in, or None."""
    within = laid.within(start, end)
    first = _first_image(laid, within, start, end)
    last = _first_image(laid, reversed(within), start, end)
    return _trimmed(laid, first[0], last[1]) if first and last else None


def _first_image(laid: Overlay, numbers: Iterable[int], start: int, end: int) -> Place | None:
    images = (_image(laid, laid.changes[number], start, end) for number in numbers)
    return next(filter(None, images), None)


def swapped(laid: Overlay, first: int, last: int) -> Place | None:
    """Return what stands now in the place of a few words, between those around them, or None."""
    if not 0 < last - first <= _FEW:
        return None
    lower, upper = first, last
    while lower and laid.to[lower - 1] < 0 and last - lower <= 2 * _FEW:
        lower -= 1
    while upper < len(laid.old) and laid.to[upper] < 0 and upper - first <= 2 * _FEW:
        upper += 1
    to = laid.to[lower - 1] + 1 if lower else 0
    until = laid.to[upper] if upper < len(laid.old) else len(laid.new)
    if not 0 < until - to <= 2 * _FEW or upper - lower > 2 * (last - first):
        return None
    return _trimmed(laid, laid.new.starts[to], laid.new.ends[until - 1])


def moved(laid: Overlay, first: int, last: int) -> Place | None:
    """Return where what is around a span, or its own first and last words, moved as it changed."""
    begins = _only(laid, first - _ROW, first, _ROW) or _only(laid, first, first + _ROW, 0)
    ends = _only(laid, last, last + _ROW, 0) or _only(laid, last - _ROW, last, _ROW)
    if begins is None or ends is None or not 0 < ends - begins <= 2 * (last - first + _FEW):
        return None
    return _trimmed(laid, laid.new.starts[begins], laid.new.ends[ends - 1])


def _only(laid: Overlay, first: int, last: int, by: int) -> int | None:
    """Return the only place where a row of old words came in, and `by` words on; or None."""
    if first < 0 or last > len(laid.old):
        return None
    found = list(laid.row_among_what_came(first, last))
    return found[0] + by if len(found) == 1 else None


def _image(laid: Overlay, change: TextChange, start: int, end: int) -> Place | None:
    """Return what stands for the part of a change that lies in a span, or None."""
    old_start, old_end = change.old_start, change.old_end
    if change.kind == ChangeKind.EQUAL:
        by = change.new_start - old_start
        return max(start, old_start) + by, min(end, old_end) + by
    if old_start == old_end and old_start in (start, end):
        return None
    came = laid.new.text[change.new_start : change.new_end]
    if start <= old_start and old_end <= end:
        return (change.new_start, change.new_end) if came else None
    # Of “metNames” that is “met Names” now, what the span had is found at the end.
    if old_start < start and came.endswith(inside := laid.old.text[start : min(end, old_end)]):
        return (change.new_end - len(inside), change.new_end) if end >= old_end else None
    if old_end > end and came.startswith(inside := laid.old.text[max(start, old_start) : end]):
        return change.new_start, change.new_start + len(inside)
    return None


def _trimmed(laid: Overlay, start: int, end: int) -> Place | None:
    """Return a place without the blanks at its ends, or None where there is nothing else."""
    words = laid.new.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None
