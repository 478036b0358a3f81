"""manage.py import_format FILE…: texts and highlights from files of other programs."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.exchange.console import refusal, run_import, stories_named
from annotator.exchange.formats.intake.actions import plan
from annotator.exchange.formats.intake.choices import ForeignChoices, proposed_labels
from annotator.exchange.formats.intake.reading import Foreign, read_foreign
from annotator.exchange.formats.registry import format_named, read_formats
from annotator.exchange.imports.judging import untold
from annotator.exchange.imports.read_csv import RowProblem
from annotator.people.models import User
from annotator.vocabulary.models import Label

MOST_TOLD = 50


class Command(BaseCommand):
    help = (
        "Store texts and highlights from files of other programs in a story. All or nothing; what "
        "does not come over is told."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--story", required=True, metavar="SLUG")
        names = [one.name for one in read_formats()]
        parser.add_argument(
            "--format",
            choices=names,
            metavar="NAME",
            help=f"if it cannot be told: {', '.join(names)}",
        )
        parser.add_argument("--source", default="", help="the source of texts that name none")
        parser.add_argument(
            "--base",
            default="",
            metavar="ADDRESS",
            help="the desk's, https://desk.example: by it files name articles of this desk; "
            "without it the hosts of ALLOWED_HOSTS are",
        )
        parser.add_argument(
            "--label",
            action="append",
            default=[],
            metavar="NAME=SLUG",
            help="what a label of the file is here; NAME= leaves it out",
        )
        parser.add_argument(
            "--annotator",
            action="append",
            default=[],
            metavar="[NAME=]USERNAME",
            help="who an annotator of the file is here, or whose the marks are that name nobody",
        )
        parser.add_argument(
            "--create",
            action="store_true",
            help="make missing users, memberships, assignments, entities and questions",
        )
        parser.add_argument(
            "--submitted", action="store_true", help="mark the assignments submitted"
        )
        parser.add_argument("--preview", action="store_true", help="tell it all, and store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        [story] = stories_named(options["story"])
        said = format_named(options["format"]) if options["format"] else None
        foreign = read_foreign(_files(options["files"]), read_formats(), said)
        if foreign.problems:
            # Before anything is asked of labels and annotators: it may hold none for that reason.
            raise refusal(RowProblem(each.place, 0, each.message) for each in foreign.problems)
        choices = _choices(foreign, options)
        planned = plan(story, foreign, choices, options["create"], untold)
        for line in _told(planned.not_taken, planned.left_out):
            self.stderr.write(line)
        if not options["preview"] or planned.problems:
            self.stdout.write(run_import(planned.store).in_words("annotation"))
            return
        new = len(planned.judged.fresh)
        self.stdout.write(
            f"It would store {new} annotation{'' if new == 1 else 's'}; "
            f"{planned.judged.skipped} are there already. Nothing was stored."
        )


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file. Raises CommandError (2)."""
    for path in paths:
        try:
            yield path.name, path.read_bytes()
        except OSError as error:
            told = f"{path} cannot be read: {error.strerror}."
            raise CommandError(told, returncode=2) from error


def _choices(foreign: Foreign, options: dict[str, Any]) -> ForeignChoices:
    """Return what stands for the labels and annotators of the files. Raises CommandError."""
    labels = _pairs("--label", options["label"], foreign.labels())
    annotators = _pairs("--annotator", options["annotator"], foreign.annotators())
    here = list(Label.objects.values_list("slug", "name"))
    slugs = {slug for slug, _ in here}
    missing = []
    for name, likely in proposed_labels(foreign.labels(), here).items():
        if name in slugs:
            labels.setdefault(name, name)
        elif name not in labels:
            missing.append(f"--label {_quoted(name)}={likely or 'SLUG'}")
    known = set(User.objects.values_list("username", flat=True))
    for name in foreign.annotators():
        if name in known or (name and options["create"]):
            annotators.setdefault(name, name)
        elif name not in annotators:
            missing.append(f"--annotator {_quoted(name) + '=' if name else ''}USERNAME")
    if missing:
        raise CommandError(
            "Say what these are here, or leave them out with nothing behind the sign:\n"
            + "\n".join(f"  {each}" for each in missing)
            + "\nNothing was stored."
        )
    said = (options["source"], options["submitted"], options["base"].rstrip("/"))
    return ForeignChoices(labels, annotators, *said)


def _pairs(option: str, given: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Return what was said of each name. Raises CommandError (2) for a name that no mark has."""
    pairs = {}
    names = set(names)
    for each in given:
        name, sign, here = each.rpartition("=")
        if not sign and option == "--label":
            raise CommandError(f"{option} {each}: write NAME=SLUG.", returncode=2)
        if name not in names:
            told = f"{option} {each}: no mark of the files has “{name}”."
            raise CommandError(told, returncode=2)
        pairs[name] = here
    return pairs


def _quoted(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() else f"'{name}'"


def _told(not_taken: Iterable[object], left_out: dict[str, int]) -> Iterator[str]:
    """Yield a line for each thing that does not come over, the first of many alone."""
    lines = [f"Not taken: {each}" for each in not_taken]
    lines += [f"Left out: {number} marks {what}." for what, number in left_out.items()]
    yield from lines[:MOST_TOLD]
    if len(lines) > MOST_TOLD:
        yield f"… and {len(lines) - MOST_TOLD} more."
