"""manage.py import_readings: assignments from readings.csv."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from annotator.exchange.console import run_import
from annotator.exchange.imports.actions import import_readings


class Command(BaseCommand):
    help = "Store the assignments of readings.csv files. All or nothing; errors are told by line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--create", action="store_true", help="make missing users and memberships"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = run_import(
            lambda tell: import_readings(options["files"], create=options["create"], tell=tell)
        )
        self.stdout.write(done.in_words("assignment"))
