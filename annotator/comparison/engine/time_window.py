"""Tell which answers are of the same time; their dates are often no finer than a year (pure)."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from annotator.annotations.values.dates import tidy_day
from annotator.comparison.engine.records import Answer

ANY_DAY = (date.min.toordinal(), date.max.toordinal())


class Dated(NamedTuple):
    """The first and last day of what somebody says, counted from 1 January 1."""

    first: int
    last: int
    who: Hashable

    def near(self, other: "Dated", days: int) -> bool:
        """Return whether at most `days` days lie between the two."""
        return other.first - self.last <= days and self.first - other.last <= days


def whole_time(all_dated: Iterable[Dated]) -> Dated:
    """Return the time from the first to the last day of them all; at least one."""
    firsts, lasts, _ = zip(*all_dated, strict=True)
    return Dated(min(firsts), max(lasts), None)


@lru_cache(maxsize=4096)
def days_of(as_of: str) -> tuple[int, int]:
    """Return the first and last day of 1999, 1999-04 or 1999-04-12, counted from 1 January 1."""
    first, last = (date.fromisoformat(tidy_day(as_of, last=end)) for end in (False, True))
    return first.toordinal(), last.toordinal()


def reference_days(answer: Answer) -> tuple[int, int]:
    """Return the days an answer refers to: its *as of*, else its publication, else any day."""
    if answer.as_of:
        return days_of(answer.as_of)
    if answer.published is None:
        return ANY_DAY
    day = answer.published.toordinal()
    return day, day


class Near:
    """Finds somebody else's date within some days, in the logarithm of their number."""

    def __init__(self, all_dated: Iterable[Dated]) -> None:
        """Keep, by first day, the two latest last days so far that are not the same one's."""
        ordered = sorted(set(all_dated), key=lambda dated: dated.first)
        self._firsts = [dated.first for dated in ordered]
        self._latest: list[tuple[Dated, Dated | None]] = []
        best, second = None, None
        for dated in ordered:
            if best is None or dated.last > best.last:
                second = best if best and best.who != dated.who else second
                best = dated
            elif dated.who != best.who and (second is None or dated.last > second.last):
                second = dated
            self._latest.append((best, second))

    def has(self, other: Dated, days: int) -> bool:
        """Return whether one of another's lies at most `days` days from this one."""
        count = bisect_right(self._firsts, other.last + days)
        if count == 0:
            return False
        best, second = self._latest[count - 1]
        latest = best if best.who != other.who else second
        return latest is not None and latest.last >= other.first - days
