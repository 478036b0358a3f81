"""The names of units in all languages, each with its symbols."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from annotator.annotations.values.languages import cldr
from annotator.annotations.values.languages.currencies import HUNDREDTHS, NAMES, SIGNS, SUFFIXED
from annotator.annotations.values.languages.unit_words import FOREIGN_UNITS, RATE_WORDS
from annotator.annotations.values.units import AMBIGUOUS, CASED, DIMENSION, MULTIPLES, UNITS
from annotator.annotations.values.words.lexicon import Lexicon
from annotator.annotations.values.words.tokens import cut_into_tokens


class UnitWord(NamedTuple):
    """What a unit's name means: its symbols, the first where none is asked for; how many of it one
    is; whether it is of a language with a decimal comma; whether one must be asked for."""

    symbols: tuple[str, ...]
    times: Decimal = Decimal(1)
    comma: bool = False
    asked: bool = False

    def symbol(self, wanted: str) -> str:
        """Return the symbol, the wanted one where it is among them."""
        return wanted if wanted in self.symbols else self.symbols[0]


@lru_cache(maxsize=1)
def unit_lexicon() -> Lexicon[UnitWord]:
    """Return the names of units, English ones first; made at the first use."""
    found: Lexicon[UnitWord] = Lexicon()
    for word, symbols in AMBIGUOUS.items():
        found.add(word, UnitWord(symbols))
    for units in UNITS.values():
        for symbol, words in units.items():
            # Codes are written in capitals: “try” and “rub” are English words.
            plain = [
                word for word in words.split() if word.upper() != symbol or not _is_code(symbol)
            ]
            found.add_all(plain, UnitWord((symbol,)))
    for words, (symbol, times) in MULTIPLES.items():
        found.add_all(words.split(), UnitWord((symbol,), Decimal(times)))
    for word, symbols in HUNDREDTHS.items():
        if len(word) > 1 or not word.isalpha():
            found.add(word, UnitWord(symbols, Decimal("0.01"), asked=len(symbols) > 1))
    for symbol, words in NAMES.items():
        found.add_all(words.split(), UnitWord((symbol,)))
    for symbol, words in FOREIGN_UNITS.items():
        several = AMBIGUOUS["degrees"] if symbol == "degree" else (symbol,)
        several = AMBIGUOUS["rupees"] if symbol == "rupee" else several
        for word in words.split():
            found.add(word, UnitWord(several, comma=_comma(word)))
    return found


@lru_cache(maxsize=1)
def cldr_units() -> Lexicon[UnitWord]:
    """Return the names that CLDR gives for units and currencies; loaded when they are needed."""
    found: Lexicon[UnitWord] = Lexicon()
    for word, symbol, comma in cldr.unit_words():
        found.add(word, UnitWord((symbol,), comma=comma))
    return found


@lru_cache(maxsize=1)
def cased_units() -> Lexicon[UnitWord]:
    """Return the short symbols whose capitals count, and the codes of currencies."""
    found: Lexicon[UnitWord] = Lexicon(cased=True)
    for word, symbol in CASED.items():
        found.add(word, UnitWord((symbol,)))
    for code in cldr.currency_codes():
        found.add(code, UnitWord((code,)))
    found.add("RMB", UnitWord(("CNY",)))
    for sign in SUFFIXED:
        found.add(sign, UnitWord(SIGNS[sign]))
    for word, symbols in HUNDREDTHS.items():
        if len(word) == 1 and word.isalpha():
            found.add(word, UnitWord(symbols, Decimal("0.01"), asked=True))
    return found


@lru_cache(maxsize=1)
def rate_lexicon() -> Lexicon[str]:
    """Return “a day”, “per annum” and the like, with their unit of time."""
    found: Lexicon[str] = Lexicon()
    for symbol, words in RATE_WORDS.items():
        found.add_all(words.split(), symbol)
    return found


def _is_code(symbol: str) -> bool:
    return len(symbol) == 3 and symbol.isascii() and symbol.isupper()


def _comma(word: str) -> bool:
    first = word[0]
    return first.isalpha() and (ord(first) < 0x250 or 0x400 <= ord(first) < 0x530)


def symbol_named(word: str, wanted: str = "") -> str | None:
    """Return the symbol of a unit by any of its names, or None; a rate by the names of its two."""
    if word in DIMENSION:
        return word
    if word in CASED:
        return CASED[word]
    if len(word) == 3 and word.upper() in DIMENSION:
        return word.upper()
    tokens = cut_into_tokens(word)
    if not tokens or len(tokens) > 12:
        return None
    for lexicon in (unit_lexicon(), cased_units(), cldr_units()):
        for length in (len(tokens), len(tokens) - 1):
            found = lexicon.find(tokens, 0)
            if found and found[1] == length and (length == len(tokens) or tokens[-1].text == "."):
                return found[0].symbol(wanted) if found[0].times == 1 else None
    over, slash, under = word.partition("/")
    if slash and "/" not in under:
        parts = symbol_named(over.strip(), ""), symbol_named(under.strip(), "")
        return f"{parts[0]}/{parts[1]}" if parts[0] and parts[1] else None
    return None
