"""A desk's settings and its first content, and what its database holds at the end."""

import os
import subprocess
import sys

import psycopg

from faults.desk import build
from faults.processes import ROOT
from faults.verdict import Count, Stored


def environment(url: str, **more: str) -> dict[str, str]:
    """A desk's settings, whatever the shell or `.env` says."""
    settings = {
        "SECRET_KEY": "only-for-the-faults-and-long-enough-to-be-taken",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "DEBUG": "off",
        "ANNOTATOR_DEMO": "off",
        "LOG_FORMAT": "json",
        "EMAIL_URL": "consolemail://",
        "DJANGO_SETTINGS_MODULE": "annotator.settings",
        "DATABASE_URL": url,
        "DATABASE_REPLICA_URL": "",
    }
    return {**os.environ, **settings, **more}


def manage(words: list[str], settings: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.DEVNULL)


def prepared(url: str) -> tuple[dict[int, str], list[str]]:
    """Migrate the database at the address, and make the desk that is broken."""
    settings = environment(url)
    manage(["migrate", "--verbosity=0"], settings)
    manage(["collectstatic", "--no-input", "--verbosity=0"], settings)
    os.environ.update(settings)
    import django
    from django.db import connections

    django.setup()
    try:
        return build()
    finally:
        connections.close_all()


def stored_in(connection: psycopg.Connection) -> Stored:
    rows = connection.execute(
        'SELECT id::text, article_id, label_id, start, "end", quote FROM annotations_annotation'
    ).fetchall()
    history = connection.execute(
        "SELECT op::text, id::text FROM annotations_historicalannotation"
    ).fetchall()
    return Stored(rows, history)


def told(count: Count) -> str:
    words = f"{count.lost} lost, {count.twice} twice, {count.altered} altered"
    return f"{words}, {count.strange} from nowhere"
