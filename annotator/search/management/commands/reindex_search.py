"""Write the index of the search from nothing, or take in what waits."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from rich.console import Console
from rich.progress import Progress

from annotator.search.index.feed import keep_triggers
from annotator.search.index.full_text import make_near_spellings, mend_full_text
from annotator.search.index.writing import changes_waiting, index_changes, note_everything


class Command(BaseCommand):
    """`manage.py reindex_search [--changes]`."""

    help = "Write the search's index from nothing. The search goes on meanwhile; it may be stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --changes."""
        parser.add_argument(
            "--changes",
            action="store_true",
            help="Only take in what has changed since the index was written, as a worker does.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Note everything as changed, and take it in, portion by portion."""
        if not options["changes"]:
            keep_triggers()
            mend_full_text(connection)
            make_near_spellings(connection)
            note_everything()
        done, of = 0, changes_waiting()
        console = Console(stderr=True)
        with Progress(console=console, disable=not console.is_terminal) as progress:
            bar = progress.add_task("Writing the index", total=of)
            while taken := index_changes():
                done += taken
                progress.update(bar, completed=min(done, of))
        left = changes_waiting()
        told = f"{done:,} changes taken into the index."
        if left:
            told += f" {left:,} wait: a worker takes them in, run this again if there is none."
        self.stdout.write(told)
