"""Where spans of a text stand in its next version (pure: no Django).

A span is carried or moved only where the very same code points stand in the same surroundings and
no other place is nearly as good; what is unsure is to review, and what is gone is an orphan.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from articles.versions.alignment import align
from articles.versions.difference import ChangeKind, TextChange, changes
from articles.versions.surroundings import Agreement, Rows, agreement, is_joined_alike, is_turned
from articles.versions.words import Words

_BESIDE = 8
"""Words on either side of a span that are its surroundings."""
_SAME, _SAME_BESIDE = 0.5, 0.25
"""What must be the same of a span with its surroundings, and of these alone."""
_LEFT = 0.2
"""With less than this of a span and its surroundings the span is gone."""
_LEFT_OF_IT = 0.25
"""The like of the span alone."""
_MOVED_LETTERS = 24
"""So many letters, surroundings included, must be the same in a row where a text moved."""
_MOVED_WORDS = 3
"""So many words beside it, or all up to its sentence's end."""
_SWAPPED = 4
"""So many words, at most, are looked for where as few others stand now."""


class AnchorOutcome(StrEnum):
    """What became of a span."""

    CARRIED = "carried"
    MOVED = "moved"
    REVIEW = "review"
    ORPHANED = "orphaned"


class Placed(NamedTuple):
    """Where a span stands now, in code points, half-open; an orphan stands nowhere."""

    outcome: AnchorOutcome
    start: int | None
    end: int | None


def place(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Placed]:
    """Return for each span of the old text, in their order, where it stands in the new one."""
    if not spans:
        return []
    placing = _Placing(Words(old), Words(new))
    return [placing.placed(start, end) for start, end in spans]


_GONE = Placed(AnchorOutcome.ORPHANED, None, None)


