"""Cut out of a text the passage in which the words stand, and say where in it (no Django).

Long texts are looked through in stretches: only the one that holds the words is taken apart.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotator.search.query.folding import indexed, words_of
from annotator.search.query.syntax import Term

STRETCH, AROUND, LENGTH = 2000, 90, 260
"""Characters that are looked through at a time, that stand before the first found word, and in
all."""
_PIECE = re.compile(r"\S+")


class Piece(NamedTuple):
    """A part of an excerpt; `found`: it is what was searched for."""

    text: str
    found: bool = False


def excerpt(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return the passage around the first of the terms that stands in the text, cut to pieces.

    The beginning of the text where none does. An ellipsis stands where it was cut.
    """
    wanted = [term for term in terms if not term.left_out]
    start = _first(text, wanted)
    begin = 0 if start is None or start <= AROUND else _edge(text, start - AROUND)
    end = len(text) if begin + LENGTH >= len(text) else _edge(text, begin + LENGTH)
    end = max(end, min(len(text), begin + 1))
    passage = text[begin:end]
    pieces = _marked(passage, wanted)
    if begin:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces


def _edge(text: str, at: int) -> int:
    """Return where the word that stands at an offset begins, if that is near; else the offset."""
    space = max(text.rfind(" ", at - 30, at), text.rfind("\n", at - 30, at))
    return space + 1 if space >= 0 else at


def _first(text: str, terms: Sequence[Term]) -> int | None:
    """Return the offset of the first term's first place in the text; None without any."""
    for term in terms:
        sought = indexed(list(term.words))
        sought = sought[:-1] if term.begins else sought
        at = 0
        while at < len(text):
            # A phrase may lie across two stretches: they overlap.
            part = text[at : at + STRETCH + 200]
            if sought in indexed(words_of(part)):
                for start, _ in _places(part, term):
                    return at + start
            at += STRETCH
    return None


def _places(text: str, term: Term) -> list[tuple[int, int]]:
    """Return where a term stands in a text, as [start, end) offsets, from the first on."""
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _PIECE.finditer(text):
        for start, end in _split(match[0]):
            for word in words_of(match[0][start:end]):
                words.append(word)
                spans.append((match.start() + start, match.start() + end))
    found, length = [], len(term.words)
    for at in range(len(words) - length + 1):
        *fixed, last = words[at : at + length]
        same = last.startswith(term.words[-1]) if term.begins else last == term.words[-1]
        if same and tuple(fixed) == term.words[:-1]:
            found.append((spans[at][0], spans[at + length - 1][1]))
    return found


def _split(piece: str) -> list[tuple[int, int]]:
    """Return the spans of a run without space that are words by themselves."""
    if len(words_of(piece)) < 2:
        first = next((at for at, sign in enumerate(piece) if words_of(sign)), 0)
        end = len(piece)
        while end > first and not words_of(piece[end - 1]):
            end -= 1
        return [(first, end)]
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    for at, sign in enumerate(piece):
        if not words_of(f"a{sign}a")[1:]:
            begin = at if begin is None else begin
            continue
        if begin is not None:
            spans.append((begin, at))
            begin = None
        if words_of(sign):
            spans.append((at, at + 1))
    return spans if begin is None else [*spans, (begin, len(piece))]


def _marked(passage: str, terms: Sequence[Term]) -> list[Piece]:
    """Return the passage in pieces, those that any of the terms covers marked as found."""
    covered = sorted(span for term in terms for span in _places(passage, term))
    pieces, at = [], 0
    for start, end in covered:
        if end <= at:
            continue
        start = max(start, at)
        if passage[at:start]:
            pieces.append(Piece(passage[at:start]))
        pieces.append(Piece(passage[start:end], found=True))
        at = end
    return [*pieces, Piece(passage[at:])] if passage[at:] else pieces
