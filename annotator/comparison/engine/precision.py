"""How precisely a source states a number: the unit of the last digit it wrote (pure)."""

from decimal import Decimal

from annotator.annotations.values.numbers import latin_digits, numerals


def step_of(wording: str, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """The unit of the last digit of `low` or `high` as the wording writes it; the coarser one.

    Zeros of a written-out number are stated (1100: 1); before million or crore the last written
    digit counts (2 billion: 1,000,000,000; 2.4 billion: 100,000,000). Where the wording does not
    hold the number, its own digits count. None without a number.
    """
    ends = {abs(end) for end in (low, high) if end is not None}
    written = [
        _unit(numeral.value) * numeral.factor
        for numeral in numerals(latin_digits(wording))
        if numeral.value in ends
    ]
    return max(written or [_unit(end) for end in ends], default=None)


def _unit(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
