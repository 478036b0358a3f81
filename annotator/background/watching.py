"""What a worker looks after by itself, about once a second, without being asked.

What happens often and must cost nothing more, such as storing a highlight, asks for no task: it
leaves a row behind, and a worker finds it. A little is done at once; for more it asks for the task.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from annotator.background.models import BackgroundTask
from annotator.background.work import Work
from annotator.operations.outage import database_is_away

REST = 60.0
"""Seconds for which is not looked again after what broke."""
log = logging.getLogger("annotator.background")


@dataclass(frozen=True)
class Watched:
    """A task without arguments, its key, and what does a little of it, if there is any."""

    work: Work
    key: str
    do_a_little: Callable[[], bool]


_watched: dict[str, Watched] = {}
_rests_until: dict[str, float] = {}


def watch(work: Work, key: str, do_a_little: Callable[[], bool]) -> None:
    """Let workers look after something. Called by an app's `ready`.

    `do_a_little` takes well under a second, is safe to run twice, only reads where there is nothing
    to do, and returns whether more is left: then the task does it.
    """
    _watched[key] = Watched(work, key, do_a_little)


def look_after_all() -> None:
    """Do a little of all that is watched, and ask for the task of what is left.

    Raises DatabaseError where the database is away. What breaks otherwise is logged, and rests.
    """
    now = time.monotonic()
    for one in _watched.values():
        if now < _rests_until.get(one.key, now) or _asked(one):
            continue
        try:
            more = one.do_a_little()
        except Exception as error:
            if database_is_away(error):
                raise
            log.exception("What a worker looks after broke: %s", one.work.title)
            _rests_until[one.key] = now + REST
            continue
        if more:
            one.work.ask(key=one.key)


def _asked(one: Watched) -> bool:
    """Return whether its task waits or runs: then that does it."""
    return BackgroundTask.objects.filter(key=one.key, result__finished_at=None).exists()
