"""Make what answers come to comparable: one unit, one scope, an interval each (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from annotator.annotations.values.numbers import find_numerals, last_digit, latin_digits
from annotator.annotations.values.quantity_reading import find_amounts
from annotator.comparison.engine.conversion import conversion
from annotator.comparison.engine.records import Answer, QuestionRecord
from annotator.comparison.engine.value_record import Value
from annotator.text import fold, same_words

OTHER_OPTION = {"yes": "no", "no": "yes"}


@lru_cache(maxsize=1024)
def as_fraction(number: object) -> Fraction:
    """Return a number as it is written: the float 0.02 is two hundredths."""
    return Fraction(str(number))


def unit_for(answers: Iterable[Answer], question: QuestionRecord) -> str:
    """Return the unit to compare in: the question's, else the commonest one."""
    if question.type != "quantity" or question.unit:
        return question.unit
    units: dict[str, int] = {}
    for answer in answers:
        units[answer.unit] = units.get(answer.unit, 0) + 1
    units.pop("", None)
    return min(units, key=lambda unit: (-units[unit], unit), default="")


def keys_of_words(answers: Iterable[Answer], question: QuestionRecord) -> dict[str, str]:
    """Return the key of each text that a person has sorted, by its words.

    The same words are the same answer: who leaves them unsorted means what others' key says, but
    where two keys stand for these words.
    """
    if question.type != "text":
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        if key := fold(answer.key):
            found[same_words(answer.wording)].add(key)
    named = {same_words(key): {key} for keys in found.values() for key in keys}
    return {words: key for words, (key, *more) in {**named, **found}.items() if not more}


def value_of(
    answer: Answer, question: QuestionRecord, unit: str, keys: Mapping[str, str] | None = None
) -> Value | None:
    """Return the answer's value in `unit`, or None where it cannot be compared.

    `keys`: of a question for a text, what `keys_of_words` returned.
    """
    denied = answer.modality == "denied"
    if question.type == "quantity":
        return _amount(answer, question, unit, denied)
    if question.type == "date":
        return _days(answer, question, denied)
    key = fold(answer.key)
    if question.type == "text" and not key:
        words = same_words(answer.wording)
        key = (keys or {}).get(words, "")
        if words and not key:
            return Value(key=words, denied=denied, unsorted=True)
    if not key:
        return None
    if question.type == "yes-no" and denied:
        return Value(key=OTHER_OPTION.get(key, key))
    return Value(key=key, denied=denied)


def _amount(answer: Answer, question: QuestionRecord, unit: str, denied: bool) -> Value | None:
    """Return the interval: about X is X ± reach, nearly X is [X − reach, X), more than X is (X,
    ∞)."""
    rate = conversion(answer.unit, unit)
    if rate is None or (answer.low is None and answer.high is None):
        return None
    slope, offset = rate
    low, high = (_number(end, slope, offset) for end in (answer.low, answer.high))
    low_open, high_open = answer.bounds[:1] == "(", answer.bounds[-1:] == ")"
    reach, step = as_fraction(question.about), None
    match answer.approximator:
        case "about":
            low = None if low is None else low - reach * abs(low)
            high = None if high is None else high + reach * abs(high)
        case "nearly":
            low, high = (high if low is None else low), (low if high is None else high)
            low, high_open = None if low is None else low - reach * abs(low), True
        case "more than" | "at least":
            low, high = (high if low is None else low), None
            low_open = answer.approximator == "more than"
        case "less than" | "up to":
            low, high = None, (low if high is None else high)
            high_open = answer.approximator == "less than"
        case _:
            step = None if answer.step is None else Fraction(answer.step) * slope
    return Value(low, low is None or low_open, high, high is None or high_open, "", denied, step)


def _number(end: object, slope: Fraction, offset: Fraction) -> Fraction | None:
    return None if end is None else as_fraction(end) * slope + offset


def _days(answer: Answer, question: QuestionRecord, denied: bool) -> Value | None:
    """Return the days as an interval. Days are whole: an open end is the next day, closed.

    Of a period *began* takes the first day, *ended* the last, the whole time both. One day that is
    not known exactly is both the first and the last.
    """
    low, high = (_day(end) for end in (answer.low, answer.high))
    if low is None and high is None:
        return None
    low = low + 1 if low is not None and answer.bounds[:1] == "(" else low
    high = high - 1 if high is not None and answer.bounds[-1:] == ")" else high
    first = last = (low, high)
    if answer.span == "period":
        first = first if low is None else (low, low)
        last = last if high is None else (high, high)
    match question.asks:
        case "began":
            return _interval(first, denied)
        case "ended":
            return _interval(last, denied)
        case "period":
            return replace(_interval(first, denied), until=_interval(last, denied))
    return _interval((low, high), denied)


def _interval(ends: tuple[Fraction | None, Fraction | None], denied: bool) -> Value:
    low, high = ends
    return Value(low, low is None, high, high is None, "", denied)


def _day(end: object) -> Fraction | None:
    return Fraction(end.toordinal()) if isinstance(end, date) else None


def scope_of(answer: Answer, question: QuestionRecord) -> str:
    """Return of whom or what the answer is; empty for what the question asks."""
    scope = fold(answer.scope)
    return "" if scope == fold(question.scope) else scope


def derivable(scopes: Sequence[str] | set[str], question: QuestionRecord) -> tuple[str, str] | None:
    """Return two scopes that add up to the question's whole: which is computed, and as which.

    With a third scope nobody knows which two make the whole: None.
    """
    if question.type != "quantity" or question.whole is None:
        return None
    others = sorted(set(scopes) - {""})
    if len(others) == 1 and (question.scope or "" in scopes):
        return others[0], ""
    if len(others) == 2 and not question.scope and "" not in scopes:
        return others[1], others[0]
    return None


def rest_of(value: Value, question: QuestionRecord) -> Value:
    """Return what the value leaves of the question's whole."""
    whole = as_fraction(question.whole)
    return replace(
        value,
        low=None if value.high is None else whole - value.high,
        low_open=value.high_open,
        high=None if value.low is None else whole - value.low,
        high_open=value.low_open,
    )


def step_of(wording: str, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """Return the unit of the last digit of `low` or `high` as the wording writes it; the coarser
    one.

    Zeros of a written-out number are stated (1100: 1); before million or crore the last written
    digit counts (2 billion: 1,000,000,000; 2.4 billion: 100,000,000). Where the wording does not
    hold the number, its own digits count. None without a number, and where the wording states no
    digit (two-thirds).
    """
    ends = {abs(end) for end in (low, high) if end is not None}
    if not ends:
        return None
    text = latin_digits(wording)
    for unit in ("", "percent", "USD", "ft³"):
        for amount in find_amounts(text, unit):
            if {abs(amount.low), abs(amount.high)} & ends:
                return max(amount.steps, default=None)
    written = [n.step for n in find_numerals(text) if n.value in ends]
    stated = [step for step in written if step is not None]
    if written and not stated:
        return None
    return max(stated or [last_digit(end) for end in ends])
