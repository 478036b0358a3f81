"""`@work` makes a function a task, which is asked for here and run by a worker."""

import inspect
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.compat import Task

from annotator.background.models import BackgroundTask
from annotator.background.progress import Progress, Stopped

__all__ = ["Progress", "Stopped", "TaskFailed", "Work", "is_pending", "work"]
log = logging.getLogger("annotator.background")


class TaskFailed(Exception):
    """A task cannot be done, for a reason that is told to whoever asked in the error's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Task[..., None]):
    """A task of ours: a function of its progress and of JSON values, safe to run twice."""

    title: str = ""

    def ask(
        self,
        *arguments: Any,
        story_id: int | None = None,
        by: Any = None,
        key: str = "",
        title: str = "",
    ) -> None:
        """Ask that a worker runs it with these arguments, once what is written now is committed.

        `by`: the user who asked; `story_id`: the story that it belongs to; `title`: a title of its
        own. One with the same `key`
        that waits, and does not run yet, stands for it: it is asked for after the commit, and where
        that cannot be written, the log says so. Without a key it is a part of the transaction.
        """
        inspect.signature(self.func).bind(Progress(), *arguments)
        asking = Asking(self, arguments, story_id, by and by.pk, key, title)
        if key and connection.in_atomic_block:
            transaction.on_commit(asking.after_commit)
        else:
            asking.store()

    def now(self, *arguments: Any, progress: Progress | None = None) -> None:
        """Run it here and now; errors pass."""
        self.func(progress or Progress(), *arguments)

    def call(self, *arguments: Any, **_: Any) -> None:
        """Run it, for whoever knows only the library's tasks."""
        self.now(*arguments)


def work(title: str, priority: int = 0) -> Callable[[Callable[..., None]], Work]:
    """Make a function of a module a task with this title; of two that wait, the higher priority
    (-100 to 100) goes first.

    The function's first argument is its Progress; it is safe to run twice, and tells its progress
    between its transactions, not within one.
    """

    def decorate(function: Callable[..., None]) -> Work:
        return Work(func=function, title=title, priority=priority)

    return decorate


def is_pending(key: str) -> bool:
    """Return whether a task of this key waits or runs, in one statement."""
    runs = Q(worker__isnull=False, key=key)
    return BackgroundTask.objects.filter(Q(waiting_key=key) | runs).exists()


@dataclass(frozen=True)
class Asking:
    """One asking of a task, to be stored."""

    work: Work
    arguments: tuple[Any, ...]
    story_id: int | None
    asked_by: int | None
    key: str
    title: str = ""

    def after_commit(self) -> None:
        """Store it; where that fails, what was committed stands, and only the log is told."""
        try:
            self.store()
        except DatabaseError:
            log.exception("A task could not be asked for: %s", self.work.title)

    def store(self) -> None:
        """Store it, unless one with its key waits: then in one statement that only reads."""
        if self._waits():
            return
        try:
            with transaction.atomic():
                result = self.work.enqueue(*self.arguments)
                BackgroundTask.objects.create(
                    result_id=result.id,
                    title=(self.title or self.work.title)[:100],
                    story_id=self.story_id,
                    asked_at=timezone.now(),
                    asked_by_id=self.asked_by,
                    key=self.key,
                    waiting_key=self.key or None,
                )
        except IntegrityError:
            if not self._waits():  # else somebody asked for the same at once
                raise

    def _waits(self) -> bool:
        # While the key stands the task has not begun to read: it will see what is committed now.
        return bool(self.key) and BackgroundTask.objects.filter(waiting_key=self.key).exists()
