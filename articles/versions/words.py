"""The words of a text as versions are compared by: where each stands, and what it is alike to
(pure: no Django).

A word is a run of letters and digits with their marks, a number with its points and commas, one
sign of a script that writes no blanks, or one emoji. No word begins or ends inside of what a
reader sees as one sign.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import regex

CLAUSE, SENTENCE, LINE = 1, 2, 3
"""What ends before a word: more is the greater end."""

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
"""Scripts in which no blank tells where a word ends: each sign is a word."""
_BOUND = r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]"
_LETTER = rf"[\w--[{UNSPACED}{_BOUND}\p{{ExtPict}}\p{{GCB=Prepend}}]]{_BOUND}*+"
_WORD_OF_ANY = (
    rf"\p{{GCB=Prepend}}*+(?:{_LETTER})++(?:(?<=\d)[.,:'’٬٫](?=\d)(?:{_LETTER})++)*+"
    rf"|\p{{GCB=Prepend}}*+[[{UNSPACED}]&&\w--{_BOUND}]{_BOUND}*+"
    r"|(?=\p{GCB=Prepend}*+[\p{ExtPict}\p{RI}])\X"
)
_ANY = regex.compile(f"(?V1){_WORD_OF_ANY}")
_PIECE = regex.compile(rf"(?V1)(?P<word>{_WORD_OF_ANY})|\n|[^\S\r\n]++(?!{_BOUND})|\X")
# Ten times as fast, for texts of Latin, Greek and Cyrillic without marks of their own.
_PLAIN = re.compile(r"\w+(?:(?<=\d)[.,:'’](?=\d)\w+)*")
_NOT_PLAIN = re.compile(
    "[^\x00-\xa8\xaa-\xad\xaf-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u202f\u20a0-\u20bf]"
)
_LINE_END = re.compile(r"\n")
_SENTENCE_END = re.compile(r"[.!?…؟۔]++[”’\"')\]»]*+(?=\s)|[。！？]")
_CLAUSE_END = re.compile(r"[,;:،؛，；：、—()“”„«»\"]|\s[-–]\s")
_SAME_SIGNS = str.maketrans("’‘ʼ`", "''''")


class Words:
    """The words of one text in order, and what stands between them."""

    def __init__(self, text: str) -> None:
        spans = word_spans(text)
        self.text = text
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.keys = [alike(text[start:end]) for start, end in spans]
        self.breaks = list(self._breaks())

    def __len__(self) -> int:
        return len(self.starts)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that a span touches, half-open."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def begin(self, level: int, number: int) -> int:
        """Return where the sentence or line begins that a word, or what ends before it, is in."""
        borders = self._borders[level]
        return borders[bisect_right(borders, number) - 1]

    def end(self, level: int, number: int) -> int:
        """Return the first word, from this one on, before which a sentence or line ends."""
        borders = self._borders[level]
        return borders[bisect_left(borders, number)]

    def borders(self, level: int) -> list[int]:
        """Return the words before which a sentence or line ends, and at last their number."""
        return self._borders[level]

    @cached_property
    def _borders(self) -> dict[int, list[int]]:
        return {
            level: [number for number, ended in enumerate(self.breaks) if ended >= level]
            for level in (SENTENCE, LINE)
        }

    @cached_property
    def with_borders(self) -> tuple[list[str], list[int]]:
        """What the words are alike to, with a line end where a sentence ends, two of them around
        all; and where each word is in that."""
        told, places = ["\n"], []
        for key, ended in zip(self.keys, self.breaks, strict=False):
            if ended >= SENTENCE:
                told.append("\n")
            places.append(len(told))
            told.append(key)
        return [*told, "\n", "\n"], places

    def gap(self, number: int) -> str:
        """Return what stands before a word, and behind the last one for their number."""
        start = self.ends[number - 1] if number else 0
        return self.text[start : self.starts[number] if number < len(self) else len(self.text)]

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """The words of each line that has some, half-open."""
        firsts = [number for number, ended in enumerate(self.breaks[:-1]) if ended == LINE]
        return list(pairwise([*firsts, len(self)]))

    def _breaks(self) -> Iterator[int]:
        """Yield what ends before each word, and at last before the end of the text."""
        known: dict[str, int] = {" ": 0, "": 0}
        yield LINE
        for number in range(1, len(self)):
            gap = self.text[self.ends[number - 1] : self.starts[number]]
            if (level := known.get(gap)) is None:
                level = known[gap] = _level(gap)
            yield level
        if len(self):
            yield LINE


def alike(word: str) -> str:
    """Return what two words have in common that a reader takes for the same."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word.casefold()).translate(_SAME_SIGNS)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text stand, half-open."""
    pattern = _ANY if _NOT_PLAIN.search(text) else _PLAIN
    return [found.span() for found in pattern.finditer(text)]


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text cut into words, runs of blanks, line ends and signs, and whether each is a
    word."""
    for found in _PIECE.finditer(text):
        yield found.group(), found["word"] is not None


def _level(gap: str) -> int:
    if _LINE_END.search(gap):
        return LINE
    if _SENTENCE_END.search(gap):
        return SENTENCE
    return CLAUSE if _CLAUSE_END.search(gap) else 0
