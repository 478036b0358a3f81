"""Read amounts off tokens: limit, sign, currency, number, unit, and the other end of a range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from annotator.annotations.values.reading import limit_lexicon, surroundings
from annotator.annotations.values.reading.amount import Amount
from annotator.annotations.values.reading.combining import (
    below_zero,
    compound,
    joined_half,
    noun_behind,
    one_in_several,
    range_of,
    shared,
)
from annotator.annotations.values.reading.digits import MOST_DIGITS
from annotator.annotations.values.reading.numeral import Numeral
from annotator.annotations.values.reading.numerals import read_numeral, with_comma
from annotator.annotations.values.reading.tokens import Token
from annotator.annotations.values.reading.unit_reading import (
    Unit,
    letter_scale,
    rate_behind,
    unit_before,
    unit_behind,
)

STRENGTH = {"exact": 0, "about": 1, "nearly": 2}


@dataclass(frozen=True)
class End:
    """One number with its sign, currency and unit: an amount, or an end of a range."""

    first: int
    next: int
    value: Decimal
    numeral: Numeral
    unit: Unit | None = None
    money: bool = False
    limit: str = ""
    negative: bool = False
    named: bool = False

    @property
    def measured(self) -> bool:
        """Return whether a unit stands behind the number itself."""
        return self.unit is not None and not self.money


@dataclass(frozen=True)
class Silence:
    """A number that is not to be read, and the token behind it."""

    next: int


def stronger(one: str, other: str) -> str:
    """Return the limit that says more: “not more than about 40” is up to 40."""
    return other if STRENGTH.get(other, 3) > STRENGTH.get(one, 3) or not one else one


def read_amounts(tokens: Sequence[Token], wanted: str) -> Iterator[Amount]:
    """Yield the amounts in a text, in order; time grows with the number of tokens."""
    at = 0
    with localcontext() as context:
        context.prec = 2 * MOST_DIGITS
        while at < len(tokens):
            found = _amount(tokens, at, wanted)
            if found is None:
                at += 1
            elif isinstance(found, Silence):
                at = max(found.next, at + 1)
            else:
                yield found[0]
                at = max(found[1], at + 1)


def read_limits(tokens: Sequence[Token], at: int) -> tuple[int, str, bool]:
    """Return the token behind the words that limit what follows, what they say, and whether a range
    is opened (“between”)."""
    limit, opened = "", False
    for _ in range(4):
        if at >= len(tokens):
            break
        before = limit_lexicon.limits_before().find(tokens, at)
        between = limit_lexicon.between_lexicon().find(tokens, at)
        if between and not (before and before[1] > between[1]) and not opened:
            opened, at = True, between[1]
        elif before:
            limit, at = stronger(limit, before[0]), before[1]
        else:
            break
    return at, limit, opened


def read_end(
    tokens: Sequence[Token], at: int, wanted: str, money_before: bool = False
) -> End | Silence | None:
    """Return the number that begins at a token with sign, currency and unit.

    `money_before`: a currency stands before the lower end of the same range.
    """
    first, negative = at, False
    sign = limit_lexicon.minus_lexicon().find(tokens, at)
    if sign and sign[1] < len(tokens):
        negative, at = True, sign[1]
    elif tokens[at].text in {"-", "–", "+"} and at + 1 < len(tokens) and not tokens[at + 1].spaced:
        negative, at = tokens[at].text != "+", at + 1
    money = unit_before(tokens, at, wanted)
    if money is not None:
        at = money.next
        if (
            tokens[at].text == "-"
            and at + 1 < len(tokens)
            and not tokens[at + 1].spaced
            and not negative
        ):
            negative, at = True, at + 1
    numeral = read_numeral(tokens, at)
    if numeral is None:
        return None
    if numeral.value is None:
        return Silence(numeral.next)
    end = End(
        first, numeral.next, numeral.value, numeral, money, bool(money), numeral.limit, negative
    )
    return _with_unit(tokens, end, wanted, money_before or end.money)


def _with_unit(
    tokens: Sequence[Token], end: End, wanted: str, priced: bool
) -> End | Silence | None:
    numeral, at, limit = end.numeral, end.next, end.limit
    noughts = None
    if numeral.factor == 1 and not numeral.words and not numeral.share:
        noughts = letter_scale(tokens, at, numeral, priced, wanted)
    if noughts == -1:
        return Silence(at + 1)
    if noughts:
        size = 10**noughts
        value = (numeral.value or Decimal(0)) * size
        step = None if numeral.step is None else numeral.step * size
        at += 1
        numeral = replace(
            numeral,
            value=value,
            step=step,
            factor=size,
            next=at,
            end=tokens[at - 1].end,
            bare=False,
        )
    after = limit_lexicon.limits_after().find(tokens, at)
    if after and not _is_word_of_two(tokens, at, after):
        limit, at = stronger(limit, after[0]), after[1]
    money = end.unit
    unit = unit_behind(tokens, at, numeral, wanted)
    if money is not None:
        # “2–3bn dollars”: the currency may stand on both sides.
        if unit is not None and unit.symbol == money.symbol and not unit.per:
            at = unit.next
        elif unit is None or unit.symbol != money.symbol:
            pass
        unit = rate_behind(tokens, replace(money, next=at), wanted)
        at = unit.next
    elif unit is not None:
        at = unit.next
    elif after and at == after[1] and limit and not end.limit and tokens[at - 1].kind == "word":
        pass
    comma = numeral.comma or bool(unit and unit.comma)
    numeral = with_comma(numeral, comma)
    value = numeral.value
    if value is None:
        return Silence(at)
    if unit is not None and unit.times != 1:
        value *= unit.times
        step = None if numeral.step is None else numeral.step * unit.times
        numeral = replace(numeral, step=step)
    if unit is not None and unit.symbol == "percent" and _grouped_point(numeral):
        return Silence(at)
    return replace(end, next=at, value=value, numeral=numeral, unit=unit, limit=limit)


def _grouped_point(numeral: Numeral) -> bool:
    return (
        numeral.factor == 1
        and "." in numeral.digits
        and numeral.digits.endswith("00")
        and (numeral.value is not None and numeral.value >= 1000 and numeral.digits.count(".") == 1)
    )


def _is_word_of_two(tokens: Sequence[Token], at: int, after: tuple[str, int]) -> bool:
    """Return whether the limit behind is a noun's beginning: “40 plus-size”, “40 odd-job men”."""
    behind = after[1]
    return (
        behind < len(tokens)
        and tokens[behind].text == "-"
        and not tokens[behind].spaced
        and after[0] != "about"
    )


