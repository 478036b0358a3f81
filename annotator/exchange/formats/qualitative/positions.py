"""Where programs mean that a selection of a REFI-QDA project begins and ends (pure).

The standard counts Unicode code points. Programs differ: some count the last character in, some
count UTF-16 units, some count a line end of two characters once. Most of them quote the text in the
name of the selection, and by that they are told apart: by its own name where a selection has one,
and by what most names of the file say where it has none.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.exchange.formats.offsets import Move, from_utf_16

_BLANKS = re.compile("\r\n|[\r\n\t]")


class Selected(NamedTuple):
    """A selection as it stands in a file: its positions, and its name, which may quote the text."""

    start: int
    end: int
    name: str


class Counting(NamedTuple):
    """A way of counting: in which unit, line ends of two characters once, the last counted in."""

    utf_16: bool
    one_line_end: bool
    inclusive: bool


WAYS = tuple(
    Counting(utf_16, one_line_end, inclusive)
    for inclusive in (False, True)
    for one_line_end in (False, True)
    for utf_16 in (False, True)
)
"""The standard's own first: which is taken where nothing speaks for another."""


class CountedText:
    """A text of a file, and where positions of every way of counting are in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._moves: dict[tuple[bool, bool], Move] = {}

    def span(self, selected: Selected, way: Counting) -> tuple[int, int] | None:
        """Return where the selection stands in code points; None where that is no place."""
        move = self._move(way)
        start, end = move(selected.start), move(selected.end + way.inclusive)
        return (start, end) if 0 <= start < end <= len(self.text) else None

    def fits(self, selected: Selected, way: Counting) -> bool:
        """Return whether the text has there what the selection's name quotes."""
        span = self.span(selected, way)
        return span is not None and _in_value(self.text[slice(*span)]) == _in_value(selected.name)

    def _move(self, way: Counting) -> Move:
        key = (way.utf_16, way.one_line_end)
        if key not in self._moves:
            self._moves[key] = _move(self.text, *key)
        return self._moves[key]


def usual_way(selections: Iterable[tuple[CountedText, Selected]]) -> Counting:
    """Return the way of counting that most names of a file speak for."""
    votes: Counter[Counting] = Counter()
    for text, selected in selections:
        if selected.name:
            votes.update(way for way in WAYS if text.fits(selected, way))
    return max(WAYS, key=lambda way: votes[way])


def places(text: CountedText, selected: Selected, usual: Counting) -> tuple[int, int] | None:
    """Return where a selection stands: as its own name says, else as it is usual in the file."""
    for way in _first(usual):
        if selected.name and text.fits(selected, way):
            return text.span(selected, way)
    return text.span(selected, usual)


def _first(usual: Counting) -> Iterator[Counting]:
    yield usual
    yield from (way for way in WAYS if way != usual)


def _in_value(text: str) -> str:
    """Return a text as a reader of XML has it where the writer did not escape its line ends."""
    return _BLANKS.sub(" ", text)


def _move(text: str, utf_16: bool, one_line_end: bool) -> Move:
    if not one_line_end or "\r\n" not in text:
        return from_utf_16(text) if utf_16 else lambda offset: offset
    short = text.replace("\r\n", "\n")
    moved = array("q")
    at = 0
    for character in short:
        moved.append(at)
        at += 2 if character == "\n" and text.startswith("\r\n", at) else 1
    moved.append(at)
    inside = from_utf_16(short) if utf_16 else lambda offset: offset

    def move(offset: int) -> int:
        at = inside(offset)
        return moved[at] if 0 <= at < len(moved) else at - len(moved) + 1 + len(text)

    return move
