"""manage.py export_table NAME: any table of the desk to standard output."""

from typing import Any

from django.core.management.base import CommandParser

from annotator.exchange.management.export_command import TableCommand, add_options
from annotator.exchange.registry import TABLES, table_named


class Command(TableCommand):
    help = "Write a table to standard output, of all stories or of one."

    def add_arguments(self, parser: CommandParser) -> None:
        names = [table.name for table in TABLES]
        parser.add_argument("name", choices=names, metavar="NAME", help=", ".join(names))
        add_options(parser, TABLES)

    def handle(self, *args: Any, **options: Any) -> None:
        self.write(table_named(options["name"]), options)
