"""Read manifests, .csv and .jsonl: rows with their lines, or the line that cannot be read."""

import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.foreign_json import JsonRefused, read_json
from articles.intake.sheets.rows import NoTable, sheet_rows

COLUMNS = (
    *("file", "text", "source", "title", "published_on", "language", "url", "byline"),
    "encoding",
)
_MEANT = {
    **dict.fromkeys(("author", "authors", "writer", "by"), "byline"),
    **dict.fromkeys(("date", "day", "published", "published_at", "pub_date"), "published_on"),
    **dict.fromkeys(("outlet", "newspaper", "publisher", "medium", "site"), "source"),
    **dict.fromkeys(("headline", "heading", "name"), "title"),
    **dict.fromkeys(("link", "address", "uri"), "url"),
    **dict.fromkeys(("body", "content", "article"), "text"),
    **dict.fromkeys(("lang", "locale"), "language"),
    **dict.fromkeys(("path", "filename", "file_name"), "file"),
    **dict.fromkeys(("charset", "codepage"), "encoding"),
}
MOST_NAMED = 12
_LABELS = ("label", "labels", "entities", "spans", "ents", "cats", "annotations")
"""Where programs that annotate keep what they marked in a text."""


class ManifestRow(NamedTuple):
    """One article's row: the line it begins on, and its known columns, each a string."""

    line: int
    values: dict[str, str]


class UnreadColumns(NamedTuple):
    """The columns of a manifest that nothing is read from; `marks` are those of them that hold
    what was marked in the texts."""

    names: list[str]
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        named = [
            f"“{name}”" + (f" (perhaps {_MEANT[name]}?)" if name in _MEANT else "")
            for name in self.names[:MOST_NAMED]
        ]
        more = len(self.names) - len(named)
        told = ", ".join(named) + (f" and {more:,} more" if more else "")
        columns = "This column is" if len(self.names) == 1 else "These columns are"
        told = f"{columns} not read: {told}. Columns that are: {', '.join(COLUMNS)}."
        if not self.marks:
            return told
        marks = " and ".join(f"“{name}”" for name in self.marks)
        return (
            f"{told} Here only texts come in: {marks} may come with them at Import › Annotations."
        )


class Fault(NamedTuple):
    """A line that cannot be read, and why."""

    line: int
    message: str


def manifest_rows(text: str) -> Iterator[ManifestRow | UnreadColumns | Fault]:
    """Yield the rows of a table with a header row, or its faults.

    Lines are the file's own, since one cell may hold several.
    """
    header: list[str] = []
    try:
        for line, cells, _ in sheet_rows(io.StringIO(text, newline="")):
            if not header:
                header = cells
                faults = list(_header_faults(header, line))
                yield from faults
                if faults:
                    return
                yield from _unread(header)
            elif len(cells) > len(header):
                message = (
                    f"{len(cells)} cells, but {len(header)} columns. Put quotation marks around "
                    "a cell that holds what lies between cells."
                )
                yield Fault(line, message)
            else:
                named = zip(header, cells, strict=False)
                yield ManifestRow(line, {name: cell for name, cell in named if name in COLUMNS})
    except NoTable as error:
        yield Fault(error.line, str(error))


def _header_faults(header: list[str], line: int) -> Iterator[Fault]:
    for name in COLUMNS:
        if header.count(name) > 1:
            yield Fault(line, f"The column “{name}” is there twice. Remove one.")
    if "file" not in header and "text" not in header:
        yield Fault(line, "There is no column “file” and none “text”. Name the columns in line 1.")


def _unread(names: Iterable[str], marks: Iterable[str] = ()) -> Iterator[UnreadColumns]:
    unread = list(dict.fromkeys(name for name in names if name and name not in COLUMNS))
    if unread:
        yield UnreadColumns(unread, tuple(marks))


def jsonl_rows(text: str) -> Iterator[ManifestRow | UnreadColumns | Fault]:
    """Yield one JSON object a line, or its fault; last, the names that nothing is read from.

    Only a line feed ends a line: U+2028 is text.
    """
    names: dict[str, None] = {}
    marks: dict[str, None] = {}
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            found = read_json(written)
        except JsonRefused as refusal:
            yield Fault(line, f"{refusal.in_line} Write one JSON object a line.")
            continue
        if not isinstance(found, dict):
            yield Fault(line, 'This is not a JSON object. Write {"text": …, "source": …}.')
            continue
        names.update(dict.fromkeys(found))
        held = (name for name in _LABELS if isinstance(found.get(name), list | dict))
        marks.update(dict.fromkeys(held))
        known = {name: found[name] for name in COLUMNS if found.get(name) is not None}
        wrong = [name for name, value in known.items() if not isinstance(value, str)]
        if wrong:
            yield Fault(line, f"“{wrong[0]}” is not text. Put it in quotation marks.")
        else:
            yield ManifestRow(line, known)
    yield from _unread(names, marks)
