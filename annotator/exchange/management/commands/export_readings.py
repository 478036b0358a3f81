"""manage.py export_readings: readings.csv to standard output."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from annotator.exchange.console import stories_named, write_all
from annotator.exchange.tables.labels import readings_csv


class Command(BaseCommand):
    help = "Write readings.csv to standard output, one row an assignment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--story", metavar="SLUG", help="this story alone; all without it")
        parser.add_argument("--bom", action="store_true", help="a byte-order mark, for Excel")

    def handle(self, *args: Any, **options: Any) -> None:
        stories = stories_named(options["story"])
        write_all(readings_csv(stories, bom=options["bom"]), self.stdout)
