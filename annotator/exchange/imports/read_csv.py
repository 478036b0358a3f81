"""Read rows from files: a table as it was written, with the line on which each row begins."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotator.cells import restored
from annotator.exchange.tables import columns
from articles.intake.sheets.rows import NoTable, SheetRow, sheet_encoding, sheet_rows


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
    for path in paths:
        with path.open("rb") as begin:
            encoding = sheet_encoding(begin.read(4))
        with path.open(encoding=encoding, newline="") as file:
            rows = sheet_rows(file)
            line = 1
            try:
                header = next(rows, SheetRow(1, [], 1))
                wrong = _header_wrong(header.cells, known, needed)
                if wrong:
                    problems.append(RowProblem(path.name, header.line, wrong))
                    continue
                places = {column: place for place, column in enumerate(header.cells)}
                for row in rows:
                    line = row.line
                    wrong = _row_wrong(row, header)
                    if wrong:
                        problems.append(RowProblem(path.name, line, wrong))
                    else:
                        pairs = zip(header.cells, row.cells, strict=True)
                        texts = [_text(*pair) for pair in pairs]
                        yield CsvRow(path.name, line, places, texts)
            except NoTable as error:
                problems.append(RowProblem(path.name, error.line, str(error)))
            except UnicodeError:
                problems.append(RowProblem(path.name, line + 1, NOT_UTF_8))


NOT_UTF_8 = (
    "This is not UTF-8. In a spreadsheet save it as “CSV UTF-8”: commas, semicolons and tabs are "
    "all read."
)


def _row_wrong(row: SheetRow, header: SheetRow) -> str:
    """Say why a row cannot be read, or ''."""
    if len(row.cells) != len(header.cells):
        return f"The row has {len(row.cells)} cells and the header {len(header.cells)}."
    if any("\x00" in cell for cell in row.cells):
        return "A cell holds a NUL character: remove it."
    return ""


def _text(column: str, cell: str) -> str:
    return cell if column in columns.CLOSED else restored(cell)


def _header_wrong(header: list[str], known: Collection[str], needed: Collection[str]) -> str:
    """Say why the columns cannot be used, or ''."""
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
