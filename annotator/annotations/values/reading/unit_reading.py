"""Read the unit behind or before a number, with what it is per."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from annotator.annotations.values.languages.currencies import GLUED_ONLY, SIGNS
from annotator.annotations.values.languages.nouns import COUNTED, COUNTED_ENDINGS, METRES
from annotator.annotations.values.languages.unit_words import PERCENT_BEFORE
from annotator.annotations.values.reading.lexicon import Lexicon
from annotator.annotations.values.reading.numeral import Numeral
from annotator.annotations.values.reading.tokens import Token
from annotator.annotations.values.reading.unit_lexicon import (
    UnitWord,
    cased_units,
    cldr_units,
    rate_lexicon,
    unit_lexicon,
)
from annotator.annotations.values.units import DIMENSION, convertible, dimension_of

OF = {"of", "de", "d", "di", "del", "des", "von", "van", "من", "az", "از"}
PER = {"per", "a", "an", "each", "every", "pro", "par", "por", "the"} - {"the"}
RATE_NAMES = {"km/hour": "km/h", "mi/hour": "mph"}
FLOWS = {"volume"}
# Looks like a unit of measure and is none of ours: kt, TB/s, dB.
UNKNOWN_UNIT = re.compile(
    r"[kMGTPmcdµn](?:Wp?|Wh|J|bit|b|byte|Hz|V|A|t|l|L|Pa|bar|cal|m|s|N|eV|Sv|Bq|bps|VA|toe|boe|cf|c|oz|g|l)"
    r"|dB|Bq|Sv|Pa|psi|rpm|ppm|ppb|atm|bar|boe|toe|teu|TEU|dwt|DWT|mAh|kN|nm|px|dpi"
)


@dataclass(frozen=True)
class Unit:
    """A unit as it was read: its symbol, how many one is, the token behind it, and its language's
    decimal comma. Of a rate what it is per."""

    symbol: str
    next: int
    times: Decimal = Decimal(1)
    comma: bool = False
    per: str = ""

    def of(self, wanted: str) -> str:
        """Return the symbol to store. What flows is a rate; else the amount alone, as $20 a barrel
        is 20 dollars, unless a rate is asked for."""
        if not self.per or "/" in self.symbol or self.symbol in {"km/h", "mph"}:
            return self.symbol
        rate = f"{self.symbol}/{self.per}"
        rate = RATE_NAMES.get(rate, rate)
        if wanted and (convertible(rate, wanted) or convertible(self.symbol, wanted)):
            return rate if convertible(rate, wanted) else self.symbol
        flows = DIMENSION.get(self.symbol) in FLOWS and DIMENSION.get(self.per) == "time"
        speed = DIMENSION.get(self.symbol) == "length" and DIMENSION.get(self.per) == "time"
        fast = speed and self.per in {"hour", "second", "minute"}
        return rate if flows or fast else self.symbol


def _money_lexicon() -> Lexicon[UnitWord]:
    found: Lexicon[UnitWord] = Lexicon(cased=True)
    for sign, symbols in SIGNS.items():
        found.add(sign, UnitWord(symbols))
    for word in PERCENT_BEFORE.split():
        found.add(word, UnitWord(("percent",), comma=word == "yüzde"))
        found.add(word.capitalize(), UnitWord(("percent",), comma=word == "yüzde"))
    return found


_MONEY = _money_lexicon()


def unit_before(tokens: Sequence[Token], at: int, wanted: str) -> Unit | None:
    """Return the currency that begins at a token and stands before a number."""
    found = _MONEY.find(tokens, at)
    if found is None and tokens[at].kind == "word" and tokens[at].text.isupper():
        found = cased_units().find(tokens, at)
        if found and not (len(tokens[at].text) == 3 and found[0].symbols[0] == tokens[at].text):
            found = None
    if found is None or found[1] >= len(tokens):
        return None
    word, behind = found
    if tokens[at].text in GLUED_ONLY and tokens[behind].spaced:
        return None
    return Unit(word.symbol(wanted), behind, comma=word.comma)


def unit_behind(tokens: Sequence[Token], at: int, number: Numeral, wanted: str) -> Unit | None:
    """Return the unit that stands behind a number at a token, or None."""
    at = _past_joint(tokens, at, number)
    if at >= len(tokens):
        return None
    found = _named(tokens, at, number, wanted)
    if found is None:
        return None
    symbol, behind = found[0].symbol(wanted), found[1]
    unit = Unit(symbol, behind, found[0].times, found[0].comma)
    return _with_rate(tokens, unit, wanted)


def _past_joint(tokens: Sequence[Token], at: int, number: Numeral) -> int:
    """Return the token behind a hyphen, or behind “of” after a scale or a part."""
    if at + 1 >= len(tokens):
        return at
    token = tokens[at]
    if token.text == "-" and not token.spaced and not tokens[at + 1].spaced:
        return at + 1 if tokens[at + 1].kind == "word" else at
    joined = number.factor > 1 or number.share
    if joined and token.kind == "word" and token.fold in OF:
        at += 1
        if tokens[at].text in "'’" and at + 1 < len(tokens):
            at += 1
        # Half of one percent, a quarter of an hour.
        small = number.share and number.factor == 1
        if small and tokens[at].fold in {"a", "an", "one", "1"} and at + 1 < len(tokens):
            at += 1
    elif number.share and token.fold in {"a", "an"}:
        at += 1
    return at


def _named(
    tokens: Sequence[Token], at: int, number: Numeral, wanted: str
) -> tuple[UnitWord, int] | None:
    token = tokens[at]
    if token.kind not in {"word", "sign", "eastern"}:
        return None
    found = [
        one for one in (unit_lexicon().find(tokens, at), cased_units().find(tokens, at)) if one
    ]
    best = max(found, key=lambda one: one[1], default=None)
    if best is None:
        best = cldr_units().find(tokens, at) if token.kind != "sign" else None
    if best is None or best[1] > len(tokens):
        return None
    word, behind = best
    if word.asked and wanted not in word.symbols:
        return None
    following = tokens[behind] if behind < len(tokens) else None
    glued = following is not None and not following.spaced
    if len(token.text) == 1 and token.kind == "word" and behind == at + 1:
        # A single letter is a unit where nothing is joined to it: 40 C, but 30 F-16s.
        if (
            glued
            and following
            and (following.kind in {"word", "number"} or following.text in "-'’")
        ):
            return None
        if token.text == "m" and not _metres(tokens, at, number, wanted):
            return None
        if token.text in "CFt" and following and following.text == "." and glued:
            return None
    if token.text == "in" and token.spaced:
        return None
    if token.fold == "foot" and following and following.fold in {"soldiers", "patrol", "patrols"}:
        return None
    if token.fold in {"stone", "stones"} and wanted not in {"stone", "kg", "lb"} and following:
        if following.kind == "word" and following.spaced:
            return None
    return best


def is_counted(token: Token | None) -> bool:
    """Return whether a word names what is counted by the million."""
    if token is None or token.kind != "word" or not token.spaced:
        return False
    return token.fold in COUNTED or (len(token.fold) > 5 and token.fold.endswith(COUNTED_ENDINGS))


def _metres(tokens: Sequence[Token], at: int, number: Numeral, wanted: str) -> bool:
    """Return whether m is metres: 100m sprint, 8,848m, 5 m; not where it may be a million."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if DIMENSION.get(wanted) == "length":
        return True
    if following is not None and following.kind == "word" and following.fold in METRES:
        return True
    if "," in number.digits and len(number.digits) > 4 and not is_counted(following):
        return True
    ends = following is None or (following.kind == "sign" and following.text not in "$€£")
    return tokens[at].spaced and ends and (not wanted or dimension_of(wanted) is None)


