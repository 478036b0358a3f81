"""manage.py import_codebook: codebook.csv or a .qdc, as a draft or with all its editions."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.annotations.codebook.actions import restore_every_edition
from annotator.people.models import User
from annotator.vocabulary.codebook.differences import CodebookDifference
from annotator.vocabulary.codebook.incoming import CodebookRefused, incoming, is_qdc, take_in
from annotator.vocabulary.codebook.sheet import SheetRefused
from annotator.vocabulary.codebook.texts import KINDS

MOST_TOLD = 100


def _user(name: str) -> User:
    found = User.objects.filter(username=name, is_machine=False).first()
    if found is None:
        raise ArgumentTypeError(f"there is no user “{name}”")
    return found


class Command(BaseCommand):
    help = "Take a codebook into the draft of the next edition, or all editions of another desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="codebook.csv, or a .qdc")
        parser.add_argument(
            "--editions", action="store_true", help="all editions of a codebook.csv, as they are"
        )
        parser.add_argument(
            "--kind", choices=KINDS, default="claim", help="of a .qdc: of which kind new codes are"
        )
        parser.add_argument("--preview", action="store_true", help="tell, and store nothing")
        parser.add_argument("--by", type=_user, metavar="USERNAME", help="who does it")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=2) from error
        if options["editions"]:
            self._restore(path, data, options)
            return
        try:
            coming = incoming(path.name, data, options["kind"])
            self._tell(coming.difference)
            for line in coming.left:
                self.stderr.write(line)
            if not options["preview"]:
                take_in(path.name, data, options["kind"], shown=coming.stamp)
                told = f"It is in the draft of edition {coming.number}."
                self.stdout.write(f"{told} Publish it on the page Codebook.")
        except CodebookRefused as refused:
            raise CommandError(_refusal(refused.problems)) from refused

    def _restore(self, path: Path, data: bytes, options: dict[str, Any]) -> None:
        if is_qdc(path.name) or options["preview"]:
            raise CommandError(
                "--editions takes a codebook.csv, without --preview: a .qdc has no editions.",
                returncode=2,
            )
        try:
            stored, there = restore_every_edition(data, options["by"])
        except SheetRefused as refused:
            raise CommandError(_refusal(refused.problems)) from refused
        except ValidationError as error:
            raise CommandError(_refusal(error.messages)) from error
        self.stdout.write(f"{stored} editions stored, {there} there already.")

    def _tell(self, found: CodebookDifference) -> None:
        for one in found.labels:
            word = "added" if one.is_added else "changed"
            names = ", ".join(text.name for text in one.texts)
            self.stdout.write(f"{one.label.slug}: {word}" + (f" ({names})" if names else ""))
        if found.guidelines:
            self.stdout.write("guidelines: changed")
        if not found:
            self.stdout.write("The codebook says all of it already.")


def _refusal(problems: list[str]) -> str:
    told = problems[:MOST_TOLD]
    if len(problems) > MOST_TOLD:
        told.append(f"… and {len(problems) - MOST_TOLD} more.")
    return "\n".join([*told, "Nothing was stored."])
