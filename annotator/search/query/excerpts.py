"""Cut out of a text the passage in which the words stand, and say where in it (no Django).

Long texts are looked through in stretches: only the one that holds the words is taken apart.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from annotator.search.query.folding import indexed, words_of
from annotator.search.query.syntax import Term

STRETCH, OVERLAP, AROUND, LENGTH = 600, 200, 90, 260
"""Characters that are looked through at a time, and again with the next; that stand before the
first found word, and in all."""
_PIECE = re.compile(r"\S+")


class ExcerptPiece(NamedTuple):
    """A part of an excerpt; `found`: it is what was searched for."""

    text: str
    found: bool = False


def excerpt(text: str, terms: Sequence[Term]) -> list[ExcerptPiece]:
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
        pieces.insert(0, ExcerptPiece("… "))
    if end < len(text):
        pieces.append(ExcerptPiece(" …"))
    return pieces


def whole(text: str, terms: Sequence[Term]) -> list[ExcerptPiece]:
    """Return a short text, a title, in pieces, nothing of it cut off."""
    return _marked(text, [term for term in terms if not term.left_out])


def _edge(text: str, at: int) -> int:
    """Return where the word that stands at an offset begins, if that is near; else the offset."""
    near = max(0, at - 30)
    space = max(text.rfind(" ", near, at), text.rfind("\n", near, at))
    return space + 1 if space >= 0 or not near else at


def _first(text: str, terms: Sequence[Term]) -> int | None:
    """Return the offset of the first term's first place in the text; None without any."""
    for term in terms:
        sought = indexed(list(term.words))
        sought = sought[:-1] if term.begins else sought
        for at in range(0, len(text), STRETCH):
            # A phrase may lie across two stretches: they overlap.
            part = text[at : at + STRETCH + OVERLAP]
            if sought in indexed(words_of(part)) and (places := _places(_placed(part), term)):
                return at + places[0][0]
    return None


def _placed(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text, each with where it begins and ends."""
    found = []
    for match in _PIECE.finditer(text):
        piece, base = match[0], match.start()
        spans = [(0, len(piece))] if piece.isalnum() and piece.isascii() else _split(piece)
        for start, end in spans:
            for word in words_of(piece[start:end]):
                found.append((word, base + start, base + end))
    return found


def _places(words: Sequence[tuple[str, int, int]], term: Term) -> list[tuple[int, int]]:
    """Return where a term stands among placed words, as [start, end) offsets, in order."""
    found, length, ends = [], len(term.words), term.words[-1]
    for at in range(length - 1, len(words)):
        word = words[at][0]
        if word != ends and not (term.begins and word.startswith(ends)):
            continue
        first = at - length + 1
        if all(words[first + step][0] == term.words[step] for step in range(length - 1)):
            found.append((words[first][1], words[at][2]))
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


def _marked(passage: str, terms: Sequence[Term]) -> list[ExcerptPiece]:
    """Return the passage in pieces, those that any of the terms covers marked as found."""
    words = _placed(passage)
    covered = sorted(span for term in terms for span in _places(words, term))
    pieces, at = [], 0
    for start, end in covered:
        if end <= at:
            continue
        start = max(start, at)
        if passage[at:start]:
            pieces.append(ExcerptPiece(passage[at:start]))
        pieces.append(ExcerptPiece(passage[start:end], found=True))
        at = end
    return [*pieces, ExcerptPiece(passage[at:])] if passage[at:] else pieces
