"""Tell as of when the read replica can answer, or why it shall not be asked.

It is asked only if it has everything that the reader has written, and is not far behind. It counts
as up to date where it has replayed all that the primary had when it was asked: the time of the last
commit that it replayed says nothing of a desk at rest. One that is away or far behind is left alone
for some seconds, so that no page waits for it; that is logged once, and once that it is back.
"""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connections

from annotator.operations.outage import outage_reason

REPLICA = "replica"
PRIMARY = "default"
FARTHEST = timedelta(seconds=30)
"""How far behind it may be. Longer ago than that, one's own writes are known to be there."""
PATIENCE = 1.0
"""Seconds for which a page waits for the replica to come to where it must be."""
STEP = 0.02
REST = 10.0
"""Seconds for which a replica that was away or far behind is not asked again."""
NOWHERE = "0/0"
PLACE = "SELECT pg_current_wal_lsn()::text, clock_timestamp()"
REPLAYED = (
    "SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp(), "
    "pg_last_wal_replay_lsn() >= %s::pg_lsn, pg_last_wal_replay_lsn() >= %s::pg_lsn"
)
log = logging.getLogger("annotator.operations.replica")


@dataclass
class _Standing:
    """What this process knows of the replica: why it is not asked, and until when."""

    trouble: str = ""
    until: float = 0.0


_standing = _Standing()


def configured() -> bool:
    """Return whether the desk has a replica."""
    return REPLICA in connections.settings


def primary_place() -> tuple[str, datetime]:
    """Return how far the primary's log has come, and its clock. Raises DatabaseError."""
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute(PLACE)
        place, now = cursor.fetchone()
    return place, now


def replica_time(written: str = "", patience: float = PATIENCE) -> datetime | None:
    """Return as of when the replica answers; None where the primary must.

    `written` is the place in the primary's log of what the reader has written last. It is waited
    for, `patience` seconds long. Raises DatabaseError where the primary is away.
    """
    if time.monotonic() < _standing.until:
        return None
    place, now = primary_place()
    try:
        replica, as_of, has_own = _replayed(place, written or NOWHERE, now, patience)
    except DatabaseError as error:
        leave_alone(f"away: {outage_reason(error)}")
        return None
    if not replica:
        leave_alone("no replica: it takes writes itself")
    elif as_of is None or now - as_of > FARTHEST:
        leave_alone(f"far behind: {_age(now, as_of)}")
    else:
        _is_well()
        return as_of if has_own else None
    return None


def _replayed(
    place: str, written: str, now: datetime, patience: float
) -> tuple[bool, datetime | None, bool]:
    """Return whether it is a replica, as of when it is, and whether it has what was written."""
    until = time.monotonic() + patience
    while True:
        with connections[REPLICA].cursor() as cursor:
            cursor.execute(REPLAYED, [place, written])
            replica, last, up_to_date, has_own = cursor.fetchone()
        as_of = now if up_to_date else last
        near = as_of is not None and now - as_of <= FARTHEST
        if not replica or (near and has_own) or time.monotonic() >= until:
            return replica, as_of, bool(has_own)
        time.sleep(STEP)


def leave_alone(trouble: str) -> None:
    """Let the primary answer for some seconds; the first time it is logged why."""
    if not _standing.trouble:
        log.warning("the replica is %s; the primary answers", trouble)
    _standing.trouble, _standing.until = trouble, time.monotonic() + REST
    connections[REPLICA].close()


def _is_well() -> None:
    if _standing.trouble:
        log.warning("the replica answers again")
    _standing.trouble, _standing.until = "", 0.0


def told() -> str:
    """Return in words how the replica is, for whoever asks for health; "" where there is none."""
    if not configured():
        return ""
    as_of = replica_time(patience=0)
    if as_of is None:
        return f"The replica is {_standing.trouble}; the primary answers."
    return f"The replica answers as of {as_of.isoformat(timespec='seconds')}."


def _age(now: datetime, as_of: datetime | None) -> str:
    if as_of is None:
        return "it has replayed nothing yet"
    return f"{(now - as_of).total_seconds():.0f} s"
