"""Tell which errors say that the database is away for a moment, and not that we made a mistake."""

from collections.abc import Iterator

from django.db import InterfaceError, InternalError, OperationalError

# SQLite's result codes that pass: busy, locked, read-only, I/O, full, cannot open, protocol.
# The rest, as a missing table, is a mistake of ours and stays a 500.
PASSING_IN_SQLITE = {5, 6, 8, 10, 13, 14, 15}
# PostgreSQL has become a standby, or has closed a transaction that was idle too long.
PASSING_IN_POSTGRES = {"25006", "25P03"}
AWAY = (OperationalError, InterfaceError, InternalError)


def database_is_away(error: BaseException) -> bool:
    """Return whether the error, or one of its causes, is a trouble of the database that passes."""
    return any(_passes(link) for link in _chain(error))


def _passes(error: BaseException) -> bool:
    cause = error.__cause__
    if code := getattr(cause, "sqlite_errorcode", None):
        return code & 0xFF in PASSING_IN_SQLITE
    state = getattr(cause, "sqlstate", None)
    if state in PASSING_IN_POSTGRES:
        return True
    # A link that breaks amid a statement gives psycopg “no result”: an InternalError of no state.
    if not isinstance(error, AWAY) or (isinstance(error, InternalError) and state):
        return False
    return cause is None or type(cause).__module__.startswith("psycopg")


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(20):
        if link is None:
            return
        yield link
        link = link.__cause__ or link.__context__


def outage_reason(error: BaseException) -> str:
    """Return the first line of the driver's message, which names hosts and limits, never values."""
    away = next((link for link in _chain(error) if _passes(link)), error)
    return (str(away).strip() or "no reason given").splitlines()[0]
