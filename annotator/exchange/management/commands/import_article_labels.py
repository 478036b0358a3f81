"""manage.py import_article_labels: labels of whole articles from article_labels.csv."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from annotator.exchange.console import run_import
from annotator.exchange.imports.actions import import_article_labels


class Command(BaseCommand):
    help = "Store the labels of article_labels.csv files. All or nothing; errors told by line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--create",
            action="store_true",
            help="make missing users, memberships, assignments and entities",
        )
        parser.add_argument(
            "--submitted", action="store_true", help="mark the assignments submitted"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = run_import(
            lambda tell: import_article_labels(
                options["files"],
                create=options["create"],
                submitted=options["submitted"],
                tell=tell,
            )
        )
        self.stdout.write(done.in_words("label"))
