"""Read a value off a quote: what “nearly 23 years” or “by July 2023” comes to.

It proposes; the annotator confirms. Pure: plain text in, plain text out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.annotations.values.dates import (
    WrittenDate,
    find_dates,
)
from annotator.annotations.values.limiting_words import (
    limit_before_date,
    word_before,
)
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
    they are the bare value: how far such words reach is the question's to say.
    """

    type: str
    value: str
    low: str
    high: str
    bounds: str
    unit: str
    approximator: str


@dataclass(frozen=True)
class _Candidate:
    start: int
    reading: ExtractedValue
    bare: bool = False
    end: int = 0


_BETWEEN = re.compile(r"(?<![^\W_])(?:between|from)\s{1,2}\Z", re.IGNORECASE)
_JOIN = re.compile(r"\s{0,2}(?:[-–—]|to|until|till)\s{0,2}(?:[$€£¥₹₽]|US\$)?", re.IGNORECASE)
_JOIN_BETWEEN = re.compile(r"\s{0,2}(?:[-–—]|to|and)\s{0,2}(?:[$€£¥₹₽]|US\$)?", re.IGNORECASE)


def _quantities(quote: str, text: str, wanted: str) -> list[_Candidate]:
    """Return the amounts, the one that is asked for first."""
    found = []
    for amount in find_amounts(text, wanted):
        low, high = plain_decimal(amount.low), plain_decimal(amount.high)
        value = quote[amount.start : amount.end]
        reading = _bounded("quantity", value, low, high, amount.unit, amount.approximator)
        found.append(_Candidate(amount.start, reading, amount.bare, amount.end))
    return found


def _read_again(reading: ExtractedValue | None, unit: str) -> ExtractedValue | None:
    """Return the reading if its own words, alone, say the same as here."""
    if reading is None:
        return None
    again = _quantities(reading.value, latin_digits(reading.value), unit)
    return reading if again and again[0].reading == reading else None


def _bounded(
    type: str, value: str, low: str, high: str, unit: str, approximator: str
) -> ExtractedValue:
    if approximator in OPEN_ABOVE:
        high = ""
    elif approximator in OPEN_BELOW:
        low = ""
    return ExtractedValue(
        type, value, low, high, BOUNDS.get(approximator, "[]"), unit, approximator
    )


def _dates(quote: str, text: str) -> Iterable[_Candidate]:
    every = find_dates(text)
    by_start = {d.start: d for d in every}
    taken = -1
    for day in every:
        if day.start <= taken:
            continue
        start, end, last, word = day.start, day.end, day.last, "exact"
        between = word_before(_BETWEEN, text, start)
        join = (_JOIN_BETWEEN if between else _JOIN).match(text, end)
        upper = by_start.get(join.end()) if join else None
        if upper and upper.last >= day.first:
            end, last, taken = upper.end, upper.last, upper.start
            start = between.start() if between else start
        elif limit := limit_before_date(text, start):
            start, word = limit
        yield _Candidate(
            start, _days_read(quote[start:end], day, last.isoformat(), word), day.bare_year, end
        )


def _days_read(value: str, day: WrittenDate, last: str, word: str) -> ExtractedValue:
    """Return the reading: “before July” ends as July begins, “after July” begins as July ends."""
    low, high = day.first.isoformat(), last
    if word == "more than":
        low = high
    elif word == "less than":
        high = low
    return _bounded("date", value, low, high, "", word)


def _yes_or_no(quote: str) -> ExtractedValue | None:
    found = re.search(r"\b(?:yes|no)\b", quote, re.IGNORECASE)
    return ExtractedValue("yes-no", found[0], "", "", "", "", "exact") if found else None


def extract(quote: str, type: str | None = None, unit: str = "") -> ExtractedValue | None:
    """Return the value in a quote, or None; `type` and `unit` are the question's, if there is one.

    With a unit, an amount in it or in one convertible to it is preferred. A bare year is a date
    unless a quantity is asked for. Only the first 4,000 code points are read.
    """
    quote = quote[:LONGEST_QUOTE]
    text = latin_digits(quote)
    if type == "yes-no":
        return _yes_or_no(quote)
    if type in {"choice", "text"}:
        return None
    days = list(_dates(quote, text))
    amounts = _quantities(quote, text, unit)
    measured = [a for a in amounts if a.reading.unit]
    days = [d for d in days if not d.bare or not any(_overlap(d, a) for a in measured)]
    if type == "date":
        return days[0].reading if days else None
    # A date is not counted, unless nothing else is there.
    apart = [a for a in amounts if a.reading.unit or not any(_overlap(a, day) for day in days)]
    best = next(iter(apart or amounts), None)
    dated = type is None and not unit and days
    if dated and (best is None or not best.reading.unit):
        return days[0].reading
    return _read_again(best.reading, unit) if best else None


def _overlap(one: _Candidate, other: _Candidate) -> bool:
    return one.start < other.end and other.start < one.end
