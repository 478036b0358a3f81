"""Say how long somebody read (pure)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import pairwise

PAUSE = timedelta(minutes=10)
"""Whoever did nothing for longer than this was not reading."""


def minutes_read(begun: datetime, submitted: datetime, events: Collection[datetime]) -> float:
    """Return how long somebody read: all but the pauses between one thing that they did and the
    next. `events` are when they marked or changed something."""
    times = sorted({begun, submitted, *(at for at in events if begun <= at <= submitted)})
    gaps = (then - before for before, then in pairwise(times))
    return sum((gap for gap in gaps if gap <= PAUSE), timedelta()).total_seconds() / 60
