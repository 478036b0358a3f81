"""Read a value off a quote: what “nearly 23 years” or “by July 2023” comes to.

It proposes; the annotator confirms. Pure: plain text in, plain text out.
"""

import re
from dataclasses import dataclass
from datetime import date

from annotator.annotations.values.date_reading import ReadDays, chosen, find_days
from annotator.annotations.values.numbers import latin_digits, plain_decimal
from annotator.annotations.values.quantity_reading import find_amounts

LONGEST_QUOTE = 4000
BOUNDS = {"more than": "()", "at least": "[)", "less than": "()", "up to": "(]"}
OPEN_ABOVE = {"more than", "at least"}
OPEN_BELOW = {"less than", "up to"}


@dataclass(frozen=True)
class ExtractedValue:
    """A value as the source puts it, and what it comes to.

    `low` and `high` are plain decimals or ISO days; an empty one is open. After about and nearly
    they are the bare value: how far such words reach is the question's to say. `span` says of days
    that they are a period; `relative` that they rest on the article's date, and `certain` that
    this leaves no second reading.
    """

    type: str
    value: str
    low: str
    high: str
    bounds: str
    unit: str
    approximator: str
    span: str = ""
    relative: bool = False
    certain: bool = True


@dataclass(frozen=True)
class _Candidate:
    start: int
    end: int
    reading: ExtractedValue


def _quantities(quote: str, text: str, wanted: str) -> list[_Candidate]:
    """Return the amounts, the one that is asked for first."""
    found = []
    for amount in find_amounts(text, wanted):
        low, high = plain_decimal(amount.low), plain_decimal(amount.high)
        if amount.approximator in OPEN_ABOVE:
            high = ""
        elif amount.approximator in OPEN_BELOW:
            low = ""
        bounds = BOUNDS.get(amount.approximator, "[]")
        value = quote[amount.start : amount.end]
        reading = ExtractedValue(
            "quantity", value, low, high, bounds, amount.unit, amount.approximator
        )
        found.append(_Candidate(amount.start, amount.end, reading))
    return found


def _read_again(reading: ExtractedValue, unit: str) -> ExtractedValue | None:
    """Return the reading if its own words, alone, say the same: what is settled without being shown
    is what would have been shown."""
    again = _quantities(reading.value, latin_digits(reading.value), unit)
    return reading if again and again[0].reading == reading else None


def _day_reading(days: ReadDays) -> ExtractedValue:
    return ExtractedValue(
        "date", days.value, days.low, days.high, days.bounds, "", days.approximator,
        days.span, days.relative, days.certain,
    )  # fmt: skip


def _yes_or_no(quote: str) -> ExtractedValue | None:
    found = re.search(r"\b(?:yes|no)\b", quote, re.IGNORECASE)
    return ExtractedValue("yes-no", found[0], "", "", "", "", "exact") if found else None


def extract(
    quote: str, type: str | None = None, unit: str = "", *, published: date | None = None
) -> ExtractedValue | None:
    """Return the value in a quote, or None; `type` and `unit` are the question's, if there is one.

    `published` is the article's date, from which dates take what they lack. With a unit, an amount
    in it or in one convertible to it is preferred. A bare year is a date unless a quantity is asked
    for. Only the first 4,000 code points are read.
    """
    quote = quote[:LONGEST_QUOTE]
    text = latin_digits(quote)
    if type == "yes-no":
        return _yes_or_no(quote)
    if type in {"choice", "text"}:
        return None
    amounts = _quantities(quote, text, unit)
    measured = [amount for amount in amounts if amount.reading.unit]
    days = [
        day
        for day in find_days(quote, text, published)
        if not day.bare_year or not any(_overlap(day, amount) for amount in measured)
    ]
    day = chosen(days, quote)
    if type == "date":
        return _day_reading(day) if day else None
    # A date is not counted, unless nothing else is there.
    apart = [a for a in amounts if a.reading.unit or not any(_overlap(a, day) for day in days)]
    best = next(iter(apart or amounts), None)
    dated = type is None and not unit and day and (best is None or not day.relative)
    if day and dated and (best is None or not best.reading.unit):
        return _day_reading(day)
    return _read_again(best.reading, unit) if best else None


def read_ahead() -> None:
    """Load what the first value to be read would load: the words and dates of all languages."""
    extract("about 400 tonnes of grain", "quantity")
    extract("on Thursday 24 February", "date")


def _overlap(one: _Candidate | ReadDays, other: _Candidate | ReadDays) -> bool:
    return one.start < other.end and other.start < one.end
