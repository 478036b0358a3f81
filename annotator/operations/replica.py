"""The door to the read replica: which views and commands read there, and how.

A view behind `reads_from_replica`, or a command through `read_from_replica`, reads from the
replica where that has all that the reader has written; else, and wherever anything goes wrong
there, the primary answers. Everything else never reads there. Whoever would write behind the door
is answered by the primary from the beginning, so that nothing is stored that rests on an old state.
Who may come in is asked of the primary.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import DatabaseError, models
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from annotator.operations import replica_watch
from annotator.operations.outage import database_is_away, outage_reason
from annotator.operations.replica_watch import PRIMARY, REPLICA
from annotator.operations.written import written_by

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
AS_OF = "X-As-Of"
"""The header of what was read from the replica: as of when, in ISO 8601."""
# Membership and rights: whoever is shut out is shut out at once.
ALWAYS_PRIMARY = frozenset({"people.membership", "auth.permission", "auth.group"})
# What keeps account of a task that reads there is no part of what it reads.
BESIDE = frozenset({"background", "django_tasks_database"})
CONFLICT_WITH_REPLAY = "40001"
_behind_the_door: ContextVar[bool] = ContextVar("behind_the_door", default=False)


class WriteBehindDoor(Exception):
    """Something would be written where only the replica is read."""


class ReplicaRouter:
    """Says which database is asked: the replica behind the door, else the primary."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        """Return the database that a statement of this model reads from."""
        meta = model._meta
        if meta.label_lower in ALWAYS_PRIMARY or meta.app_label in BESIDE:
            return PRIMARY
        return place_to_read()

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """Return the primary. Raises WriteBehindDoor where the replica is read."""
        if _behind_the_door.get() and model._meta.app_label not in BESIDE:
            raise WriteBehindDoor(f"{model._meta.label} would be written")
        return PRIMARY

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """Return that rows of both may name each other: they are copies of one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Return that nothing is migrated on the replica: it follows."""
        return False if db == REPLICA else None


def place_to_read() -> str:
    """Return the alias of the database that is read here."""
    return REPLICA if _behind_the_door.get() else PRIMARY


@contextmanager
def _door() -> Iterator[None]:
    mark = _behind_the_door.set(True)
    try:
        yield
    finally:
        _behind_the_door.reset(mark)


def read_from_replica(act: Callable[[], T], tell: Callable[[datetime], None]) -> T:
    """Do, outside of a request, what only reads; from the replica, if that can answer.

    `tell` is told as of when that answers. Where `act` comes to write something it is done again,
    from the primary: it has given nothing away by then.
    """
    as_of = replica_watch.replica_time() if replica_watch.configured() else None
    if as_of is None:
        return act()
    try:
        with _door():
            tell(as_of)
            return act()
    except WriteBehindDoor:
        return act()


def reads_from_replica(view: View) -> View:
    """Let a view that only reads read from the replica, and say as of when."""

    @wraps(view)
    def at_the_door(request: HttpRequest, *args: Any, **names: Any) -> HttpResponseBase:
        if replica_watch.configured() and (as_of := _time_for(request)):
            try:
                return _from_replica(as_of, view, request, *args, **names)
            except WriteBehindDoor:
                pass
            except DatabaseError as error:
                if not database_is_away(error):
                    raise
                if getattr(error.__cause__, "sqlstate", None) != CONFLICT_WITH_REPLAY:
                    replica_watch.leave_alone(f"away: {outage_reason(error)}")
            del request.as_of  # type: ignore[attr-defined]
        return view(request, *args, **names)

    at_the_door.reads_from_replica = True  # type: ignore[attr-defined]
    return cast("View", at_the_door)


def _time_for(request: HttpRequest) -> datetime | None:
    """Return as of when the replica answers whoever asks; None where the primary must."""
    written = written_by(request)
    return None if written is None else replica_watch.replica_time(written)


def _from_replica(
    as_of: datetime, view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any,
    **names: Any,
) -> HttpResponseBase:  # fmt: skip
    request.as_of = as_of  # type: ignore[attr-defined]
    with _door():
        response = view(request, *args, **names)
        response.headers[AS_OF] = as_of.isoformat(timespec="seconds")
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = _begun(iter(response))
    return response


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Return the pieces, the first taken already: until then the primary can still answer.

    The others are taken when the view is long over, so each is taken behind the same door.
    """
    behind = copy_context()
    first = next(pieces, b"")

    def all_of_them() -> Iterator[bytes]:
        yield first
        while (piece := behind.run(next, pieces, None)) is not None:
            yield piece

    return all_of_them()
