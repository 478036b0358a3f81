"""Read a value off a quote: what “nearly 23 years” or “by July 2023” comes to.

It proposes; the annotator confirms. Pure: plain text in, plain text out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from annotator.annotations.values.date_reading import ReadDays, chosen, find_days
from annotator.annotations.values.dates import MONTHS
from annotator.annotations.values.limiting_words import limits_of_number, word_before
from annotator.annotations.values.numbers import (
    Numeral,
    find_numerals,
    latin_digits,
    plain_decimal,
)
from annotator.annotations.values.units import AFTER, BEFORE, convertible, unit_named

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
    reading: ExtractedValue
    bare: bool = False
    end: int = 0


_NAME_AFTER = re.compile(rf"[A-Za-z]|[:/]\d|\s(?:{'|'.join(m.capitalize() for m in MONTHS)})\b")
_BETWEEN = re.compile(r"(?<![^\W_])(?:between|from)\s{1,2}\Z", re.IGNORECASE)
_JOIN = re.compile(r"\s{0,2}(?:[-–—]|to|until|till)\s{0,2}(?:[$€£¥₹₽]|US\$)?", re.IGNORECASE)
_JOIN_BETWEEN = re.compile(r"\s{0,2}(?:[-–—]|to|and)\s{0,2}(?:[$€£¥₹₽]|US\$)?", re.IGNORECASE)


def _upper(text: str, at: int, between: bool, others: dict[int, Numeral]) -> Numeral | None:
    """Return the number that “10 to” or “between 10 and” leads to, if there is one."""
    join = (_JOIN_BETWEEN if between else _JOIN).match(text, at)
    return others.get(join.end()) if join else None


def _lower(low: Numeral, high: Numeral) -> Decimal:
    """Return the lower end: “2 to 3 billion” is two billion to three."""
    scaled = low.value * high.factor if low.factor == 1 and low.value < 1000 else low.value
    return scaled if scaled <= high.value else low.value


def _quantities(quote: str, text: str, wanted: str) -> Iterable[_Candidate]:
    every = find_numerals(text)
    by_start = {n.start: n for n in every}
    taken = -1
    for number in every:
        if number.start <= taken:
            continue
        start, end, unit = number.start, number.end, ""
        negative = text[start - 1 : start] == "-" and (start == 1 or text[start - 2] in " \n\t(")
        if negative:
            start -= 1
        if before := word_before(BEFORE, text, start):
            start, unit = before.start(), unit_named(before["unit"], wanted) or ""
        between = word_before(_BETWEEN, text, start)
        plus = text[end : end + 1] == "+"
        after = None if plus else AFTER.match(text, end)
        upper = _upper(text, after.end() if after else end, bool(between), by_start)
        if upper and (negative or _lower(number, upper) > upper.value):
            upper = None
        if upper:
            end, taken = upper.end, upper.start
            after = AFTER.match(text, end) or (None if unit else after)
        elif plus:
            end += 1
            after = AFTER.match(text, end)
        if after:
            end = max(end, after.end())
            unit = unit or unit_named(after["unit"], wanted) or ""
        elif _part_of_something(text, number, end):
            continue
        start, end, approximator = limits_of_number(text, start, end, plus)
        if between and upper:
            start, approximator = between.start(), "exact"
        low = ("-" if negative else "") + plain_decimal(
            _lower(number, upper) if upper else number.value
        )
        high = plain_decimal(upper.value) if upper else low
        reading = _bounded("quantity", quote[start:end], low, high, unit, approximator)
        yield _Candidate(start, reading, number.bare, end)


def _part_of_something(text: str, number: Numeral, end: int) -> bool:
    """Return whether the digits belong to a time, an ordinal or a name: 10:30, 24th, 31 June,
    G20."""
    before = text[max(0, number.start - 2) : number.start]
    return bool(_NAME_AFTER.match(text, end) or re.search(r"\d[:/]\Z|[A-Za-z]-\Z", before))


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
    amounts = list(_quantities(quote, text, unit))
    measured = [a for a in amounts if a.reading.unit]
    days = [
        d
        for d in find_days(quote, text, published)
        if not d.bare_year or not any(_overlap(d, a) for a in measured)
    ]
    day = chosen(days, quote)
    if type == "date":
        return _day_reading(day) if day else None

    def rank(amount: _Candidate) -> tuple[int, bool]:
        its = amount.reading.unit
        if unit and its and convertible(its, unit):
            return (0 if its == unit else 1), False
        return (3 if any(_overlap(amount, day) for day in days) else 2), not its

    best = min(amounts, key=rank, default=None)
    dated = type is None and not unit and day and (best is None or not day.relative)
    if day and dated and (best is None or not best.reading.unit or rank(best)[0] == 3):
        return _day_reading(day)
    return best.reading if best else None


def _overlap(one: _Candidate | ReadDays, other: _Candidate | ReadDays) -> bool:
    return one.start < other.end and other.start < one.end
