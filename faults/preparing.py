"""A desk's settings and its first content, and what its database holds at the end."""

import os
import subprocess
import sys
from typing import Any
from uuid import UUID

from faults.desk import Material, build
from faults.processes import ROOT
from faults.verdict import Count, Stored

WAITING = ("comparison_tallychange", "search_searchchange")
"""Where what has changed waits for a worker."""


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


def prepared(url: str) -> Material:
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


def stored_in(connection: Any) -> Stored:
    """Return what readers made, of PostgreSQL's connection or SQLite's."""
    theirs = (
        "JOIN people_user u ON u.id = a.annotator_id "
        "WHERE a.layer = 'reading' AND u.username LIKE 'reader-%'"
    )
    rows = connection.execute(
        'SELECT a.id, a.article_id, a.label_id, a.start, a."end", a.quote, a.note, a.revision, '
        f"a.erased_at IS NOT NULL FROM annotations_annotation a {theirs}"
    ).fetchall()
    history = connection.execute(
        f"SELECT a.op, a.id, a.revision FROM annotations_historicalannotation a {theirs}"
    ).fetchall()
    return Stored(
        [(key_of(id), *rest, bool(erased)) for id, *rest, erased in rows],
        [(key_of(op), key_of(id), revision) for op, id, revision in history],
    )


def key_of(value: object) -> str:
    """Return an id as it is written with dashes: SQLite keeps it without."""
    return "" if value is None else str(UUID(str(value)))


def taken_in(connection: Any) -> list[str]:
    """Return in words which tasks ended neither well nor in words, and what is not taken in."""
    tasks = (
        "SELECT t.title, r.status FROM background_backgroundtask t JOIN "
        "django_tasks_database_dbtaskresult r ON r.id = t.result_id "
        "WHERE NOT (r.status = 'SUCCESSFUL' OR r.status = 'FAILED' AND t.failure <> '')"
    )
    found = [f"the task {title} is {s}" for title, s in connection.execute(tasks).fetchall()]
    for table in WAITING:
        ((number,),) = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchall()
        found += [f"{number} rows wait in {table}"] * bool(number)
    return found


def told(count: Count) -> str:
    words = f"{count.lost} lost, {count.twice} twice, {count.altered} altered"
    return f"{words}, {count.strange} from nowhere"
