"""Write cells and rows of CSV that a spreadsheet opens without running anything.

A cell of free text that begins like a formula gets one leading apostrophe, and so does one that
begins with an apostrophe, so that the change can be undone exactly. Spaces and line ends before
the first sign do not hide it: some spreadsheets drop them, and run what follows.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

_ALARMING = re.compile(r"\s*?[=+\-@＝＋－＠\t\r]|'")
_FIRST = frozenset("=+-@＝＋－＠'") | {chr(code) for code in range(0x3001) if chr(code).isspace()}
"""The characters with which an alarming cell can begin: most cells are passed by one look."""
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?|\d{4}(-\d\d){0,2}", re.ASCII)


def defused(text: str) -> str:
    """Return free text as it stands in a cell."""
    return "'" + text if text[:1] in _FIRST and _ALARMING.match(text) else text


def restored(cell: str) -> str:
    """Return the text of a cell: the exact reverse of `defused`, which leaves other cells alone."""
    return cell[1:] if cell[:1] == "'" and _ALARMING.match(cell, 1) else cell


def figure(text: str) -> str:
    """Return a number or a date as it stands in a cell, untouched; anything else as free text."""
    return text if _FIGURE.fullmatch(text) else defused(text)


def lines(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool = False, size: int = 300
) -> Iterator[str]:
    """Yield RFC 4180 in pieces: the header, then `size` rows each; every row ends with CRLF."""
    yield ("\ufeff" if bom else "") + _written([header])
    waiting = iter(rows)
    while piece := list(islice(waiting, size)):
        yield _written(piece)


def _written(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
