"""Cells and rows of CSV that a spreadsheet opens without running anything.

A cell of free text that begins like a formula gets one leading apostrophe, and so does one that
begins with an apostrophe, so that the change can be undone exactly.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_ALARMING = frozenset("=+-@\t\r'")
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|\d{4}(-\d\d){0,2}", re.ASCII)


def defused(text: str) -> str:
    """Return free text as it stands in a cell, so that no spreadsheet takes it for a formula."""
    return "'" + text if text and text[0] in _ALARMING else text


def restored(cell: str) -> str:
    """Return the text of a cell: the exact reverse of `defused`, which leaves other cells alone."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _ALARMING else cell


def figure(text: str) -> str:
    """Return a number or a date as it stands in a cell, untouched; anything else as free text."""
    return text if _FIGURE.fullmatch(text) else defused(text)


def lines(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool = False, size: int = 300
) -> Iterator[str]:
    """Yield CSV after RFC 4180: the header, then `size` rows a piece, every row ended by CRLF."""
    yield ("\ufeff" if bom else "") + _written([header])
    waiting = iter(rows)
    while piece := list(islice(waiting, size)):
        yield _written(piece)


def _written(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
