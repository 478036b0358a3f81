"""Split a text into the words, digits and signs of which dates are made (pure: no Django)."""

import re
import unicodedata
from dataclasses import dataclass

# Letters with their marks make a word; a Han or kana sign stands alone, as no space parts them.
_HAN = "\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u0963\u200c"
)
_TOKEN = re.compile(
    rf"(?P<digits>[0-9]+)|(?P<han>[{_HAN}])|(?P<word>(?:[^\W\d_{_HAN}]|[{_MARKS}])+)|(?P<sign>\n|\S)"
)
_DROPPED = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u093c\u0640\u200c]")
_SAME_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ı": "i", "۔": "."})
DASHES = frozenset("-–—‐‑−~〜")


@dataclass(frozen=True)
class DateToken:
    """A word, a run of digits or a sign: where it stands, and its letters without case and
    accents."""

    start: int
    end: int
    text: str
    plain: str
    kind: str
    spaced: bool
    """Whether a space stands before it."""

    @property
    def number(self) -> int | None:
        """The number that up to eight digits make, else None."""
        return int(self.text) if self.kind == "digits" and len(self.text) <= 8 else None


NOTHING = DateToken(0, 0, "", "", "end", True)


def plain(word: str) -> str:
    """Return a word without case, accents and vowel signs, by which it is looked up."""
    if word.isascii():
        return word.lower()
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return bare.translate(_SAME_LETTER)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string, as `plain` gives them."""
    return frozenset(plain(word) for word in words.split())


def numbered(words: str, first: int = 1) -> dict[str, int]:
    """Return the words of a string with their numbers."""
    return {plain(word): number for number, word in enumerate(words.split(), first)}


class Tokens:
    """The tokens of a text; before the first and after the last one there is `NOTHING`.

    `reached` is the token that a reader came to over a hyphen that it understands: mid-February,
    24-26 February.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.reached = -1
        self.all: list[DateToken] = []
        end = 0
        for match in _TOKEN.finditer(text):
            word = match[0]
            kind = match.lastgroup or ""
            folded = word if kind in {"digits", "han", "sign"} else plain(word)
            gap = match.start() > end or not end
            self.all.append(DateToken(match.start(), match.end(), word, folded, kind, gap))
            end = match.end()

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, place: int) -> DateToken:
        return self.all[place] if 0 <= place < len(self.all) else NOTHING

    def words(self, place: int, *wanted: str) -> int | None:
        """Return the place after these words, if they stand here."""
        for step, word in enumerate(wanted):
            if self[place + step].plain != word:
                return None
        return place + len(wanted)


_OPENING = frozenset("([{<\"'“‘«„‹—–\n!?;|、，。（「『：・*#_…،؛")
_GLUED = frozenset("/%‰°$€£¥₹₽#&@^=+*²³_\\")


def may_begin(tokens: Tokens, place: int) -> bool:
    """Return whether nothing that adjoins the token here makes one word or figure with it."""
    token, before = tokens[place], tokens[place - 1]
    if place == tokens.reached:
        return True
    if token.spaced:
        return before.kind != "sign" or before.text not in _GLUED - {"&", "*", "#", "_"}
    if before.kind == "han":
        return before.text not in "第零〇一二三四五六七八九十百千万年月"
    if before.text in {"-", "‐", "‑"}:
        return before.spaced and not tokens[place - 2].number
    if before.text in {",", ".", ":"} and token.kind == "word":
        return True  # a comma or stop after which the space was forgotten
    return before.kind == "sign" and before.text in _OPENING


def may_end(tokens: Tokens, place: int) -> bool:
    """Return whether nothing that adjoins before this token goes on with what ended there."""
    token = tokens[place]
    if token.spaced:
        return token.text not in {"%", "‰", "°"}
    if token.kind in {"word", "digits"} or token.text in _GLUED:
        return False
    following = tokens[place + 1]
    if token.text in {"'", "’"} and following.kind == "word" and not following.spaced:
        return following.plain == "s"
    if token.text in {".", ",", ":"} and not following.spaced:
        return following.kind != "digits"
    if token.text in DASHES and not following.spaced and following.kind != "end":
        return token.text in "–—" and following.kind == "word"
    return True
