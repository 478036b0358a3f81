"""Where marks begin and end in a text: pieces to draw, and the segments inside a piece.

All offsets are code points into the canonical text, half-open `[start, end)`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from articles.text import Block

PIECE = 2000
"""Code points: a longer block is drawn, and travels, in pieces of about this length."""


class Piece(NamedTuple):
    """What is drawn and swapped as one element: a block, or a part of a long one."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Mark(NamedTuple):
    """A span to draw. `key` tells it from others; `kind` chooses its line."""

    start: int
    end: int
    key: str
    kind: str


class Segment(NamedTuple):
    """A run of text over which the same marks lie. `begins` of them begin at its start."""

    start: int
    end: int
    over: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def pieces(block: Block) -> Iterator[Piece]:
    """Cut a block into pieces of at most PIECE code points, behind a space where there is one."""
    start, text = block
    at = 0
    while len(text) - at > PIECE:
        cut = text.rfind(" ", at + PIECE // 2, at + PIECE) + 1 or at + PIECE
        yield Piece(start + at, text[at:cut])
        at = cut
    yield Piece(start + at, text[at:])


def all_pieces(blocks: Iterable[Block]) -> list[Piece]:
    """Return the pieces of all blocks, in order."""
    return [piece for block in blocks for piece in pieces(block)]


def touched(drawn: Sequence[Piece], spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """Return the pieces that share at least one code point with one of the spans, in order."""
    starts = [piece.start for piece in drawn]
    found: set[int] = set()
    for start, end in spans:
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(drawn) and drawn[at].start < end:
            if drawn[at].end > start:
                found.add(at)
            at += 1
    return [drawn[at] for at in sorted(found)]


def by_piece(drawn: Sequence[Piece], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """Return, by each piece's start, the marks that reach into it, in the order given."""
    laid: dict[int, list[Mark]] = {piece.start: [] for piece in drawn}
    starts = [piece.start for piece in drawn]
    for mark in marks:
        at = max(0, bisect_right(starts, mark.start) - 1)
        while at < len(drawn) and drawn[at].start < mark.end:
            if drawn[at].end > mark.start:
                laid[drawn[at].start].append(mark)
            at += 1
    return laid


def _longest_first(mark: Mark) -> tuple[int, int, str]:
    return (mark.start - mark.end, mark.start, mark.key)


def segments(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Segment]:
    """Cut `[start, end)` at every edge of the marks; the segments tile it, in order.

    In a segment the marks stand longest first, so that the last is the innermost.
    """
    edges = {start, end}
    for mark in marks:
        edges.add(min(max(mark.start, start), end))
        edges.add(min(max(mark.end, start), end))
    cuts = sorted(edges)
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.key))
    live: list[Mark] = []
    waiting = 0
    for left, right in pairwise(cuts):
        if live:
            live = [mark for mark in live if mark.end > left]
        begins = []
        while waiting < len(ordered) and ordered[waiting].start <= left:
            mark = ordered[waiting]
            if mark.end > left:
                live.append(mark)
                if mark.start == left:
                    begins.append(mark)
            waiting += 1
        if len(live) > 1:
            live.sort(key=_longest_first)
        yield Segment(left, right, tuple(live), tuple(begins))
