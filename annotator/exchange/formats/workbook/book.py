"""Write sheets of typed cells into one XLSX file, in constant memory (pure).

Numbers stay numbers, days days, and everything else is text that no spreadsheet runs: nothing is
written as a formula, and no address becomes a link by itself.
"""

import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import IO, Any, NamedTuple

from articles.xml_text import xml_plain

MOST_ROWS = 1_048_575
"""Of a sheet below its header: what Excel takes."""
MOST_COLUMNS = 16_384
MOST_CELLS = 1_500_000
"""Of a workbook: nothing is sent before the last one is written, some twenty seconds later."""
MOST_CHARACTERS = 32_767
"""Of a cell, in UTF-16 units: what Excel takes."""
MOST_LINKS = 65_000
"""Of a sheet; Excel takes 65,530."""
_LONGEST_LINK = 2_000
_EARLIEST = date(1900, 3, 1)
"""Days before are none, or other ones, to a spreadsheet: they are written as text."""
_PRECISE = 2**53
_WIDEST, _NARROWEST, _WRAPS = 60, 8, 40
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "clash": {"bg_color": "#F8D7D3"},
    "doubt": {"bg_color": "#FBE9C6"},
    "accord": {"bg_color": "#D9EBD9"},
    "quiet": {"font_color": "#6B6B6B"},
    "link": {"font_color": "#1A4F8B", "underline": 1},
}
"""Colours of a cell, beside its words."""


class BookCell(NamedTuple):
    """A value that is shown in its own way: with a colour by name, or leading somewhere."""

    value: Any
    look: str = ""
    link: str = ""


class BookSheet:
    """One sheet: a header, then rows, from the first to the last; `cut` counts shortened cells,
    `unlinked` those that lead nowhere because the sheet has no more links."""

    def __init__(self, book: "Book", name: str, header: Sequence[str], held: int) -> None:
        self.name, self.rows, self.full = name, 0, False
        self.cut = self.links = self.unlinked = 0
        self._book = book
        self._sheet = book.workbook.add_worksheet(name)
        self._columns = min(len(header), MOST_COLUMNS)
        self.columns_left_out = len(header) - self._columns
        self._widths = [_NARROWEST] * self._columns
        self._sheet.freeze_panes(1, held)
        for at, words in enumerate(header[: self._columns]):
            self._write(0, at, BookCell(words, "head"))

    def add(self, cells: Sequence[Any]) -> bool:
        """Write a row. Returns False, and writes nothing, where sheet or workbook is full."""
        if self.rows >= MOST_ROWS or self._book.cells + len(cells) > MOST_CELLS:
            self.full = True
            return False
        self.rows += 1
        for at, cell in enumerate(cells[: self._columns]):
            one = cell if isinstance(cell, BookCell) else BookCell(cell)
            if one.value is None or one.value == "":
                continue
            self._book.cells += 1
            self._write(self.rows, at, one)
        return True

    def close(self) -> None:
        """Set what follows from all rows: filters and widths. Nothing is added after it."""
        if self._columns:
            self._sheet.autofilter(0, 0, self.rows, self._columns - 1)
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width)

    def _write(self, row: int, at: int, cell: BookCell) -> None:
        looks, value = self._book.looks, cell.value
        match value:
            case bool():
                self._write_text(row, at, cell._replace(value="yes" if value else "no"))
            case int() | float() if math.isfinite(value) and abs(value) < _PRECISE:
                self._sheet.write_number(row, at, value, looks[cell.look])
                self._widen(at, len(str(value)))
            case datetime() if value.date() >= _EARLIEST:
                moment = value.astimezone(UTC).replace(tzinfo=None)
                self._sheet.write_datetime(row, at, moment, looks["moment"])
                self._widen(at, 17)
            case date() if not isinstance(value, datetime) and value >= _EARLIEST:
                self._sheet.write_datetime(row, at, value, looks["day"])
                self._widen(at, 11)
            case _:
                self._write_text(row, at, cell)

    def _write_text(self, row: int, at: int, cell: BookCell) -> None:
        text = self._kept(xml_plain(str(cell.value)))
        longest = max(map(len, text.split("\n")))
        self._widen(at, longest)
        wraps = longest > _WRAPS or "\n" in text or not row
        look = self._book.looks[f"{cell.look} wrapped" if wraps else cell.look]
        if cell.link and len(cell.link) <= _LONGEST_LINK and self.links < MOST_LINKS:
            self.links += 1
            self._sheet.write_url(row, at, cell.link, look, text)
        else:
            self.unlinked += bool(cell.link)
            self._sheet.write_string(row, at, text, look)

    def _kept(self, text: str) -> str:
        """Return what a cell can hold of a text; counts it where that is not all."""
        if len(text.encode("utf-16-le")) > 2 * MOST_CHARACTERS:
            self.cut += 1
            text = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - 1)].decode(
                "utf-16-le", "ignore"
            )
            text += "…"
        # What is between these the library takes for its own markup, unescaped.
        return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text

    def _widen(self, at: int, characters: int) -> None:
        self._widths[at] = max(self._widths[at], min(characters + 2, _WIDEST))


class Book:
    """A workbook that is written sheet by sheet."""

    def __init__(self, to: IO[bytes], folder: str) -> None:
        # It takes long to import, and most processes write no workbook.
        from xlsxwriter import Workbook

        self.workbook = Workbook(to, {**_OPTIONS, "tmpdir": folder})
        self.cells = 0
        self.sheets: list[BookSheet] = []
        add, top = self.workbook.add_format, {"valign": "top"}
        head = {"bold": True, "bottom": 1, "bg_color": "#EDEDED"}
        self.looks = {
            "day": add({"num_format": "yyyy-mm-dd", "align": "left", **top}),
            "moment": add({"num_format": "yyyy-mm-dd hh:mm", "align": "left", **top}),
        }
        for name, look in {"": {}, "head": head, **_LOOKS}.items():
            self.looks[name] = add({**look, **top})
            self.looks[f"{name} wrapped"] = add({**look, **top, "text_wrap": True})

    def sheet(self, name: str, header: Sequence[str], held: int = 0) -> BookSheet:
        """Add a sheet, with its first `held` columns kept in view. Several may be open."""
        made = BookSheet(self, name, header, held)
        self.sheets.append(made)
        return made


@contextmanager
def new_book() -> Iterator[tuple[Book, IO[bytes]]]:
    """Give a workbook, and the file that holds it once it is closed; both are gone after it."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as file:
        yield Book(file, folder), file


def pieces_of(book: Book, file: IO[bytes], size: int = 65_536) -> Iterator[bytes]:
    """Close the workbook, and yield what it is as a file."""
    for sheet in book.sheets:
        sheet.close()
    book.workbook.close()
    file.seek(0)
    while piece := file.read(size):
        yield piece
