"""The number words of all languages in one lexicon, each with how it joins the others."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from annotator.annotations.values.languages import fractions, scales
from annotator.annotations.values.languages.compound_words import compound_words
from annotator.annotations.values.languages.number_words import (
    AND,
    ARTICLES,
    COUNTED,
    HUNDRED,
    HUNDREDS,
    TENS,
    WEAK,
)
from annotator.annotations.values.words.lexicon import Lexicon
from annotator.annotations.values.words.tokens import folded_word

DECIMAL_COMMA = frozenset(["de", "fr", "es", "pt", "it", "nl", "tr", "sv", "da", "pl", "ru", "uk"])


class NumberWord(NamedTuple):
    """What a number word is: its kind, its value, below what another may follow it, and more.

    Kinds: small, hundred, scale, dual (a scale with its two), article, half, part. `comma`: it
    is of a language with a decimal comma. `weak`: it is another word as well. `alone`: a scale that
    stands without a number.
    """

    kind: str
    value: Decimal
    room: int = 0
    comma: bool = False
    weak: bool = False
    alone: bool = True


def _forms(words: str) -> list[list[str]]:
    return [form.split("/") for form in words.split()]


@lru_cache(maxsize=1)
def number_lexicon() -> Lexicon[NumberWord]:
    """Return all number words and scales; made at the first use."""
    found: Lexicon[NumberWord] = Lexicon()
    weak = {folded_word(word) for word in WEAK}
    articles = {folded_word(word) for word in ARTICLES}

    def put(word: str, value: int, room: int, language: str) -> None:
        if word in {"-", ""}:
            return
        fold = folded_word(word)
        comma = language in DECIMAL_COMMA
        if fold in articles:
            found.add(word, NumberWord("article", Decimal(value), 0, comma, True))
            return
        found.add(
            word,
            NumberWord("small", Decimal(value), room, comma, fold in weak and language != "en"),
        )

    for language, words in COUNTED.items():
        for n, forms in enumerate(_forms(words)):
            whole = language not in TENS
            for form in forms:
                # Persian and Arabic and the like put a ten before the ones, or after them.
                room = 10 if n and not whole and n % 10 == 0 and n > 10 else 0
                room = 100 if language == "ar" and 1 < n < 10 else room
                put(form, n, 10 if language == "tr" and n == 10 else room, language)
    for language, words in TENS.items():
        for n, forms in enumerate(_forms(words), 2):
            wide = language == "fr" and n in {6, 8}
            for form in forms:
                put(form, n * 10, 20 if wide else 10, language)
    for language, words in HUNDREDS.items():
        for n, forms in enumerate(_forms(words), 1):
            for form in forms:
                put(form, n * 100, 100, language)
    for language, words in HUNDRED.items():
        for word in words.split():
            found.add(
                word,
                NumberWord(
                    "hundred",
                    Decimal(100),
                    100,
                    language in DECIMAL_COMMA,
                    folded_word(word) in weak,
                ),
            )
    for word, value in {"twice": 2, "thrice": 3}.items():
        found.add(word, NumberWord("small", Decimal(value), weak=True))
    for word in ("a", "an"):
        found.add(word, NumberWord("article", Decimal(1), weak=True))
    _put_scales(found)
    for word, value in compound_words().items():
        room = 0
        found.add(word, NumberWord("small", Decimal(value), room, True, folded_word(word) in weak))
    _put_parts(found)
    return found


def _put_scales(found: Lexicon[NumberWord]) -> None:
    never = {folded_word(word) for word in scales.NEVER_ALONE | scales.PLURALS}
    for size, by_language in scales.SCALES.items():
        for language, words in by_language.items():
            for word in words.split():
                alone = folded_word(word) not in never
                comma = language in DECIMAL_COMMA
                weak = folded_word(word) in {"mil", "mille"}
                found.add(word, NumberWord("scale", Decimal(size), size, comma, weak, alone))
    for size, words in scales.DUALS.items():
        for word in words.split():
            found.add(word, NumberWord("dual", Decimal(size), size // 2))
    for size, words in fractions.HALF_SCALES.items():
        for word in words.split():
            found.add(word, NumberWord("dual", Decimal(size), 1, True))


def _put_parts(found: Lexicon[NumberWord]) -> None:
    for word, of in fractions.ENGLISH_PARTS.items():
        found.add(word, NumberWord("half" if of == 2 else "part", Decimal(of)))
    for (over, under), phrases in fractions.SHARES.items():
        for phrase in phrases.split():
            latin = phrase[0].isascii()
            found.add(phrase, NumberWord("share", Decimal(over) / under, comma=latin, weak=True))
    for value, words in fractions.ONE_AND_MORE.items():
        for word in words.split():
            found.add(word, NumberWord("small", Decimal(value), 0, ord(word[0]) < 0x600))
    for word in fractions.AND_A_HALF_BEFORE.split():
        found.add(word, NumberWord("half more", Decimal("0.5")))


@lru_cache(maxsize=1)
def number_beginnings() -> frozenset[str]:
    """Return the words that a number can begin with."""
    return number_lexicon().beginnings()


@lru_cache(maxsize=1)
def half_lexicon() -> Lexicon[bool]:
    """Return the phrases that add a half: “and a half”, “y medio”, “с половиной”."""
    found: Lexicon[bool] = Lexicon()
    found.add_all(fractions.AND_A_HALF.split(), True)
    return found


@lru_cache(maxsize=1)
def joining_words() -> frozenset[str]:
    """Return the words for “and” inside a number, as they are looked up."""
    return frozenset(folded_word(word) for word in AND.values() if word)