class _Placing:
    """Two versions laid over one another, so that spans are placed one by one."""

    def __init__(self, old: Words, new: Words) -> None:
        self.old, self.new = old, new
        runs = align(old, new)
        self.to, self.back = [-1] * len(old), [-1] * len(new)
        for run in runs:
            self.to[run.old : run.old + run.length] = range(run.new, run.new + run.length)
            self.back[run.new : run.new + run.length] = range(run.old, run.old + run.length)
        self.kept = [0, *accumulate(to >= 0 for to in self.to)]
        self.changes = changes(old, new, runs)
        self.ends = [change.old_end for change in self.changes]
        self.came, self.gone = Rows(new, self.back), Rows(old, self.to)

    def placed(self, start: int, end: int) -> Placed:
        """Return where the span stands now."""
        if not 0 <= start < end <= len(self.old.text):
            return _GONE
        first, last = self.old.touched(start, end)
        beside = self._beside(first, last)
        whole = last - first + len(beside)
        same_beside = sum(self.to[number] >= 0 for number in beside)
        same = self.kept[last] - self.kept[first] + same_beside
        is_there = same >= _SAME * whole and same_beside >= _SAME_BESIDE * len(beside)
        change = self.changes[bisect_right(self.ends, start)]
        stays = change.kind == ChangeKind.EQUAL and end <= change.old_end
        if stays and is_there:
            by = change.new_start - change.old_start
            is_sure = self._is_sure(start, end, first, last, by)
            return Placed(
                AnchorOutcome.CARRIED if is_sure else AnchorOutcome.REVIEW, start + by, end + by
            )
        if found := self._elsewhere(start, end, first, last):
            return found
        if same >= _LEFT * whole and self._is_left(first, last, stays):
            return self._hull(start, end)
        return self._swapped(start, end, first, last, same_beside, len(beside))

    def _beside(self, first: int, last: int) -> list[int]:
        before = range(max(0, first - _BESIDE), first)
        return [*before, *range(last, min(len(self.old), last + _BESIDE))]

    def _is_left(self, first: int, last: int, stays: bool) -> bool:
        if first == last:
            return stays
        return self.kept[last] - self.kept[first] >= _LEFT_OF_IT * (last - first)

    def _is_sure(self, start: int, end: int, first: int, last: int, by: int) -> bool:
        """Return whether nothing turned the span, and no other place could be meant as well."""
        to, until = self.new.touched(start + by, end + by)
        if not is_joined_alike(self.old.text, start, end, self.new.text, start + by, end + by):
            return False
        if is_turned(self.old, first, last, self.to, self.new, to, until, self.back):
            return False
        if first == last or (self.came.is_empty and self.gone.is_empty):
            return True
        own = agreement(self.old, first, last, self.new, to, until)
        return not any(
            other.is_nearly_as_good_as(own)
            for other in (
                *(score for _, score in self._rivals_here(start, end, first, last, to)),
                *self._rivals_before(start, end, first, last, to, until),
            )
        )

    def _rivals_here(
        self, start: int, end: int, first: int, last: int, own: int
    ) -> list[tuple[int, Agreement]]:
        """Return where the span's words stand in the new text amid what came, and how well."""
        length, words = last - first, self.old.text[start:end]
        found = []
        for to in self.came.of(self.old, first, last):
            if to == own or to + length > len(self.new):
                continue
            if all(self.back[number] >= 0 for number in range(to, to + length)):
                continue
            at = self.new.starts[to] + start - self.old.starts[first]
            if at >= 0 and self.new.text.startswith(words, at):
                score = agreement(self.old, first, last, self.new, to, to + length)
                found.append((at, score))
        return found

    def _rivals_before(
        self, start: int, end: int, first: int, last: int, to: int, until: int
    ) -> list[Agreement]:
        """Return how well other places of the old text, which are gone, would stand there."""
        length, words = last - first, self.old.text[start:end]
        found = []
        for number in self.gone.of(self.old, first, last):
            if number == first or number + length > len(self.old):
                continue
            if all(self.to[one] >= 0 for one in range(number, number + length)):
                continue
            at = self.old.starts[number] + start - self.old.starts[first]
            if at >= 0 and self.old.text.startswith(words, at):
                score = agreement(self.old, number, number + length, self.new, to, until)
                found.append(score)
        return found

    def _elsewhere(self, start: int, end: int, first: int, last: int) -> Placed | None:
        """Return where the span moved with what is around it, or None."""
        if first == last:
            return None
        found = self._rivals_here(start, end, first, last, -1)
        if not found:
            return None
        at, best = max(found, key=lambda one: one[1].wide)
        to, until = self.new.touched(at, at + end - start)
        before, behind = best.left.wide, best.right.wide
        same = self.old.keys[max(0, first - before) : last + behind]
        if sum(map(len, same)) < _MOVED_LETTERS:
            return None
        is_sure = (
            all(side.is_whole or side.wide >= _MOVED_WORDS for side in best)
            and is_joined_alike(self.old.text, start, end, self.new.text, at, at + end - start)
            and not is_turned(self.old, first, last, self.to, self.new, to, until, self.back)
            and not any(o.is_nearly_as_good_as(best) for place, o in found if place != at)
            and not any(
                score.is_nearly_as_good_as(best)
                for score in self._rivals_before(start, end, first, last, to, until)
            )
        )
        return Placed(
            AnchorOutcome.MOVED if is_sure else AnchorOutcome.REVIEW, at, at + end - start
        )

    def _hull(self, start: int, end: int) -> Placed:
        """Return the likeliest place: from the first to the last of what is left or was put in."""
        number = bisect_right(self.ends, start)
        begins: int | None = None
        until = 0
        while number < len(self.changes) and self.changes[number].old_start < end:
            if span := self._image(self.changes[number], start, end):
                begins = span[0] if begins is None else begins
                until = span[1]
            number += 1
        return self._trimmed(begins, until)

    @staticmethod
    def _image(change: TextChange, start: int, end: int) -> tuple[int, int] | None:
        """Return what stands for the part of a change that lies in a span, or None."""
        if change.kind == ChangeKind.EQUAL:
            by = change.new_start - change.old_start
            return max(start, change.old_start) + by, min(end, change.old_end) + by
        if (
            change.old_start >= start
            and change.old_end <= end
            and change.new_start < change.new_end
        ):
            return change.new_start, change.new_end
        return None

    def _trimmed(self, start: int | None, end: int) -> Placed:
        """Return a place to review without the blanks at its ends, if anything is left."""
        if start is None:
            return _GONE
        words = self.new.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return Placed(AnchorOutcome.REVIEW, start, end) if start < end else _GONE

    def _swapped(
        self, start: int, end: int, first: int, last: int, same: int, beside: int
    ) -> Placed:
        """Return what stands now in the place of a few words, amid the same surroundings."""
        if first == last or last - first > _SWAPPED or same < _SAME * beside:
            return _GONE
        lower, upper = first, last
        while lower and self.to[lower - 1] < 0 and last - lower <= 2 * _SWAPPED:
            lower -= 1
        while upper < len(self.old) and self.to[upper] < 0 and upper - first <= 2 * _SWAPPED:
            upper += 1
        to = self.to[lower - 1] + 1 if lower else 0
        until = self.to[upper] if upper < len(self.old) else len(self.new)
        if not 0 < until - to <= 2 * _SWAPPED or upper - lower > 2 * (last - first):
            return _GONE
        return self._trimmed(self.new.starts[to], self.new.ends[until - 1])
