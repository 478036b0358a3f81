"""Split a text into words as they are compared, in any script (pure: no Django)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_MARKS = "".join(
    chr(code) for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"
)


_MARKING = frozenset(_MARKS)


# Scripts that put no space between words: there each letter counts as one.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"


_PLAIN = re.compile(r"\w+")


_MARKED = re.compile(rf"[\w{_MARKS}]+")


_LETTER = re.compile(f"[{_UNSPACED}]")


_MIXED = re.compile(rf"[{_UNSPACED}][{_MARKS}]*|(?:(?![{_UNSPACED}])[\w{_MARKS}])+")


class Word(NamedTuple):
    """A word as it is compared, and where it stands, in code points, half-open."""

    text: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """Return the text's words as they are compared."""
    return [word.casefold() for word in _pattern(text).findall(_spaced(text))]


def words_of_each(texts: Iterable[str]) -> list[list[str]]:
    """Return the `words` of each of these texts, of many short ones in one go."""
    lines = [text.replace("\n", " ") for text in texts]
    joined = _spaced("\n".join(lines)).casefold()
    find = _pattern(joined).findall
    return [find(line) for line in joined.split("\n")] if lines else []


def placed_words(text: str) -> list[Word]:
    """Return the text's words with their offsets."""
    found = _pattern(text).finditer(_spaced(text))
    return [Word(m[0].casefold(), m.start(), m.end()) for m in found]


def _pattern(text: str) -> re.Pattern[str]:
    """Return the plainest pattern that will do: Python's own idea of a word ends at a vowel
    sign."""
    letters = frozenset(text)
    if max(letters, default="") > "\u0e00" and any(map(_LETTER.match, letters)):
        return _MIXED
    return _PLAIN if letters.isdisjoint(_MARKING) else _MARKED


def _spaced(text: str) -> str:
    """Return the text without what joins words and is none, every offset as it was."""
    return text.replace("_", " ")
