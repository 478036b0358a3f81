"""Cut a text into tokens: numbers as they are written, words, and signs, each with its place."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters of one word go on through vowel signs, joiners and a square or cube at the end.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
_MARKS += "\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u200c\u200d"
_NO_WORD = "\\W\\d_\u00b2\u00b3\u00b9\u2070-\u209f\u00bc-\u00be\u2150-\u218b\u2460-\u24ff"
_EASTERN = "\u3005-\u3007\u3040-\u30fa\u30fd-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u2009'’]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|(?<![\w.])\.\d+)"
    r"|(?P<power>[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]+)"
    r"|(?P<part>[\u00bc-\u00be\u2150-\u215e])"
    rf"|(?P<eastern>[{_EASTERN}])"
    rf"|(?P<word>[^{_NO_WORD}{_EASTERN}](?:[^{_NO_WORD}{_EASTERN}]|[{_MARKS}])*[\u00b2\u00b3]?)"
    r"|(?P<sign>\S)"
)
_SAME_LETTER = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ہ": "ه",
     "ۂ": "ه", "ۃ": "ه", "ـ": "", "\u200c": "", "\u200d": "",
     "’": "'", "`": "'", "‐": "-", "‑": "-"}
)  # fmt: skip
_DROPPED = re.compile("[\u0307\u0610-\u061a\u064b-\u0653\u0655-\u065f\u0670]")
SCRIPTS = {"²": "2", "³": "3", "¹": "1", "⁰": "0"} | {chr(0x2070 + n): str(n) for n in range(4, 10)}
DASHES = frozenset("-–—")


class TextToken(NamedTuple):
    """A piece of a text: its kind, itself, how it is looked up, where it is, and whether a space
    is before it."""

    kind: str
    text: str
    fold: str
    start: int
    end: int
    spaced: bool


@lru_cache(maxsize=8192)
def folded_word(word: str) -> str:
    """Return a word as it is looked up: without case, and Arabic letters in one form."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFC", word.casefold()).translate(_SAME_LETTER)
    return _DROPPED.sub("", word)


def cut_into_tokens(text: str) -> list[TextToken]:
    """Return the tokens of a text whose digits are ASCII; time grows with its length."""
    found: list[TextToken] = []
    end = -1
    for match in _TOKEN.finditer(text):
        piece = match[0]
        start = match.start()
        found.append(
            TextToken(
                match.lastgroup or "", piece, folded_word(piece), start, match.end(), start != end
            )
        )
        end = match.end()
    return found
