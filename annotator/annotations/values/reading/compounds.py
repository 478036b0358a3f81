"""Measures of more than one piece: 6 ft 2 in, a year and a half, 4 degrees below zero."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from annotator.annotations.values.languages import word_set
from annotator.annotations.values.reading.end import End, Silence
from annotator.annotations.values.reading.ends import read_end
from annotator.annotations.values.words import limit_lexicon
from annotator.annotations.values.words.number_lexicon import half_lexicon
from annotator.annotations.values.words.tokens import TextToken

# How many of the second are one of the first, where both are written: 6 ft 2 in.
COMPOUND = {
    ("ft", "inch"): 12, ("hour", "minute"): 60, ("minute", "second"): 60, ("lb", "oz"): 16,
    ("stone", "lb"): 14, ("year", "month"): 12, ("week", "day"): 7, ("day", "hour"): 24,
    ("km", "m"): 1000, ("m", "cm"): 100, ("kg", "g"): 1000, ("yd", "ft"): 3, ("tonne", "kg"): 1000,
    ("decade", "year"): 10, ("mi", "yd"): 1760, ("cm", "mm"): 10,
}  # fmt: skip
AND = word_set("and , und et y e ve en и і و اور और")
WARM = {"degree", "degC", "degF"}


def joined_half(tokens: Sequence[TextToken], end: End) -> End | None:
    """Return the amount with “and a half” behind its unit: a year and a half."""
    if end.unit is None or end.money or end.numeral.factor > 1:
        return None
    found = half_lexicon().find(tokens, end.next)
    if found is None or end.value != int(end.value):
        return None
    numeral = replace(end.numeral, article=False, weak=False, step=Decimal("0.1"))
    return replace(end, value=end.value + Decimal("0.5"), next=found[1], numeral=numeral)


def below_zero(tokens: Sequence[TextToken], end: End) -> End | Silence:
    """Return the temperature with its sign: 4 degrees below zero. Silence where there is none."""
    found = limit_lexicon.below_zero_lexicon().find(tokens, end.next)
    if found is None:
        return end
    warm = end.unit is not None and end.unit.symbol in WARM
    return replace(end, negative=True, next=found[1]) if warm else Silence(found[1])


def compound(tokens: Sequence[TextToken], low: End) -> End:
    """Return a measure of two units as one amount in the first: 6 ft 2 in."""
    if low.unit is None or low.money or low.unit.per or low.numeral.factor > 1:
        return low
    at = low.next
    joined = at < len(tokens) and tokens[at].fold in AND
    at += joined
    if at + 1 >= len(tokens) or tokens[at].kind not in {"number", "word"}:
        return low
    if _minutes(tokens, low, at):
        unit = replace(low.unit, symbol="minute")
        minutes = replace(low, next=at + 2, value=Decimal(tokens[at].text), unit=unit)
        return _added(low, minutes) or low
    more = read_end(tokens, at, low.unit.symbol)
    if not isinstance(more, End) or more.unit is None or more.negative or more.numeral.share:
        return low
    return _added(low, more) or low


def _added(low: End, more: End) -> End | None:
    if low.unit is None or more.unit is None:
        return None
    of = COMPOUND.get((low.unit.symbol, more.unit.symbol), 0)
    if not of or more.value >= of or low.value != int(low.value):
        return None
    step = None if more.numeral.step is None else more.numeral.step / of
    numeral = replace(low.numeral, step=step)
    return replace(low, value=low.value + more.value / of, next=more.next, numeral=numeral)


def _minutes(tokens: Sequence[TextToken], low: End, at: int) -> bool:
    """Return whether “30m” follows hours."""
    letter = tokens[at + 1].text == "m" and not tokens[at + 1].spaced
    return bool(letter and low.unit and low.unit.symbol == "hour" and tokens[at].text.isdecimal())
