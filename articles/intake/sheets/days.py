"""Read a day as manifests and spreadsheets write it, and never guess which number is the month.

Pure: no Django.
"""

import re
from datetime import date

_TIME = re.compile(
    r"[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?$"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])\s?([0-9]{1,2})\2\s?([0-9]{4})")


class NoDay(ValueError):
    """The value is no day, or may be two; the message says what to write."""


def read_day(value: str) -> date:
    """Return the day that a value names, as it is written: a time of day makes no other of it.

    `2021-12-31`, also with a time behind it; `31.12.2021`; `31/12/2021` and `12/31/2021`, where
    one of the two numbers can be no month. Raises NoDay.
    """
    bare = _TIME.sub("", value.strip()).strip()
    first, last = _YEAR_FIRST.fullmatch(bare), _YEAR_LAST.fullmatch(bare)
    try:
        if first:
            return date(int(first[1]), int(first[3]), int(first[4]))
        if last:
            return _day_and_month(last)
    except ValueError as error:
        if isinstance(error, NoDay):
            raise
    raise NoDay("is not a day. Write it as 2022-02-24.")


def _day_and_month(found: "re.Match[str]") -> date:
    one, other, year = int(found[1]), int(found[3]), int(found[4])
    if other > 12:
        return date(year, one, other)
    # Between stops the day comes first wherever they are written.
    if one > 12 or one == other or found[2] == ".":
        return date(year, other, one)
    as_day, as_month = date(year, other, one), date(year, one, other)
    raise NoDay(
        f"may be {_words(as_day)} or {_words(as_month)}. "
        f"Write it as {as_day.isoformat()} or {as_month.isoformat()}."
    )


def _words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
