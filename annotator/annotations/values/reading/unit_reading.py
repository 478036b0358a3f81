"""Read the unit behind or before a number, with what it is per."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from annotator.annotations.values.languages import word_set
from annotator.annotations.values.languages.currencies import GLUED_ONLY, SIGNS, SUFFIXED
from annotator.annotations.values.languages.unit_words import PERCENT_BEFORE
from annotator.annotations.values.numerals.numeral import Numeral
from annotator.annotations.values.reading.end import Unit
from annotator.annotations.values.reading.letters import is_metres
from annotator.annotations.values.units import DIMENSION, convertible
from annotator.annotations.values.words.lexicon import Lexicon
from annotator.annotations.values.words.tokens import TextToken
from annotator.annotations.values.words.unit_lexicon import (
    UnitWord,
    cased_units,
    cldr_units,
    rate_lexicon,
    unit_lexicon,
)

GERMAN_UNITS = word_set(
    "Kilometer Kilometern Meter Metern Liter Zentimeter Millimeter Euro Dollar Tonne Hektar Barrel "
    "Franken Rubel Gramm Kilogramm Kilo Megawatt Gigawatt Kilowatt US-Dollar"
)
OF = word_set("of de d di del des von van من az از")
TALL = word_set("tall high long wide deep thick and to x by")
PER = word_set("per a an each every pro par por")
RATE_NAMES = {"km/hour": "km/h", "mi/hour": "mph"}


@lru_cache(maxsize=1)
def money_lexicon() -> Lexicon[UnitWord]:
    """Return the signs and letters of currencies that stand before a number."""
    found: Lexicon[UnitWord] = Lexicon(cased=True)
    for sign, symbols in SIGNS.items():
        found.add(sign, UnitWord(symbols))
    for word in PERCENT_BEFORE.split():
        for form in (word, word.capitalize()):
            found.add(form, UnitWord(("percent",), comma=word == "yüzde"))
    return found


def unit_before(tokens: Sequence[TextToken], at: int, wanted: str) -> Unit | None:
    """Return the currency that begins at a token and stands before a number."""
    found = money_lexicon().find(tokens, at)
    if found is None and tokens[at].kind == "word" and tokens[at].text.isupper():
        found = cased_units().find(tokens, at)
        if found and found[0].symbols[0] != tokens[at].text:
            found = None
    if found is None or found[1] >= len(tokens):
        return None
    word, behind = found
    if tokens[at].text in GLUED_ONLY and (tokens[behind].spaced or _is_short(tokens, behind)):
        return None
    return Unit(word.symbol(wanted), behind, comma=word.comma)


def _is_short(tokens: Sequence[TextToken], at: int) -> bool:
    """Return whether one or two digits stand alone: R2 is no price, R500 and R20m are."""
    if len(tokens[at].text) > 2:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is None or following.kind != "word"


def unit_behind(tokens: Sequence[TextToken], at: int, number: Numeral, wanted: str) -> Unit | None:
    """Return the unit that stands behind a number at a token, or None."""
    at = _past_joint(tokens, at, number)
    found = _named(tokens, at, number, wanted) if at < len(tokens) else None
    if found is None:
        return None
    word, behind = found
    # German writes its nouns with capitals: “1.250 Kilometer” are 1,250.
    comma = word.comma or tokens[at].text in GERMAN_UNITS
    return with_rate(tokens, Unit(word.symbol(wanted), behind, word.times, comma))


def _past_joint(tokens: Sequence[TextToken], at: int, number: Numeral) -> int:
    """Return the token behind a hyphen, or behind “of” after a scale or a part."""
    if at + 1 >= len(tokens):
        return at
    token = tokens[at]
    if token.text == "-" and not token.spaced and not tokens[at + 1].spaced:
        return at + 1 if tokens[at + 1].kind == "word" else at
    if (number.factor > 1 or number.share) and token.kind == "word" and token.fold in OF:
        at += 1
        if tokens[at].text in "'’" and at + 1 < len(tokens):
            at += 1
        # Half of one percent, a quarter of an hour.
        part = number.share and number.factor == 1
        if part and tokens[at].fold in {"a", "an", "one", "1"} and at + 1 < len(tokens):
            at += 1
    elif number.share and token.fold in {"a", "an"}:
        at += 1
    return at


def _named(
    tokens: Sequence[TextToken], at: int, number: Numeral, wanted: str
) -> tuple[UnitWord, int] | None:
    """Return the unit that is named at a token, the longest name first."""
    if tokens[at].kind not in {"word", "sign", "eastern"}:
        return None
    known = unit_lexicon().find(tokens, at), cased_units().find(tokens, at)
    best = max((one for one in known if one), key=lambda one: one[1], default=None)
    if best is None and tokens[at].kind != "sign":
        best = cldr_units().find(tokens, at)
    if best is None or (best[0].asked and wanted not in best[0].symbols):
        return None
    return best if _is_unit_here(tokens, at, best[1], number, wanted) else None


def _is_unit_here(
    tokens: Sequence[TextToken], at: int, behind: int, number: Numeral, wanted: str
) -> bool:
    """Return whether a word that names a unit is no other word: “20 in 2022”, “30 F-16s”."""
    token, following = tokens[at], tokens[behind] if behind < len(tokens) else None
    glued = following if following is not None and not following.spaced else None
    if len(token.text) == 1 and token.kind == "word" and behind == at + 1:
        if glued and (glued.kind in {"word", "number"} or glued.text in "-'’"):
            return False
        if token.text in "CFt" and glued and glued.text == ".":
            return False
        if token.text == "m":
            return is_metres(tokens, at, number, wanted)
    spaced_word = following is not None and following.kind == "word" and following.spaced
    if token.text == "in":
        if token.spaced:  # 6 ft 2 in
            return wanted == "ft" and _ends_a_length(following)
        return not (glued and glued.text == "-")
    if token.text in SUFFIXED and following is not None and following.kind == "number":
        return False  # “5 lakh-Rs 6 lakh”: it belongs to what follows.
    if token.fold == "foot" and following is not None:
        return following.fold not in {"soldiers", "patrol", "patrols"}
    if token.fold in {"stone", "stones"}:
        return wanted in {"stone", "kg", "lb"} or not spaced_word
    return True


def _ends_a_length(following: TextToken | None) -> bool:
    """Return whether inches end here, of feet and inches: 2 in tall, not 2 in the end."""
    if following is None or following.kind == "sign":
        return True
    return following.kind == "word" and following.fold in TALL


def with_rate(tokens: Sequence[TextToken], unit: Unit) -> Unit:
    """Return the unit with what it is per: a day, per barrel, /h."""
    at = unit.next
    if at >= len(tokens):
        return unit
    of_what = [token.kind for token in tokens[at + 1 : at + 3]] == ["word", "word"]
    if tokens[at].fold == "of" and of_what and rate_lexicon().find(tokens, at + 2):
        at += 2  # 30 billion cubic metres of gas a year
    if found := rate_lexicon().find(tokens, at):
        flow = (unit.symbol, found[0]) == ("barrel", "day")
        symbol = "barrel/day" if flow else unit.symbol
        return replace(unit, symbol=symbol, next=found[1], per=found[0])
    token = tokens[at]
    joined = not token.spaced and token.text in "/-"
    per = token.text == "/" and joined
    if token.text == "-" and joined and at + 2 < len(tokens) and tokens[at + 2].text == "-":
        # $3-a-day.
        at, per = at + 2, tokens[at + 1].fold in PER
    elif token.kind == "word":
        per = token.fold in PER
    if not per or at + 1 >= len(tokens):
        return unit
    named = [one.find(tokens, at + 1) for one in (unit_lexicon(), cased_units())]
    other = max((one for one in named if one), key=lambda one: one[1], default=None)
    if other is None or other[0].symbols[0] == "percent":
        return unit
    return replace(unit, next=other[1], per=other[0].symbol(""))


def stored_symbol(unit: Unit, wanted: str) -> str:
    """Return the symbol to store.

    What flows, and what moves by the hour, is a rate. Of another the amount alone, as $20 a barrel
    is 20 dollars, unless a rate is asked for.
    """
    if not unit.per or "/" in unit.symbol or unit.symbol in {"km/h", "mph"}:
        return unit.symbol
    rate = f"{unit.symbol}/{unit.per}"
    rate = RATE_NAMES.get(rate, rate)
    if wanted and (convertible(rate, wanted) or convertible(unit.symbol, wanted)):
        return rate if convertible(rate, wanted) else unit.symbol
    timed, measures = DIMENSION.get(unit.per) == "time", DIMENSION.get(unit.symbol)
    fast = measures == "length" and unit.per in {"hour", "minute", "second"}
    return rate if timed and (measures == "volume" or fast) else unit.symbol
