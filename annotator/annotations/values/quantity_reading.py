"""Choose among the amounts of a text the one that a question asks for."""

from annotator.annotations.values.reading.amount import Amount
from annotator.annotations.values.reading.amounts import read_amounts
from annotator.annotations.values.units import convertible, dimension_of
from annotator.annotations.values.words.tokens import cut_into_tokens

MOST_DIGITS = 40


def find_amounts(text: str, unit: str = "") -> list[Amount]:
    """Return the amounts in a text whose digits are ASCII, the one that `unit` asks for first.

    What cannot fit is left out: kilograms where kilometres are asked for.
    """
    amounts = [a for a in read_amounts(cut_into_tokens(text), unit) if _short_enough(a)]
    fitting = [amount for amount in amounts if _fits(amount, unit)]
    return sorted(fitting, key=lambda amount: _rank(amount, unit))


def _short_enough(amount: Amount) -> bool:
    return all(abs(end) < 10**MOST_DIGITS for end in (amount.low, amount.high))


def _fits(amount: Amount, unit: str) -> bool:
    asked, its = dimension_of(unit) if unit else None, dimension_of(amount.unit)
    if asked is None or its is None:
        return True
    money = len(asked) == len(its) == 3 and asked.isupper() and its.isupper()
    return convertible(amount.unit, unit) or money


def _rank(amount: Amount, unit: str) -> tuple[bool, int]:
    """Return how far an amount is from what is asked for: 0 is in that unit."""
    if not unit:
        return amount.difference, 0
    if amount.unit == unit:
        return False, 0
    if amount.unit and convertible(amount.unit, unit):
        return False, 1
    if dimension_of(unit) is None and amount.unit:
        return amount.difference, 3
    return amount.difference, 2
