"""Read tables as spreadsheets write them: the one reader of every CSV that comes in (pure).

Commas, semicolons or tabs lie between the cells, whichever the header has most of, or what a first
line `sep=;` names. Rows without anything in them are passed over.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

SEPARATORS = ",;\t"
LONGEST_CELL = 20 * 1024 * 1024
_SAID = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"?')


class SheetRow(NamedTuple):
    """One row: the line of the file on which it begins, its cells, its number in the sheet."""

    line: int
    cells: list[str]
    number: int


class NoTable(ValueError):
    """A line that cannot be read as CSV; the message says why, and what to do."""

    def __init__(self, line: int, reason: object) -> None:
        super().__init__(
            f"This is not CSV ({reason}). Put quotation marks around the cell, or close them."
        )
        self.line = line


def sheet_rows(lines: Iterable[str]) -> Iterator[SheetRow]:
    """Yield the rows of a table, the header first: its names in small, without empty ones behind.

    `lines` keep their line ends, as an open file gives them. Raises NoTable.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    lines = iter(lines)
    before, number, between = 0, 0, ""
    head = next(lines, "").removeprefix("\ufeff")
    while head and not head.strip(f"{SEPARATORS}\r\n "):
        head, before, number = next(lines, ""), before + 1, number + 1
    said = _SAID.fullmatch(head.rstrip("\r\n"))
    if said:
        between = said[1]
        head, before = next(lines, ""), before + 1
    reader = csv.reader(chain([head], lines), delimiter=between or separator_of(head), strict=True)
    header: list[str] = []
    width = 0  # of the sheet: empty columns stand behind the last name of some
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NoTable(line, error) from error
        number += 1
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            cells = header = [cell.strip().lower() for cell in cells]
            width = len(header)
            while not header[-1]:
                header.pop()
        elif len(cells) == width and not any(cell.strip() for cell in cells[len(header) :]):
            del cells[len(header) :]
        yield SheetRow(line, cells, number)


def sheet_encoding(raw: bytes) -> str:
    """Return how the bytes of a table are decoded: UTF-8, or UTF-16 where its mark says so."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return "utf-16" if marked else "utf-8-sig"


def separator_of(head: str) -> str:
    """Return what lies between the names of a header; a comma where there is one name alone."""
    bare = _QUOTED.sub("", head)
    return max(SEPARATORS, key=bare.count)
