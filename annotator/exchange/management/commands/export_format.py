"""manage.py export_format NAME: highlights and texts as other programs read them."""

import sys
from argparse import SUPPRESS
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.exchange.console import loss_lines, stories_named, write_all
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.losses import losses
from annotator.exchange.formats.outgoing import filters_of, outgoing, written
from annotator.exchange.formats.page import places_taken
from annotator.exchange.formats.registry import format_named, written_formats
from annotator.one_state import one_state
from annotator.operations.replica import read_from_replica
from annotator.trust.models import TrustKind
from annotator.trust.recording import record

TEXTS = (".json", ".jsonl", ".jsonld", ".xml", ".csv", ".graphml", ".gexf")


class Command(BaseCommand):
    help = (
        "Write texts and highlights in a format of other programs, of all stories or of one. What "
        "does not come over is told on standard error."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        names = [one.name for one in written_formats()]
        parser.add_argument("name", choices=names, metavar="NAME", help=", ".join(names))
        parser.add_argument("--story", metavar="SLUG", help="this story alone; all without it")
        parser.add_argument("--output", type=Path, metavar="FILE", help="to a file, not to here")
        parser.add_argument(
            "--base", default="", metavar="ADDRESS", help="the desk's: https://desk.example"
        )
        for name, values in (("layer", "reading|gold"), ("kind", "claim|entity|stance")):
            parser.add_argument(f"--{name}", default=SUPPRESS, metavar=values)
        parser.add_argument("--source", default=SUPPRESS, metavar="SLUG")
        parser.add_argument("--annotator", default=SUPPRESS, metavar="USERNAME")

    def handle(self, *args: Any, **options: Any) -> None:
        one = format_named(options["name"])
        if one.missing():
            told = f"{one.title} needs more: pip install -r requirements/{one.needs}.txt."
            raise CommandError(told, returncode=2)
        stories = stories_named(options["story"])
        given = {
            name: options[name]
            for name in ("layer", "kind", "source", "annotator")
            if name in options
        }
        form = filters_of(one, given, stories[0] if options["story"] else None, None)
        if not form.is_valid():
            raise CommandError(form.refusals().rstrip("\n"), returncode=2)
        story = stories[0] if options["story"] else None
        facts = {"command": "export_format", "name": one.name}
        record(TrustKind.EXPORTED, story=story, facts=facts)
        out = outgoing(one, stories, form, base=options["base"].rstrip("/"))
        read_from_replica(lambda: self._write(one, out, options["output"]), self._tell_time)

    def _tell_time(self, as_of: datetime) -> None:
        self.stderr.write(f"Read from the replica, as of {as_of.isoformat(timespec='seconds')}.")

    def _write(self, one: Format, out: Outgoing, output: Path | None) -> None:
        with one_state():
            if output:
                _to_file(output, written(one, out))
            elif one.ending not in TEXTS and sys.stdout.isatty():
                raise CommandError("This is no text: say --output FILE.", returncode=2)
            else:
                write_all(written(one, out), self.stdout)
            for line in loss_lines(
                losses(one, out.documents(), places_taken(one, out)), one.cannot
            ):
                self.stderr.write(line)


def _to_file(output: Path, pieces: Iterator[bytes]) -> None:
    try:
        with output.open("wb") as file:
            for piece in pieces:
                file.write(piece)
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}.", 2) from error
