"""What calendar words cover: months, halves, decades, and the early, mid and late of them (pure).

Editors mean by them: early, mid and late are thirds of a year (four months each) and of a month
(to the 10th, to the 20th, the rest), and of a decade its first four, middle three and last three
years. The 19th century is 1801 to 1900.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

Days = tuple[date, date]
EARLY, MID, LATE, START, END = "early", "mid", "late", "start", "end"


@dataclass(frozen=True)
class Partial:
    """A date as far as it is written: the tokens from `begin` to `after`, and what they say.

    `whole` is set where no year is missing or needed: a decade, “yesterday”. `division` is the part
    of a year that is named: ("quarter", 3), ("half", 1), ("season", 6).
    """

    begin: int
    after: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    division: tuple[str, int] | None = None
    part: str = ""
    whole: Days | None = None
    grain: str = ""
    relative: bool = False
    certain: bool = True
    bare: bool = False
    hidden: bool = False
    """Whether it needs the article's date to be more than words, which is not given."""

    @property
    def has_year(self) -> bool:
        """Whether its days are known as they stand."""
        return self.whole is not None or self.year is not None

    def of_year(self, year: int) -> "Partial":
        """Return the same date in a year."""
        return replace(self, year=year)


def whole_month(year: int, month: int, until: int | None = None) -> Days:
    """Return the first day of a month, and the last one of the month `until` in the same year."""
    last = until or month
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def covered(dated: Partial) -> Days | None:
    """Return the first and last day of a date whose year is known; None where there is no such
    day."""
    days, grain = dated.whole, dated.grain
    if days is None:
        year = dated.year
        if year is None or not 1 <= year < MAXYEAR:
            return None
        if dated.day is not None:
            return _one_day(year, dated.month, dated.day, dated.weekday)
        days, grain = _of_year(year, dated)
    if not dated.part or days is None:
        return days
    return _third(days, grain, dated.part)


def _one_day(year: int, month: int | None, day: int, weekday: int | None) -> Days | None:
    if month is None or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    found = date(year, month, day)
    # A day of the week that the date is not: somebody has mistaken one of the two.
    return None if weekday is not None and found.weekday() != weekday else (found, found)


def _of_year(year: int, dated: Partial) -> tuple[Days | None, str]:
    if dated.month is not None:
        return (whole_month(year, dated.month), "month") if 1 <= dated.month <= 12 else (None, "")
    if dated.division is None:
        return whole_month(year, 1, 12), "year"
    name, number = dated.division
    if name == "season":
        # A winter lies in two years, and one year does not say which.
        return (whole_month(year, number, number + 2) if number < 12 else None), name
    size = {"quarter": 3, "half": 6}[name]
    return whole_month(year, size * (number - 1) + 1, size * number), name


def _third(days: Days, grain: str, part: str) -> Days | None:
    first, last = days
    part = {START: EARLY, END: LATE}.get(part, part)
    if grain == "year":
        ends = {EARLY: (1, 4), MID: (5, 8), LATE: (9, 12)}[part]
        return whole_month(first.year, *ends)
    if grain == "month":
        low, high = {EARLY: (1, 10), MID: (11, 20), LATE: (21, last.day)}[part]
        return first.replace(day=low), first.replace(day=high)
    if grain == "decade":
        low, high = {EARLY: (0, 3), MID: (4, 6), LATE: (7, 9)}[part]
        return date(first.year + low, 1, 1), date(first.year + high, 12, 31)
    return None


def half_month(days: Days, half: int) -> Days:
    """Return the first or second half of a month: to the 15th, and the rest."""
    first, last = days
    return (first, first.replace(day=15)) if half == 1 else (first.replace(day=16), last)


def decade(year: int) -> Days | None:
    """Return the ten years that begin with this one; a century, where it is written so: 1800s."""
    if year % 100 == 0 and year % 1000:
        return date(year, 1, 1), date(year + 99, 12, 31)
    return date(year, 1, 1), date(year + 9, 12, 31)


def century(number: int) -> Days | None:
    """Return the days of the nth century: the 19th began in 1801."""
    if not 10 <= number <= 21:
        return None
    return date(100 * number - 99, 1, 1), date(100 * number, 12, 31)


def months_from(day: date, months: int) -> date | None:
    """Return the first of the month so many months on; None beyond the calendar."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1) if 12 <= count < MAXYEAR * 12 else None


def unit_from(day: date, unit: str, count: int) -> Days | None:
    """Return the day, week (from Monday), month, quarter or year so many units from this day's."""
    try:
        if unit == "day":
            found = day + timedelta(days=count)
            return found, found
        if unit == "week":
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=count)
            return monday, monday + timedelta(days=6)
        if unit == "month":
            first = months_from(day, count)
            return whole_month(first.year, first.month) if first else None
        if unit == "quarter":
            first = months_from(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3 * count)
            return whole_month(first.year, first.month, first.month + 2) if first else None
        if unit == "decade":
            return decade(day.year // 10 * 10 + 10 * count)
        return whole_month(day.year + count, 1, 12)
    except (OverflowError, ValueError):
        return None