def _amount(tokens: Sequence[Token], at: int, wanted: str) -> tuple[Amount, int] | Silence | None:
    """Return the amount that begins at a token, and the token behind it."""
    begin = at
    at, limit, opened = read_limits(tokens, at)
    if at >= len(tokens):
        return None
    low = read_end(tokens, at, wanted)
    if low is None or isinstance(low, Silence):
        return low
    low = joined_half(tokens, low) or low
    if low.numeral.article:
        return None
    if surroundings.is_date(tokens, low.numeral.first) and low.unit is None:
        return Silence(low.next)
    if surroundings.is_row_of_numbers(tokens, low.numeral.first, low.next):
        return Silence(low.next + 1)
    if surroundings.is_vague_scale(tokens, low.numeral.first):
        return Silence(low.next)
    free = surroundings.stands_free_before(tokens, begin)
    free = free and (
        begin == low.first
        or surroundings.stands_free_before(tokens, low.first)
        or low.first > begin
    )
    ratio = one_in_several(tokens, low, wanted)
    if ratio is not None:
        return ratio if free or isinstance(ratio, Silence) else Silence(ratio[1])
    other = range_of(tokens, low, opened, begin, wanted)
    if isinstance(other, Silence):
        return other
    if other is not None:
        return _ranged(tokens, begin, low, other, limit, free, wanted)
    low = compound(tokens, low, wanted)
    low = below_zero(tokens, low)
    at, limit = _limit_behind(tokens, low.next, stronger(low.limit, limit) if limit else low.limit)
    measured = low.unit is not None
    counted = measured or low.numeral.factor > 1 or surroundings.is_counting(tokens, low.next)
    if not free or not surroundings.stands_free_behind(tokens, at, measured, low.numeral.words):
        return Silence(at)
    if surroundings.names_something(tokens, begin, counted):
        return Silence(at)
    return shared(tokens, begin, low, at, limit or "exact", wanted, opened)


def _ranged(
    tokens: Sequence[Token], begin: int, low: End, high: "End", limit: str, free: bool, wanted: str
) -> tuple[Amount, int] | Silence:
    from annotator.annotations.values.reading.combining import ranged

    at, limit = _limit_behind(tokens, high.next, stronger(low.limit or high.limit, limit))
    measured = (high.unit or low.unit) is not None
    counted = measured or high.numeral.factor > 1 or surroundings.is_counting(tokens, high.next)
    if not free or not surroundings.stands_free_behind(tokens, at, measured, high.numeral.words):
        return Silence(at)
    if surroundings.names_something(tokens, begin, counted):
        return Silence(at)
    return ranged(tokens, begin, low, high, at, limit or "exact", wanted)


def _limit_behind(tokens: Sequence[Token], at: int, limit: str) -> tuple[int, str]:
    """Return the token behind the words that limit the number behind its unit or noun."""
    found = limit_lexicon.limits_after().find(tokens, at)
    if found is None and noun_behind(tokens, at):
        found = limit_lexicon.limits_after().find(tokens, at + 1)
    if found is None:
        return at, limit
    return found[1], stronger(limit, found[0])
