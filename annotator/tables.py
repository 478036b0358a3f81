"""Declare a table that leaves the desk, and send it: the frame, which knows no app.

A table is declared once, in the `tables.py` of what it tells of. By that it stands on the export
page, at its address, as `manage.py export_table NAME` and in docs/formats.md.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from annotator.cells import defused, lines, restored
from annotator.one_state import one_state

P = TypeVar("P")
CellValue = str | int | float | bool | date | datetime | UUID | None
Row = Mapping[str, Any] | Sequence[str]
JSON_LINES = "application/jsonl"
TRIES = 5
"""How often a table is prepared anew because something changed before it could be read."""


class Column(NamedTuple):
    """One column: its name in the header, and what it holds, as docs/formats.md says it."""

    name: str
    means: str


def columns(*groups: tuple[str, str]) -> tuple[Column, ...]:
    """Return columns in order, each group of names with what they hold together."""
    return tuple(Column(name, means) for names, means in groups for name in names.split())


class TableFilters(forms.Form):
    """Filters of a table, as words in its address. Any other word is refused by name."""

    bom = forms.ChoiceField(
        label="For Excel",
        choices=[("0", "no"), ("1", "yes: begin with a byte-order mark")],
        required=False,
        error_messages={"invalid_choice": "“%(value)s” is neither 0 nor 1."},
    )

    def __init__(self, data: Any, story: Any, membership: Any) -> None:
        """Take a story, or None for all, and who asks, or None for whoever runs the machine."""
        # Several of these forms stand on one page.
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}-%s")

    def clean(self) -> None:
        for word in sorted(set(self.data) - set(self.fields)):
            known = ", ".join(self.fields)
            self.add_error(None, ValidationError(f"“{word}” is no filter: use {known}."))

    def articles(self) -> Q:
        """Return which articles the filters leave, as a condition on Article."""
        return Q()

    def rows(self) -> Q:
        """Return what they leave of each article, as a condition on what the rows are."""
        return Q()

    def bom_wanted(self) -> bool:
        return bool(self.cleaned_data["bom"] == "1")

    def refusals(self) -> str:
        """Return one line for each filter that cannot be used, naming it."""
        told = []
        for name, errors in self.errors.items():
            place = "" if name == "__all__" else f"{name}: "
            told += [f"{place}{error}" for error in errors]
        return "".join(f"{line}\n" for line in told)


@dataclass(frozen=True)
class Table(Generic[P]):
    """A table that leaves the desk. `P` is what of the desk goes into one file."""

    name: str
    """`labels`: labels.csv, /stories/SLUG/labels.csv, `export_table labels`."""
    url: str
    """The full name of its address: `exchange:labels`."""
    heading: str
    """What it stands under on the export page, beside others that take the same filters."""
    sentence: str
    """What one row is, for the export page, the command's help and the docs."""
    columns: tuple[Column, ...]
    roles: frozenset[Any]
    """The roles in a story that open it."""
    rows: Callable[[P], Iterator[Row]]
    """Gives the rows by name of column; a batch of them is in memory at once."""
    filters: type[TableFilters] = TableFilters
    visible: Callable[..., Q] | None = None
    """What of its rows a member sees, given user, story and membership. Without it, nothing goes
    out of the articles that the member has still to read."""
    masks_sources: bool = False
    """Whether it leaves out where an article comes from, for whom the story hides it."""
    more: Callable[[P], Sequence[str]] | None = None
    """Gives the names of columns that follow the declared ones."""
    finished: bool = False
    """Whether its rows are cells in order, written and defused already: where speed asks for it."""
    size: int = 300
    """Rows that are written together."""
    prepare: Callable[[P], None] | None = None
    """Stores what must be computed before the rows can be read."""
    behind: Callable[[P], bool] | None = None
    """Tells whether something has changed since it was prepared, or since what it reads was
    computed in the background."""
    count: Callable[[P], None] | None = None
    """Counts what is kept for it and behind. A command does so before it writes; an address reads
    what is kept, which a task counts."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the declared columns, in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def is_behind(self, portion: P) -> bool:
        """Return whether what it reads is still to be computed anew in the background."""
        return self.prepare is None and self.behind is not None and self.behind(portion)

    def pieces(self, portion: P, *, bom: bool = False) -> Iterator[str]:
        """Yield the file of this portion of the desk, all of it as it was at one moment."""
        return self._at_one_moment(portion, lambda: self._written(portion, bom))

    def json_lines(self, portion: P) -> Iterator[str]:
        """Yield the same rows as objects of JSON, one a line: columns to the words of the cells,
        without the apostrophe that keeps a spreadsheet from running them."""
        return self._at_one_moment(portion, lambda: self._objects(portion))

    def _at_one_moment(self, portion: P, write: Callable[[], Iterator[str]]) -> Iterator[str]:
        if self.prepare is None:
            with one_state():
                yield from write()
            return
        for _ in range(TRIES):
            self.prepare(portion)
            with one_state():
                if self.behind is None or not self.behind(portion):
                    yield from write()
                    return
        # It changes faster than it can be prepared: each batch is then as new as it can be.
        yield from write()

    def _written(self, portion: P, bom: bool) -> Iterator[str]:
        more = list(self.more(portion)) if self.more else []
        header = [*self.names, *map(defused, more)]
        rows: Iterator[Any] = self.rows(portion)
        if not self.finished:
            rows = ([cell(row[name]) for name in (*self.names, *more)] for row in rows)
        return lines(header, rows, bom=bom, size=self.size)

    def _objects(self, portion: P) -> Iterator[str]:
        names = [*self.names, *(self.more(portion) if self.more else ())]
        rows: Iterator[Any] = self.rows(portion)
        if self.finished:
            plain = ([restored(one) for one in row] for row in rows)
        else:
            plain = ([written(row[name]) for name in names] for row in rows)
        while batch := list(islice(plain, self.size)):
            yield "".join(_object(dict(zip(names, row, strict=True))) for row in batch)


def _object(row: Mapping[str, str]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def cell(value: CellValue) -> str:
    """Return a value as it stands in a cell. Words are free text, and defused; nothing else is."""
    return defused(value) if isinstance(value, str) else written(value)


def written(value: CellValue) -> str:
    """Return a value as text, in full."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    # A day, a number, an id: each writes itself as ISO 8601, with all its digits, in full.
    return str(value)


