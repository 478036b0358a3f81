"""Words as they are compared across inflections, scripts and languages (pure: no Django).

A light stemmer, for words that mean the same in another form: it errs on the side of too little.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from annotator.annotations.proposals.words.concepts import CONCEPTS, UNSPACED
from annotator.annotations.proposals.words.word_forms import IRREGULAR, STOP_WORDS

LONGEST = 4000
"""Code points of a text of which words are taken."""
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f])*")
_ARABIC = re.compile(r"(?:[وف]?(?:ال|بال|لل)|[وف])(?=\w{3})")
_FOLDED = str.maketrans("أإآىةكي", "اااىهکی", "ـًٌٍَُِّْ")


class Stemmed(NamedTuple):
    """A word of a text: by its concept, without inflection, as written; and where it stands."""

    stem: str
    plain: str
    word: str
    start: int
    end: int
    capital: bool


@lru_cache(maxsize=4096)
def stemmed(text: str) -> tuple[Stemmed, ...]:
    """Return the words of the text, in order, function words too; hyphens divide."""
    text = text[:LONGEST]
    found = []
    for match in _WORD.finditer(text.replace("’", "'")):
        word = match[0].casefold()
        if word in {"s", "t"} and text[match.start() - 1 : match.start()] in {"'", "’"}:
            if word == "t":  # didn't, isn't: the negation is a word of its own
                found.append(Stemmed("not", "not", "not", match.start() - 2, match.end(), False))
            continue
        capital = match[0][0].isupper()
        found.append(
            Stemmed(stem(word), plain_form(word), word, match.start(), match.end(), capital)
        )
    for word, concept in UNSPACED.items():
        at = text.find(word)
        if at >= 0:
            found.append(Stemmed(concept, word, word, at, at + len(word), False))
    return tuple(found)


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """Return the stems of a text without function words, numbers aside."""
    return frozenset(
        one.stem for one in stemmed(text) if one.word not in STOP_WORDS and not one.word.isdigit()
    )


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return the form in which a folded word is compared: that of its concept, if it has one."""
    if word in CONCEPTS:
        return CONCEPTS[word]
    plain = plain_form(word)
    return _PLAIN_CONCEPTS.get(plain, plain)


def plain_form(word: str) -> str:
    """Return a folded word without inflection, by its own letters alone."""
    word = IRREGULAR.get(word, word)
    if "\u0600" <= word[:1] <= "\u06ff":
        word = unicodedata.normalize("NFC", word).translate(_FOLDED)
        return _ARABIC.sub("", word, count=1)
    if not word.isascii():
        word = "".join(
            c for c in unicodedata.normalize("NFD", word) if not "\u0300" <= c <= "\u036f"
        )
    if len(word) < 4 or not word.isalpha():
        return word
    return _english(word)


def _english(word: str) -> str:
    """Return an English word without its endings: agreed, agrees, agreeing and agreement are one.

    What other languages' words lose by it, they lose on both sides of a comparison.
    """
    for ending, instead in _SPELLINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word[: len(word) - len(ending)] + instead
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
            word = word[: len(word) - len(ending)] + instead
            break
    for ending in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: len(word) - len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"),
    ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""), ("eed", "ee"), ("ing", ""), ("ed", ""),
)  # fmt: skip
_SPELLINGS = (
    ("ense", "ence"), ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("ise", "ize"),
    ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("tre", "ter"), ("tres", "ters"),
)  # fmt: skip
_DERIVED = ("ation", "ition", "ment", "ion", "ness", "ly", "ance", "ence", "ate", "or", "er")
_PLAIN_CONCEPTS = {plain_form(word): concept for word, concept in CONCEPTS.items()}
