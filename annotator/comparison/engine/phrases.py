"""Write values and differences as an editor reads them (pure)."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from annotator.annotations.values.units import UNITS
from annotator.comparison.engine.conversion import conversion
from annotator.comparison.engine.records import Answer, QuestionRecord
from annotator.comparison.engine.value_record import Value
from annotator.comparison.engine.values import as_fraction

SIZES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
UNIT_SIGNS = {"percent": "%", "‰": "‰", "degC": " °C", "degF": " °F", "count": "", "": ""}
PLURALS = {"century": "centuries", "inch": "inches", "foot": "feet"}
SAME = (Fraction(1), Fraction(0))
REGULAR = set(UNITS["time"]) | {"tonne", "ton", "barrel", "hectare", "acre", "litre", "gallon"}


def number_in_words(value: Fraction) -> str:
    """Return a number grouped by thousands, millions in words; four digits where it goes on
    longer."""
    for size, name in SIZES:
        if abs(value) >= size:
            scaled = value / size
            if (scaled * 1000).denominator == 1 or value.denominator != 1:
                return f"{_short(scaled)} {name}"
            return f"{int(value):,}"
    return _short(value)


def _short(value: Fraction) -> str:
    if (value * 1000).denominator == 1:
        places = 3
    else:
        places = next((n for n in range(4) if abs(value) >= 10 ** (3 - n)), 4)
        while not round(value, places) and places < 12:
            places += 1
    words = f"{Decimal(round(value * 10**places)).scaleb(-places):,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def amount_in_words(value: Fraction, unit: str) -> str:
    """Return a number with its unit: 1,100 km; 23 years; 26%."""
    words = number_in_words(value)
    if unit in UNIT_SIGNS:
        return words + UNIT_SIGNS[unit]
    if abs(value) != 1:
        unit = PLURALS.get(unit) or (f"{unit}s" if unit in REGULAR else unit)
    return f"{words} {unit}"


def answer_in_words(answer: Answer, question: QuestionRecord, unit: str) -> str:
    """Return what an answer says: the figure as the source puts it, then in the question's unit."""
    if question.type == "date":
        return _of_period(answer, question) or _dates(answer)
    if question.type != "quantity" or (answer.low is None and answer.high is None):
        # What was chosen is the answer; how the source puts it stands beneath.
        chosen = answer.key if question.type in {"yes-no", "choice"} else ""
        return chosen or f"“{answer.wording or answer.key}”"
    rate = conversion(answer.unit, unit)
    ends = [as_fraction(end) for end in (answer.low, answer.high) if end is not None]
    words = _limited(answer, [amount_in_words(end, answer.unit) for end in ends])
    if rate is None or rate == SAME:
        return words
    slope, offset = rate
    return (
        f"{words} ({' to '.join(_span([amount_in_words(e * slope + offset, unit) for e in ends]))})"
    )


def _span(ends: list[str]) -> list[str]:
    return ends[:1] if ends[0] == ends[-1] else ends


def _limited(answer: Answer, ends: list[str]) -> str:
    words = " to ".join(_span(ends))
    if answer.approximator not in {"", "exact"}:
        return f"{answer.approximator} {words}"
    if answer.low is None:
        return f"{'less than' if answer.bounds[-1:] == ')' else 'up to'} {words}"
    if answer.high is None:
        return f"{'more than' if answer.bounds[:1] == '(' else 'at least'} {words}"
    return words


def _of_period(answer: Answer, question: QuestionRecord) -> str:
    """Return which day of a period counts, and the period; empty where no one day of it does."""
    end = {"began": answer.low, "ended": answer.high}.get(question.asks)
    if answer.span != "period" or not isinstance(end, date) or answer.low == answer.high:
        return ""
    which = "first" if question.asks == "began" else "last"
    return f"{_day(end)} (the {which} day of {_dates(answer)})"


def _dates(answer: Answer) -> str:
    low, high = answer.low, answer.high
    if isinstance(low, date) and isinstance(high, date):
        return span_of_days(low, high)
    if isinstance(low, date):
        return f"{'after' if answer.bounds[:1] == '(' else 'from'} {_day(low)}"
    if isinstance(high, date):
        return f"{'before' if answer.bounds[-1:] == ')' else 'until'} {_day(high)}"
    return f"“{answer.wording}”"


def span_of_days(low: date, high: date) -> str:
    """Return one day, a whole month or year by its name, or from day to day."""
    if low == high:
        return _day(low)
    if (low.day, (high + timedelta(days=1)).day if high < date.max else 1) == (1, 1):
        if (low.year, low.month) == (high.year, high.month):
            return f"{low:%B} {low.year}"
        if low.year == high.year and (low.month, high.month) == (1, 12):
            return str(low.year)
    if low.year != high.year:
        return f"{_day(low)} to {_day(high)}"
    # What both have in common is said once: 23 to 24 February 2022.
    first = str(low.day) if low.month == high.month else f"{low.day} {low:%B}"
    return f"{first} to {_day(high)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def why_incomparable(answer: Answer, question: QuestionRecord, unit: str) -> str:
    """Return why an answer has no value to compare, and what to do about it."""
    if question.type == "text":
        return "There are no words in it: write what the passage says."
    if question.type in {"yes-no", "choice"}:
        return "No option is chosen: choose the one that the words come to."
    if answer.low is None and answer.high is None:
        what = "number" if question.type == "quantity" else "date"
        return f"There is no {what} in it: write the {what} that the words come to."
    if not answer.unit:
        return f"The number has no unit: write one that can be converted into {unit}."
    return f"{answer.unit} cannot be converted into {unit or 'a bare number'}."


def computed_in_words(value: Value, unit: str) -> str:
    """Return an interval that was computed, not stated, in words."""
    ends = [amount_in_words(end, unit) for end in (value.low, value.high) if end is not None]
    if value.low is None or value.high is None:
        return f"{'at least' if value.high is None else 'at most'} {ends[0]}"
    return " to ".join(_span(ends))


def days_in_words(count: int) -> str:
    """Return a number of days in words."""
    return "1 day" if count == 1 else f"{count:,} days"
