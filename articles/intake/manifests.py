"""Read manifests, .csv and .jsonl: rows with their lines, or the line that cannot be read."""

import csv
import io
import json
from collections.abc import Iterator
from typing import NamedTuple

from articles.intake.drafts import TEXT_LIMIT

COLUMNS = ("file", "text", "source", "title", "published_on", "language", "url", "byline")


class ManifestRow(NamedTuple):
    """One article's row: the line it begins on, and its known columns, each a string."""

    line: int
    values: dict[str, str]


class Fault(NamedTuple):
    """A line that cannot be read, and why."""

    line: int
    message: str


def manifest_rows(text: str) -> Iterator[ManifestRow | Fault]:
    """Yield the rows of a CSV with a header row, or its faults.

    Lines are the file's own, since one cell may hold several.
    """
    csv.field_size_limit(max(csv.field_size_limit(), 2 * TEXT_LIMIT))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = (
                f"This is not CSV ({error}). Put quotation marks around the cell, or close them."
            )
            yield Fault(line, message)
            return
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [cell.strip().lower() for cell in cells]
            faults = list(_header_faults(header, line))
            yield from faults
            if faults:
                return
        elif len(cells) > len(header):
            message = (
                f"{len(cells)} cells, but {len(header)} columns. Quote cells that hold a comma."
            )
            yield Fault(line, message)
        else:
            named = zip(header, cells, strict=False)
            yield ManifestRow(line, {name: cell for name, cell in named if name in COLUMNS})


def _header_faults(header: list[str], line: int) -> Iterator[Fault]:
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        yield Fault(line, "The columns must be separated by commas.")
        return
    for name in COLUMNS:
        if header.count(name) > 1:
            yield Fault(line, f"The column “{name}” is there twice. Remove one.")
    if "file" not in header and "text" not in header:
        yield Fault(line, "There is no column “file” and none “text”. Name the columns in line 1.")


def jsonl_rows(text: str) -> Iterator[ManifestRow | Fault]:
    """Yield one JSON object a line, or its fault. Only a line feed ends a line: U+2028 is text."""
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            found = json.loads(written)
        except (ValueError, RecursionError) as error:
            yield Fault(line, f"This is not JSON ({error}). Write one object a line.")
            continue
        if not isinstance(found, dict):
            yield Fault(line, 'This is not a JSON object. Write {"text": …, "source": …}.')
            continue
        known = {name: found[name] for name in COLUMNS if found.get(name) is not None}
        wrong = [name for name, value in known.items() if not isinstance(value, str)]
        if wrong:
            yield Fault(line, f"“{wrong[0]}” is not text. Put it in quotation marks.")
        else:
            yield ManifestRow(line, known)
