"""Health, readiness, and what the desk answers while its database is away: never a 500."""

import sqlite3

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, InterfaceError, InternalError, OperationalError
from django.test import Client
from django.urls import reverse

from annotator.background.presence import sign
from annotator.operations.outage import database_is_away

LIVE, READY = "/health/live", "/health/ready"


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    """The error as a handler sees it: with what it came of."""
    try:
        raise error from cause
    except Exception as caught:
        return caught


def of_sqlite(message: str, code: int) -> Exception:
    cause = sqlite3.OperationalError(message)
    cause.sqlite_errorcode = code
    return raised(OperationalError(message), cause)


def of_postgres(kind: type[psycopg.Error], message: str = "FATAL: no") -> Exception:
    return raised(OperationalError(message), kind(message))


@pytest.fixture
def away(db):
    """away(error): from now on every statement raises it, as where the database has gone."""

    def go(error: Exception) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise error

        for place in ("CursorWrapper.execute", "CursorWrapper.executemany"):
            patch.setattr(f"django.db.backends.utils.{place}", refuse)

    with pytest.MonkeyPatch.context() as patch:
        yield go


@pytest.fixture
def browser(ada, as_user):
    client = as_user(ada)
    client.raise_request_exception = False
    return client


def test_live_asks_nothing_of_the_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get(LIVE).content == b"live\n"


def test_ready_asks_once(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = Client().get(READY)
    assert answer.content.startswith(b"ready; no worker")
    assert "no-store" in answer["Cache-Control"]
    sign("somebody")
    assert Client().get(READY).content == b"ready\n"


def test_a_desk_behind_https_answers_them_plainly(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(LIVE).status_code == Client().get(READY).status_code == 200
    assert Client().get("/accounts/sign-in/").status_code == 301


def test_live_but_not_ready_without_a_database(db, away):
    away(of_postgres(psycopg.OperationalError))
    assert Client().get(LIVE).status_code == 200
    refused = Client().get(READY)
    assert refused.status_code == 503
    assert int(refused["Retry-After"]) > 0


GOES_BY = {
    "connection refused": of_postgres(psycopg.OperationalError),
    "starting up": of_postgres(psycopg.errors.CannotConnectNow),
    "shut down": of_postgres(psycopg.errors.AdminShutdown),
    "too many clients": of_postgres(psycopg.errors.TooManyConnections),
    "pooler gave up": of_postgres(psycopg.errors.ProtocolViolation),
    "deadlock": of_postgres(psycopg.errors.DeadlockDetected),
    "standby": raised(DatabaseError("no"), psycopg.errors.ReadOnlySqlTransaction("no")),
    "closed": raised(InterfaceError("closed"), psycopg.InterfaceError("closed")),
    "cut off": raised(InternalError("no result"), psycopg.InternalError("no result")),
    "busy": of_sqlite("database is locked", sqlite3.SQLITE_BUSY),
    "busy snapshot": of_sqlite("database is locked", sqlite3.SQLITE_BUSY_SNAPSHOT),
    "no file": of_sqlite("unable to open database file", sqlite3.SQLITE_CANTOPEN),
    "full": of_sqlite("database or disk is full", sqlite3.SQLITE_FULL),
}
STAYS = {
    "no such table": of_sqlite("no such table: people_user", sqlite3.SQLITE_ERROR),
    "after an error": raised(
        InternalError("aborted"), psycopg.errors.InFailedSqlTransaction("aborted")
    ),
    "constraint": raised(IntegrityError("dup"), psycopg.errors.UniqueViolation("dup")),
    "mistake": ValueError("a mistake of ours"),
}


@pytest.mark.parametrize("error", GOES_BY.values(), ids=GOES_BY)
def test_what_passes_is_a_503(error, browser, away):
    away(error)
    answer = browser.get(reverse("desk:home"))
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "waits in your browser" in answer.content.decode()
    script = browser.get(reverse("desk:home"), headers={"X-Requested-With": "fetch"})
    assert (script.status_code, list(script.json())) == (503, ["error"])
    assert int(script["Retry-After"]) > 0


@pytest.mark.parametrize("error", STAYS.values(), ids=STAYS)
def test_what_does_not_pass_stays_a_500(error, browser, away):
    away(error)
    answer = browser.get(reverse("desk:home"))
    assert (answer.status_code, answer.has_header("Retry-After")) == (500, False)
    script = browser.get(reverse("desk:home"), headers={"X-Requested-With": "fetch"})
    assert script.status_code == 500
    assert "error" in script.json()


def test_what_came_of_it_counts_too():
    """As where a second statement is tried in a transaction whose connection has gone."""
    later = ValueError("no new connection in an atomic block")
    later.__context__ = GOES_BY["shut down"]
    assert database_is_away(later)
    assert not any(database_is_away(error) for error in STAYS.values())


@pytest.mark.django_db(transaction=True)
def test_a_locked_sqlite_is_a_503(tmp_path, ada, browser, reading, labels):
    """For real: somebody else holds the file's write lock for longer than a request waits."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 50")
    holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        answer = browser.post(reverse("annotations:submit", args=[reading.article_id]))
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    call_command("check", verbosity=0)
