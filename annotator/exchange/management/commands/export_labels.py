"""manage.py export_labels: labels.csv to standard output."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Q

from annotator.annotations.models import Layer
from annotator.exchange.console import stories_named, write_all
from annotator.exchange.tables.labels import labels_csv


class Command(BaseCommand):
    help = "Write labels.csv to standard output, one row an annotation."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--story", metavar="SLUG", help="this story alone; all without it")
        parser.add_argument("--layer", choices=Layer.values, help="this layer alone")
        parser.add_argument("--bom", action="store_true", help="a byte-order mark, for Excel")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Q(layer=options["layer"]) if options["layer"] else Q()
        stories = stories_named(options["story"])
        write_all(labels_csv(stories, annotations=chosen, bom=options["bom"]), self.stdout)
