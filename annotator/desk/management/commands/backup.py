"""The command `manage.py backup`, which copies the desk's database while it is in use."""

import os
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from annotator.trust.models import TrustKind
from annotator.trust.recording import record


class Command(BaseCommand):
    help = "Copy the SQLite database to PATH while it is in use; of PostgreSQL, say how it is done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="The file to make. It must not be there yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if connection.vendor != "sqlite":
            told = f"PostgreSQL has a tool of its own for this. Run:\n\n  {pg_dump_line(path)}\n"
            raise CommandError(told)
        if path.exists():
            raise CommandError(f"{path} is there already: name a file that is not, or move it.")
        try:
            copy(Path(connection.settings_dict["NAME"]), path)
        except (OSError, sqlite3.Error) as error:
            raise CommandError(f"No backup was made: {error}") from error
        record(TrustKind.EXPORTED, facts={"command": "backup"})
        self.stdout.write(f"{path}: {path.stat().st_size / 1e6:.1f} MB, checked.")


def copy(database: Path, path: Path) -> None:
    """Copy one moment of the database into one file, check it, and only then give it its name.

    Raises OSError or sqlite3.Error, and leaves nothing under `path` then.
    """
    if not database.is_file():
        raise FileNotFoundError(f"{database} is not there.")
    partial = path.with_name(f"{path.name}.partial")
    # Of the owner alone: it holds everything the desk knows.
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with (
            closing(sqlite3.connect(database, timeout=60)) as source,
            closing(sqlite3.connect(partial)) as target,
        ):
            # All pages in one step: one read of one moment, which holds up no writer.
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            (verdict,) = target.execute("PRAGMA quick_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {verdict}")
        with partial.open("rb+") as copied:
            os.fsync(copied.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def pg_dump_line(path: Path) -> str:
    """Return the command that dumps this database, without its password, which belongs into
    ~/.pgpass."""
    told = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    given = [f"--{option}={told[name]}" for option, name in names.items() if told[name]]
    return shlex.join(["pg_dump", "--format=custom", "--no-owner", f"--file={path}", *given])
