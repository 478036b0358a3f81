"""Bring values to one unit of what they measure: 1,100 km is found by >680mi (no Django)."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from annotator.annotations.values.dates import tidy_day
from annotator.annotations.values.numbers import latin_digits
from annotator.annotations.values.quantity_reading import find_amounts
from annotator.annotations.values.units import UNITS, same_rate, unit_named
from annotator.comparison.engine.conversion import RATIOS, conversion
from annotator.text import fold

DAYS = "date"
"""What a date measures: its number of days."""
_BOUND = re.compile(r"\s*(>=|<=|=|>|<|≥|≤)?\s*(.*)", re.DOTALL)
_SIGNS = {"≥": ">=", "≤": "<="}
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?\Z")
_COUNTED = re.compile(r"[^\W\d_][^\d<>=]{0,29}\Z")
"""What may be counted: 40 people."""
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)*\Z")


class MeasureUnread(ValueError):
    """A value that cannot be read, and what to write instead."""

    remedy = "Write a number and its unit, as in >1000km, <=5%, 3..5km, or a date, as in 2022-02."


@dataclass(frozen=True)
class MeasuredValue:
    """A value from its low to its high end, in the one unit of what it measures.

    `dimension` is what it measures: length, a currency's code, date, the unit itself where nothing
    converts it, empty of a bare number. An end that is None is open; one that is `open` does not
    belong to it.
    """

    dimension: str
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True)
class ValueRange:
    """The values that are sought: those of which some part lies within a measure."""

    within: MeasuredValue


def measure_of(low: str, high: str, bounds: str, unit: str) -> MeasuredValue | None:
    """Return a stored value as a measure; None where it has no end that can be read.

    `low` and `high` are plain decimals or days, `bounds` as “[)”; either end may be empty.
    """
    open_ends = {"low_open": bounds[:1] == "(", "high_open": bounds[-1:] == ")"}
    if not low and not high:
        return None
    if any("-" in end[1:] for end in (low, high)):
        days = [_ordinal(end) for end in (low, high)]
        return MeasuredValue(DAYS, days[0], days[1], **open_ends) if any(days) else None
    dimension, slope, offset = _scale(unit)
    ends = [_number(end, slope, offset) for end in (low, high)]
    if ends == [None, None]:
        return None
    return MeasuredValue(dimension, ends[0], ends[1], **open_ends)


def read_range(text: str) -> ValueRange:
    """Return the values that a text asks for: >1000km, 3..5 km, 2022-02. Raises MeasureUnread."""
    [(bound, rest)] = _BOUND.findall(text)[:1]  # every part of it may be empty
    sign, rest = _SIGNS.get(bound, bound or "="), rest.strip()
    first, between, last = rest.partition("..")
    if between and sign == "=":
        return _between(first.strip(), last.strip(), text)
    one = _read(rest, text)
    if sign in {">", ">="}:
        start = one.low if sign == ">=" else one.high
        return ValueRange(MeasuredValue(one.dimension, start, None, low_open=sign == ">"))
    if sign in {"<", "<="}:
        end = one.high if sign == "<=" else one.low
        return ValueRange(MeasuredValue(one.dimension, None, end, high_open=sign == "<"))
    return ValueRange(one)


def _between(first: str, last: str, text: str) -> ValueRange:
    end = _read(last, text)
    unit = re.sub(r"^[-+−]?[\d.,]+", "", last) if _NUMBER.match(first) else ""
    begin = _read(f"{first}{unit}", text)
    if begin.dimension != end.dimension:
        raise MeasureUnread(f"The ends of “{text}” do not measure the same.")
    if begin.low is not None and end.high is not None and begin.low > end.high:
        raise MeasureUnread(f"“{text}” ends below where it begins.")
    return ValueRange(MeasuredValue(end.dimension, begin.low, end.high))


def _read(written: str, text: str) -> MeasuredValue:
    """Return one value as a measure. Raises MeasureUnread, which names the whole `text`."""
    plain = latin_digits(written)
    if _DAY.match(plain):
        try:
            ends = [tidy_day(plain, last=last) for last in (False, True)]
        except ValueError as error:
            raise MeasureUnread(f"“{written}” is no day.") from error
        return MeasuredValue(DAYS, _ordinal(ends[0]), _ordinal(ends[1]))
    parted = re.fullmatch(r"([-+−]?\d+(?:[.,]\d+)*)\s*(.*)", plain, re.DOTALL)
    if parted and not parted[2]:
        number = _plain_number(parted[1])
        if number is not None:
            return MeasuredValue("", number, number)
    if parted and (unit := unit_named(parted[2])):
        measure = measure_of(str(_decimal(parted[1])), "", "", unit)
        if measure is not None:
            return MeasuredValue(measure.dimension, measure.low, measure.low)
    amounts = find_amounts(plain)
    if amounts:
        amount = amounts[0]
        unit = amount.unit or plain[amount.end :].strip()
        found = measure_of(str(amount.low), str(amount.high), "[]", unit)
        if found is not None:
            return found
    if parted and _COUNTED.match(parted[2]):
        number = _plain_number(parted[1])
        if number is not None:
            return MeasuredValue(fold(parted[2]), number, number)
    raise MeasureUnread(f"“{text}” is no value that can be read.")


def _plain_number(written: str) -> float | None:
    number = _decimal(written)
    return None if number is None else _float(Fraction(number))


def _decimal(written: str) -> Decimal | None:
    """Return a number whose commas part thousands, as the desk writes them."""
    try:
        return Decimal(written.replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return None


@lru_cache(maxsize=1024)
def _scale(unit: str) -> tuple[str, Fraction, Fraction]:
    """Return what a unit measures, and slope and offset into the one unit of it."""
    dimension = "share" if unit in RATIOS else same_rate(unit)
    if not dimension:
        return fold(unit), Fraction(1), Fraction(0)
    base = _base(dimension)
    rate = conversion(unit, base)
    return (fold(unit), Fraction(1), Fraction(0)) if rate is None else (dimension, *rate)


def _base(dimension: str) -> str:
    """Return the unit in which a dimension is kept: the first that is named of it."""
    over, slash, under = dimension.partition("/")
    if slash:
        return f"{_base(over)}/{_base(under)}"
    if dimension == "share":
        return "percent"
    return next(iter(UNITS.get(dimension, ())), dimension)


def _number(end: str, slope: Fraction, offset: Fraction) -> float | None:
    if not end:
        return None
    try:
        return _float(Fraction(end) * slope + offset)
    except ValueError:
        return None


def _float(number: Fraction) -> float | None:
    """Return a number that both databases can keep; None for one that is too large for them."""
    try:
        return float(number)
    except OverflowError:
        return None


def _ordinal(day: str) -> float | None:
    try:
        return float(date.fromisoformat(day).toordinal())
    except ValueError:
        return None
