"""The command that writes a table to standard output, as export_table and by older names."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.annotations.visibility.portions import Portion, portion_of
from annotator.exchange.console import stories_named, write_all
from annotator.exchange.registry import TABLES
from annotator.operations.replica import read_from_replica
from annotator.tables import Table
from annotator.trust.models import TrustKind
from annotator.trust.recording import record

BEHIND = (
    "Something has changed since this was compared, and a worker (manage.py worker) is still to "
    "compare it: the table is as it was before."
)


class TableCommand(BaseCommand):
    """Writes one of several tables; everything, for whoever runs the machine."""

    def write(self, table: Table[Portion], options: Mapping[str, Any]) -> None:
        """Write the table as the options narrow it. Raises CommandError for wrong usage (2)."""
        stories = stories_named(options["story"])
        given = {name: options[name] for name in _filters(TABLES) if options.get(name) is not None}
        story = stories[0] if options["story"] else None
        form = table.filters({"bom": "1" if options["bom"] else "0", **given}, story, None)
        if not form.is_valid():
            raise CommandError(form.refusals().rstrip("\n"), returncode=2)
        portion = portion_of(table, stories, form)
        if table.count:
            table.count(portion)
        if table.is_behind(portion):
            self.stderr.write(BEHIND)
        facts = {"command": "export_table", "table": table.name}
        record(TrustKind.EXPORTED, story=story, facts=facts)
        pieces = partial(table.pieces, portion, bom=form.bom_wanted())
        read_from_replica(lambda: write_all(pieces(), self.stdout), self.tell_time)

    def tell_time(self, as_of: datetime) -> None:
        """Say on standard error that the table comes from the replica, and as of when."""
        self.stderr.write(f"Read from the replica, as of {as_of.isoformat(timespec='seconds')}.")


class ExportCommand(TableCommand):
    """Writes the table that the command is named after."""

    table: Table[Portion]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help = f"Write {self.table.file} to standard output. {self.table.sentence}"

    def add_arguments(self, parser: CommandParser) -> None:
        add_options(parser, [self.table])

    def handle(self, *args: Any, **options: Any) -> None:
        self.write(self.table, options)


def add_options(parser: CommandParser, tables: Sequence[Table[Portion]]) -> None:
    """Give the parser the options of these tables; which one takes which, its filters judge."""
    parser.add_argument("--story", metavar="SLUG", help="this story alone; all without it")
    parser.add_argument("--bom", action="store_true", help="a byte-order mark, for Excel")
    for name, field in _filters(tables).items():
        taking = ", ".join(table.name for table in tables if name in table.filters.base_fields)
        parser.add_argument(
            f"--{name}",
            metavar="|".join(_choices(field)) or name.upper(),
            help=f"this {name} alone" + (f" ({taking})" if len(tables) > 1 else ""),
        )


def _filters(tables: Sequence[Table[Portion]]) -> dict[str, forms.Field]:
    """Return the fields by which any of the tables is narrowed, by name."""
    found: dict[str, forms.Field] = {}
    for table in tables:
        for name, field in table.filters.base_fields.items():
            if name != "bom":
                found.setdefault(name, field)  # the first table of labels takes the most words
    return found


def _choices(field: forms.Field) -> Iterator[str]:
    """Yield the words that a field of few words takes."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        for value, _ in choices:
            if value:
                yield str(value)