def letter_scale(
    tokens: Sequence[Token], at: int, number: Numeral, money: bool, wanted: str
) -> int | None:
    """Return the noughts of k, m, b or t behind digits; None where it is none of them, and -1 where
    nobody can tell."""
    if (
        at >= len(tokens)
        or tokens[at].kind != "word"
        or len(tokens[at].text) > 2
        or not number.digits
    ):
        return None
    letter, glued = tokens[at].text, not tokens[at].spaced
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    joined = following is not None and not following.spaced
    if (
        joined
        and following is not None
        and (following.kind in {"word", "number"} or following.text in "'’")
    ):
        return None
    unit = unit_lexicon().find(tokens, at + 1) if following and following.spaced else None
    measured = unit is not None and following is not None and following.fold not in METRES
    counted = measured or is_counted(following)
    if letter in {"k", "K"}:
        large = number.value is not None and number.value >= 20
        return 3 if money or counted or (large and glued) else (-1 if glued else None)
    if letter == "M":
        return 6 if glued or money or counted else None
    if letter == "m":
        if money:
            return 6
        if joined and following and following.text == "-":
            return None
        if counted and not (following and following.fold in METRES):
            return 6
        other = wanted and DIMENSION.get(wanted) != "length"
        if other and glued and not (following and following.fold in METRES):
            return 6
        return None if _metres(tokens, at, number, wanted) else -1
    if letter in {"b", "B"}:
        return 9 if money or counted or (letter == "B" and glued) else -1
    if letter in {"t", "T", "tr"} and money:
        return 12
    return None


def _with_rate(tokens: Sequence[Token], unit: Unit, wanted: str) -> Unit:
    """Return the unit with what it is per: a day, per barrel, /h."""
    at = unit.next
    if at >= len(tokens):
        return unit
    if found := rate_lexicon().find(tokens, at):
        return Unit(_flow(unit, found[0]), found[1], unit.times, unit.comma, found[0])
    token = tokens[at]
    slash = token.text == "/" and not token.spaced
    per = token.kind == "word" and token.fold in PER
    hyphen = token.text == "-" and not token.spaced and at + 2 < len(tokens)
    if hyphen and tokens[at + 1].fold in PER and tokens[at + 2].text == "-":
        at, per = at + 2, True
    if not (slash or per) or at + 1 >= len(tokens):
        return unit
    behind = [one.find(tokens, at + 1) for one in (unit_lexicon(), cased_units())]
    other = max((one for one in behind if one), key=lambda one: one[1], default=None)
    if other is None:
        return unit
    return Unit(unit.symbol, other[1], unit.times, unit.comma, other[0].symbol(""))


def _flow(unit: Unit, per: str) -> str:
    return "barrel/day" if (unit.symbol, per) == ("barrel", "day") else unit.symbol


def rate_behind(tokens: Sequence[Token], unit: Unit, wanted: str) -> Unit:
    """Return the currency before a number with what the number is per, behind it."""
    return _with_rate(tokens, unit, wanted)