def streamed(table: Table[P], portion: P, slug: str, *, bom: bool) -> StreamingHttpResponse:
    """Answer with the table's file of today, of the story of this slug, piece by piece.

    The name of the file says so where what it reads is behind what was changed.
    """
    pieces = table.pieces(portion, bom=bom)
    return _sent(table, portion, slug, "csv", pieces, "text/csv; charset=utf-8")


def streamed_as_json(table: Table[P], portion: P, slug: str) -> StreamingHttpResponse:
    """Answer with the same table as lines of JSON, in the same way."""
    pieces = table.json_lines(portion)
    return _sent(table, portion, slug, "jsonl", pieces, f"{JSON_LINES}; charset=utf-8")


def _sent(
    table: Table[P], portion: P, slug: str, ending: str, pieces: Iterator[str], content_type: str
) -> StreamingHttpResponse:
    what = table.name.replace("_", "-")
    day = timezone.localdate().isoformat()
    name = f"{slug}-{what}-{day}{'-behind' if table.is_behind(portion) else ''}.{ending}"
    return StreamingHttpResponse(
        _encoded(pieces),
        content_type=content_type,
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    """Yield the pieces as bytes; whoever goes away in the middle ends the reading at once."""
    with closing(pieces):  # type: ignore[type-var]
        for piece in pieces:
            yield piece.encode()


def refused(form: TableFilters) -> HttpResponse:
    """Answer, in plain text, which filter cannot be used and why."""
    return HttpResponse(form.refusals(), content_type="text/plain; charset=utf-8", status=422)
