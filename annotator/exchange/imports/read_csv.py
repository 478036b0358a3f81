"""Read rows from files: CSV as it was written, with the line on which each row begins."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from annotator.cells import restored
from annotator.exchange.tables import columns

LONGEST_CELL = 20 * 1024 * 1024


class RowProblem(NamedTuple):
    """What is wrong in one line of a file, and what to do about it. Line 0 is the whole file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class ImportRefused(Exception):
    """Nothing was stored; `problems` say why, in the order of the files and their lines."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class Wrong(Exception):
    """A row that cannot be taken; the message says what to correct."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: where it stands, and its cells by column. A missing column reads as empty."""

    file: str
    line: int
    places: Mapping[str, int]  # column -> its place in `cells`; one for all rows of a file
    cells: Sequence[str]

    def __getitem__(self, column: str) -> str:
        place = self.places.get(column)
        return "" if place is None else self.cells[place]

    def has(self, column: str) -> bool:
        """Tell whether the file has this column, empty or not."""
        return column in self.places

    @property
    def place(self) -> str:
        return f"{self.file}, line {self.line}"

    def problem(self, message: str) -> RowProblem:
        return RowProblem(self.file, self.line, message)


def rows_of(
    paths: Iterable[Path],
    known: Collection[str],
    needed: Collection[str],
    problems: list[RowProblem],
) -> Iterator[CsvRow]:
    """Yield the rows of all files, one after the other; what cannot be read goes to `problems`.

    `known` are the columns that a file may have, `needed` those columns that it must have. Raises
    OSError for a file that cannot be opened.
    """
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            try:
                yield from _rows(lines, path.name, known, needed, problems)
            except csv.Error as error:
                message = f"This is not well-formed CSV: {error}. Look for a stray quotation mark."
                problems.append(RowProblem(path.name, lines.line_num, message))
            except UnicodeDecodeError:
                message = "This is not UTF-8. Save the file again as “CSV UTF-8”."
                problems.append(RowProblem(path.name, lines.line_num + 1, message))


def _rows(
    lines: Any,
    name: str,
    known: Collection[str],
    needed: Collection[str],
    problems: list[RowProblem],
) -> Iterator[CsvRow]:
    header: list[str] = next(lines, [])
    wrong = _header_wrong(header, known, needed)
    if wrong:
        problems.append(RowProblem(name, 1, wrong))
        return
    places = {column: place for place, column in enumerate(header)}
    end = lines.line_num
    for cells in lines:
        begin, end = end + 1, lines.line_num
        if not cells:
            continue
        if len(cells) != len(header):
            message = f"The row has {len(cells)} cells and the header {len(header)}."
            problems.append(RowProblem(name, begin, message))
        elif any("\x00" in cell for cell in cells):
            problems.append(RowProblem(name, begin, "A cell holds a NUL character: remove it."))
        else:
            texts = [_text(*pair) for pair in zip(header, cells, strict=True)]
            yield CsvRow(name, begin, places, texts)


def _text(column: str, cell: str) -> str:
    return cell if column in columns.CLOSED else restored(cell)


def _header_wrong(header: list[str], known: Collection[str], needed: Collection[str]) -> str:
    """Say why the columns cannot be used, or ''."""
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        return "The cells are not separated by commas. Save the file again as “CSV UTF-8”."
    strange = [column for column in header if column not in known]
    if strange:
        names = ", ".join(f"“{column}”" for column in strange)
        return f"There is no column {names} in this format: rename or remove it."
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        return f"The column {', '.join(twice)} is there twice: remove one."
    missing = [column for column in needed if column not in header]
    if missing:
        return f"The column {', '.join(missing)} is missing."
    if {"article_id", "text_sha256"} & set(header) or {"source", "article_title"} <= set(header):
        return ""
    return "Name the article: article_id, or text_sha256, or source and article_title."
