"""The command `manage.py import_articles --story SLUG PATH…`."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_unicode_slug
from django.db import transaction
from rich.console import Console
from rich.progress import track

from articles import actions
from articles.intake import files
from articles.intake.encodings import SAYABLE, codec_of
from articles.models import Story

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    """Import articles. Exit status 0 when stored, 1 when the input was refused, 2 for wrong
    usage."""

    help = (
        "Import articles into a story: manifests (.csv, .jsonl), or .txt, .html, .pdf and .docx "
        "with --source."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--story", required=True, metavar="SLUG", help="made if missing")
        parser.add_argument("--source", default="", help="of files that name none; made if missing")
        parser.add_argument("--title", default="", help="of the story, if it is made now")
        parser.add_argument(
            "--encoding", default="", help="of files that do not say it, as windows-1252"
        )

    def handle(
        self, *, paths: list[Path], story: str, source: str, title: str, encoding: str, **_: Any
    ) -> None:
        check_usage(paths, story, source, encoding)
        batch = files.gather(with_progress_bar(files.read_paths(paths, source, encoding)))
        for told in (*batch.all_notes(), *batch.problems):
            self.stderr.write(str(told), style_func=str)
        if batch.problems:
            many = "1 problem" if len(batch.problems) == 1 else f"{len(batch.problems):,} problems"
            raise CommandError(f"Nothing was stored: {many}.", returncode=REFUSED)
        with transaction.atomic():
            workspace = Story.objects.filter(slug=story).first() or make_story_or_refuse(
                story, title
            )
            stored = actions.store(workspace, batch.drafts)
        self.stdout.write(str(stored))


def check_usage(paths: list[Path], story: str, source: str, encoding: str) -> None:
    """Check the arguments. Raises CommandError with exit status 2."""
    try:
        validate_unicode_slug(story)
    except ValidationError as error:
        message = f"--story {story!r} is no slug: use letters, digits, hyphens and underscores."
        raise CommandError(message, returncode=WRONG_USAGE) from error
    if encoding and not codec_of(encoding):
        message = f"--encoding {encoding!r} is none that can be read. Say one of: "
        raise CommandError(message + ", ".join(SAYABLE) + ".", returncode=WRONG_USAGE)
    alone = [str(path) for path in paths if not files.is_manifest(str(path))]
    if alone and not source.strip():
        message = f"{alone[0]} names no source: add --source NAME, or list it in a manifest."
        raise CommandError(message, returncode=WRONG_USAGE)


def make_story_or_refuse(slug: str, title: str) -> Story:
    """Make a new story and return it. Raises CommandError where its slug or title cannot be
    stored."""
    try:
        return actions.make_story(
            slug, title or slug.replace("-", " ").replace("_", " ").capitalize()
        )
    except ValidationError as error:
        raise CommandError(" ".join(error.messages), returncode=WRONG_USAGE) from error


def with_progress_bar(items: Iterable[files.Incoming]) -> Iterable[files.Incoming]:
    """Return the same items, counted on a terminal while they are read; silent in a pipe."""
    if not sys.stderr.isatty():
        return items
    return track(items, "Reading articles", console=Console(stderr=True), transient=True)
