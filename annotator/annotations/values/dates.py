"""Dates as a person types them (pure: no Django)."""

import re
from calendar import monthrange
from datetime import date


def _day(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def tidy_partial_date(text: str) -> str:
    """Return a date that a person typed, as 1999, 1999-04 or 1999-04-12.

    Raises ValueError with a message for the person.
    """
    typed = text.strip()
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", typed):
        year, month, day = (*map(int, typed.split("-")), 1, 1)[:3]
        if year and _day(year, month, day):
            return typed
    raise ValueError(f"“{typed[:40]}” is not a date: write 1999, 1999-04 or 1999-04-12.")


def tidy_day(text: str, last: bool) -> str:
    """Return the first, or the last, ISO day of a date a person typed: 1999-04 is 1999-04-01 or
    -30.

    Raises ValueError with a message for the person.
    """
    parts = tidy_partial_date(text).split("-")
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    day = int(parts[2]) if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
    return date(year, month, day).isoformat()
