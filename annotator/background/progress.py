"""How far a task is, kept while it runs; and how it learns that it is to end."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.db import connection
from django_tasks_db.compat import TaskResultStatus

from annotator.background.models import BackgroundTask
from annotator.background.step_limit import StepLimit

EVERY = 1.0
"""Seconds between two times that a running task's progress is kept and its stop looked for."""


class Stopped(Exception):
    """Somebody has stopped the task."""


class GivenBack(Exception):
    """The worker is ending: another one goes on with the task."""


class TakenAway(Exception):
    """Another worker has taken the task up, as this one was not heard of."""


class Progress:
    """Where a task tells how far it is. This one keeps nothing: of a task that runs here and now.

    `done` and `of` are what was told last, None before.
    """

    done: int | None = None
    of: int | None = None

    def tell(self, done: int, of: int) -> None:
        """Say that `done` of `of` steps are done. It may raise to end the task: let it pass."""
        self.done, self.of = done, of


class KeptProgress(Progress):
    """The progress of a task that a worker runs, kept in the database once in a while."""

    def __init__(
        self,
        task: UUID,
        started_at: datetime | None,
        ending: Callable[[], bool],
        limit: StepLimit,
    ) -> None:
        self._task, self._started_at, self._ending, self._limit = task, started_at, ending, limit
        self._kept_at: float | None = None

    def tell(self, done: int, of: int) -> None:
        """Keep it, at most once in `EVERY` seconds.

        Raises GivenBack, Stopped or TakenAway where the task is to end: it leaves what it has done
        as it is, and is run again from its beginning, or never.
        """
        super().tell(done, of)
        self._limit.step()
        if self._ending():
            raise GivenBack
        if self._kept_at is not None and monotonic() - self._kept_at < EVERY:
            return
        self._look()
        # In a transaction of the task's own it would be seen by nobody, and hold up who stops it.
        if not connection.in_atomic_block:
            self.keep()
        self._kept_at = monotonic()

    def keep(self) -> None:
        """Write down what was told last."""
        if self.of is not None:
            BackgroundTask.objects.filter(pk=self._task).update(done=self.done, of=self.of)

    def _look(self) -> None:
        ours = BackgroundTask.objects.filter(
            pk=self._task,
            result__status=TaskResultStatus.RUNNING,
            result__started_at=self._started_at,
        )
        row = ours.values_list("stop_asked_at").first()
        if row is None:
            raise TakenAway
        if row[0] is not None:
            raise Stopped
