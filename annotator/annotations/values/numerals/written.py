"""Read a number that begins with digits: 1,100, 2½, 3/4, 1.5×10⁶, 3 million."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from annotator.annotations.values.numerals.digits import decimal_of, last_digit
from annotator.annotations.values.numerals.eastern import read_eastern
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.numerals.sums import NumberSum
from annotator.annotations.values.words.tokens import SCRIPTS, TextToken

PARTS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5",
         "⅗": "3/5", "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8",
         "⅞": "7/8", "⅐": "1/7", "⅑": "1/9", "⅒": "1/10"}  # fmt: skip
ONE = Decimal(1)


def read_part(tokens: Sequence[TextToken], at: int, whole: Decimal) -> Numeral:
    """Read ½, alone or behind a whole number."""
    over, _, under = PARTS.get(tokens[at].text, "0/1").partition("/")
    value = whole + Decimal(over) / Decimal(under)
    return Numeral.of(tokens, at, at + 1, value, step=None, share=not whole)


def read_digits(tokens: Sequence[TextToken], at: int) -> Numeral | None:
    """Read a number that begins with digits."""
    if tokens[at].end - tokens[at].start > 60:
        return Numeral.of(tokens, at, at + 1, None)
    after = at + 1
    following = tokens[after] if after < len(tokens) else None
    if following and not following.spaced:
        if following.kind == "eastern" and (found := read_eastern(tokens, at)):
            return found
        if following.kind == "part" and tokens[at].text.isdecimal():
            part = read_part(tokens, after, Decimal(tokens[at].text))
            return scaled(tokens, replace(part.at(tokens, at), share=False), after + 1, "digits")
        if following.kind == "power" or following.text in {"×", "^"}:
            return _power(tokens, at)
    if following and following.text in {"×", "x"} and (power := _power(tokens, at)):
        return power
    if (fraction := _slashed(tokens, at)) is not None:
        return fraction
    literal = tokens[at].text
    found = Numeral.of(tokens, at, after, decimal_of(literal), digits=literal)
    if found.value is not None:
        found = replace(found, step=last_digit(found.value))
    mixed = _slashed(tokens, after) if following and following.spaced else None
    if mixed and mixed.value is not None and mixed.value < 1 and literal.isdecimal():
        value = Decimal(literal) + mixed.value
        return scaled(
            tokens, Numeral.of(tokens, at, mixed.next, value, step=None), mixed.next, "digits"
        )
    found = replace(found, bare=literal.isdecimal())
    return scaled(tokens, found, after, "digits")


def _power(tokens: Sequence[TextToken], at: int) -> Numeral | None:
    """Read 10⁶ and 1.5×10⁶; another power is nobody's to read."""
    unreadable = Numeral.of(tokens, at, at + 2, None)
    times = tokens[at + 1].text in {"×", "x"}
    base = at + 2 if times else at
    if times and not (base < len(tokens) and tokens[base].text == "10"):
        return None if tokens[at + 1].text == "x" else unreadable
    if base + 1 >= len(tokens) or tokens[base].text != "10" or tokens[base + 1].spaced:
        return None if times else unreadable
    end = base + 2
    if tokens[base + 1].kind == "power":
        exponent = "".join(SCRIPTS.get(sign, "x") for sign in tokens[base + 1].text)
    elif tokens[base + 1].text == "^" and end < len(tokens) and tokens[end].text.isdecimal():
        exponent, end = tokens[end].text, end + 1
    else:
        return None if times else unreadable
    first = decimal_of(tokens[at].text) if times else ONE
    if first is None or not exponent.isdecimal() or int(exponent) > 18:
        return unreadable
    size = 10 ** int(exponent)
    return Numeral.of(tokens, at, end, first * size, step=last_digit(first) * size, factor=size)


def _slashed(tokens: Sequence[TextToken], at: int) -> Numeral | None:
    """Read 3/4: a proper fraction, with nothing else joined to it."""
    if at + 2 >= len(tokens) or tokens[at + 1].text not in {"/", "⁄"}:
        return None
    over, under = tokens[at].text, tokens[at + 2].text
    if tokens[at + 1].spaced or tokens[at + 2].spaced or tokens[at + 2].kind != "number":
        return None
    end = at + 3
    proper = over.isdecimal() and under.isdecimal() and len(over + under) < 6
    more = end < len(tokens) and not tokens[end].spaced and tokens[end].text in "/-–"
    if not proper or more or not 0 < int(over) < int(under):
        return Numeral.of(tokens, at, end, None)
    return Numeral.of(tokens, at, end, Decimal(over) / int(under), step=None, share=True)


def scaled(tokens: Sequence[TextToken], found: Numeral, at: int, last: str) -> Numeral:
    """Read on behind digits: hundred, million, lakh crore, and a half; 1 crore 20 lakh."""
    if found.value is None:
        return found
    state = NumberSum(found.value, found.step)
    state.last = last
    end = state.read_on(tokens, at)
    if end == at:
        return found
    value, digits = state.value(), found.digits
    if state.comma and digits:
        again = decimal_of(digits, comma=True, scaled=True)
        value = None if again is None else again * state.factor if found.value != again else value
    elif digits and state.factor > 1:
        again = decimal_of(digits, scaled=True)
        value = again * state.factor if again is not None and again != found.value else value
    return replace(
        found.until(tokens, end), value=value, step=state.step, factor=state.factor, bare=False,
        comma=found.comma or state.comma,
    )  # fmt: skip
