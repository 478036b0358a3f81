"""Read one number with sign, currency, letter and unit, and the words that limit it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.numerals.numerals import read_numeral, with_comma
from annotator.annotations.values.reading import dates_around, surroundings
from annotator.annotations.values.reading.end import End, Silence, Unit
from annotator.annotations.values.reading.letters import UNCLEAR, letter_scale
from annotator.annotations.values.reading.unit_reading import unit_before, unit_behind, with_rate
from annotator.annotations.values.words import limit_lexicon
from annotator.annotations.values.words.tokens import TextToken

STRENGTH = {"exact": 0, "about": 1, "nearly": 2, "unclear": 9}


def stronger(one: str, other: str) -> str:
    """Return the limit that says more: “not more than about 40” is up to 40."""
    return other if STRENGTH.get(other, 3) > STRENGTH.get(one, 3) or not one else one


def read_limits(tokens: Sequence[TextToken], at: int) -> tuple[int, str, bool]:
    """Return the token behind the words that limit what follows, what they say, and whether a range
    is opened (“between”)."""
    limit, opened = "", False
    for _ in range(4):
        if at >= len(tokens):
            break
        before = limit_lexicon.limits_before().find(tokens, at)
        between = limit_lexicon.between_lexicon().find(tokens, at)
        if before and _is_prefix(tokens, before[1]):
            break
        if between and not (before and before[1] > between[1]) and not opened:
            opened, at = True, between[1]
        elif before:
            if tokens[at].fold == "up" and at and _moves(tokens[at - 1]):
                break
            limit, at = stronger(limit, before[0]), before[1]
        else:
            break
    return at, limit, opened


def limit_behind(tokens: Sequence[TextToken], at: int, limit: str) -> tuple[int, str]:
    """Return the token behind the words that limit the number behind its unit or noun."""
    found = limit_lexicon.limits_after().find(tokens, at)
    if found is None and surroundings.noun_follows(tokens, at):
        found = limit_lexicon.limits_after().find(tokens, at + 1)
    if found is None:
        return at, limit
    return found[1], stronger(limit, found[0])


def _moves(token: TextToken) -> bool:
    """Return whether a word says that “up to” is where something went."""
    return token.fold not in {"up", "down"} and token.fold in limit_lexicon.change_words()


def _is_prefix(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether a hyphen joins a limit to its number: under-19, over-40s."""
    if at >= len(tokens) or tokens[at].text != "-" or tokens[at].spaced:
        return False
    return tokens[at - 1].kind == "word"


def read_end(
    tokens: Sequence[TextToken], at: int, wanted: str, money_before: bool = False
) -> End | Silence | None:
    """Return the number that begins at a token with sign, currency and unit.

    `money_before`: a currency stands before the lower end of the same range.
    """
    first, negative = at, False
    sign = limit_lexicon.minus_lexicon().find(tokens, at)
    if sign and sign[1] < len(tokens):
        negative, at = True, sign[1]
    elif tokens[at].text in {"-", "–", "+"} and _joins_next(tokens, at):
        negative, at = tokens[at].text != "+", at + 1
    money = unit_before(tokens, at, wanted)
    if money is not None:
        at = money.next
        if tokens[at].text == "-" and _joins_next(tokens, at) and not negative:
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


def _joins_next(tokens: Sequence[TextToken], at: int) -> bool:
    return at + 1 < len(tokens) and not tokens[at + 1].spaced


def _with_unit(
    tokens: Sequence[TextToken], end: End, wanted: str, priced: bool
) -> End | Silence | None:
    """Return the number with its letter (k, m, bn), its unit, and a limit right behind it."""
    numeral, at, limit = end.numeral, end.next, end.limit
    if numeral.factor == 1 and not numeral.words and not numeral.share:
        noughts = letter_scale(tokens, at, numeral, priced, wanted)
        if noughts == UNCLEAR:
            return Silence(at + 1)
        if noughts:
            numeral = _lettered(tokens, numeral, noughts)
            at = numeral.next
    after = limit_lexicon.limits_after().find(tokens, at)
    if after and not _is_word_of_two(tokens, after):
        limit, at = stronger(limit, after[0]), after[1]
    unit = _unit_of(tokens, replace(end, numeral=numeral), at, wanted)
    at = unit.next if unit else at
    if end.money and [token.text for token in tokens[at : at + 2]] == ["/", "-"]:
        at += 2  # Rs 500/- is a price.
    numeral = with_comma(numeral, numeral.comma or bool(unit and unit.comma))
    if numeral.value is None or dates_around.is_written_year(tokens, numeral, at):
        return Silence(at)
    if unit and _counts_the_long_way(tokens, numeral, unit):
        return Silence(at)
    if unit and unit.symbol == "percent" and _is_grouped(numeral):
        return Silence(at)
    value = numeral.value
    if unit and unit.times != 1:
        value *= unit.times
        step = None if numeral.step is None else numeral.step * unit.times
        numeral = replace(numeral, step=step)
    return replace(end, next=at, value=value, numeral=numeral, unit=unit, limit=limit)


def _lettered(tokens: Sequence[TextToken], numeral: Numeral, noughts: int) -> Numeral:
    size = 10**noughts
    step = None if numeral.step is None else numeral.step * size
    value = (numeral.value or Decimal(0)) * size
    numeral = replace(numeral, value=value, step=step, factor=size, bare=False)
    return numeral.until(tokens, numeral.next + 1)


def _unit_of(tokens: Sequence[TextToken], end: End, at: int, wanted: str) -> Unit | None:
    """Return the unit behind, or the currency before; “2–3bn dollars” may have it on both sides."""
    unit = unit_behind(tokens, at, end.numeral, wanted)
    if end.unit is None:
        return unit
    if unit is not None and unit.symbol == end.unit.symbol and not unit.per:
        at = unit.next
    return with_rate(tokens, replace(end.unit, next=at))


def _counts_the_long_way(tokens: Sequence[TextToken], numeral: Numeral, unit: Unit) -> bool:
    """Return whether Billion may be German, and 10¹²."""
    return unit.comma and tokens[numeral.next - 1].text in {"Billion", "Trillion"}


def _is_grouped(numeral: Numeral) -> bool:
    """Return whether a point was taken to group, as in 3.500: nobody has 3,500 percent."""
    digits = numeral.digits
    large = numeral.value is not None and numeral.value >= 1000
    return numeral.factor == 1 and digits.count(".") == 1 and digits.endswith("00") and large


def _is_word_of_two(tokens: Sequence[TextToken], after: tuple[str, int]) -> bool:
    """Return whether the limit behind is a noun's beginning: “40 plus-size”."""
    behind = after[1]
    hyphen = behind < len(tokens) and tokens[behind].text == "-" and not tokens[behind].spaced
    return hyphen and after[0] != "about"
