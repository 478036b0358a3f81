"""manage.py check_edition FILE: whether a copy of an edition is what this desk published."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.comparison.editions.checking import NoEdition, check_copy


class Command(BaseCommand):
    help = "Say whether a file holds an edition as this desk published it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the edition.json to check")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            message = f"{options['file']} cannot be read: {error.strerror}."
            raise CommandError(message, returncode=2) from error
        try:
            copy = check_copy(content)
        except NoEdition as error:
            raise CommandError(str(error)) from error
        edition = copy.edition
        named = f"edition {edition.number} of “{edition.story.slug}”, “{edition.title}”"
        self.stdout.write(f"SHA-256 {copy.sha256}: this is {named}, as it was published.")
        if not copy.as_it_is:
            self.stdout.write("It is laid out otherwise than the original; it says the same.")
        if copy.erased_since:
            self.stdout.write(
                f"Something of it was erased since: the desk has it with SHA-256 {edition.sha256}."
            )
        if copy.withdrawal:
            day = f"{copy.withdrawal.at:%Y-%m-%d}"
            self.stdout.write(f"It was withdrawn on {day}: {copy.withdrawal.reason}")
