"""One process that runs tasks, one after the other: the library's worker, as this desk needs it.

It differs in what it does while there is nothing to do (it only reads, where the library's takes
SQLite's lock each second), and in what becomes of a task whose run is cut short.
"""

import logging
import os
import sys
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.compat import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from annotator.background import outcomes, presence, upkeep, watching
from annotator.background.models import BackgroundTask, TaskRow
from annotator.background.progress import GivenBack, KeptProgress, Stopped, TakenAway
from annotator.background.step_limit import StepLimit
from annotator.operations.outage import database_is_away

WATCH_EVERY, TAKE_UP_EVERY, PRUNE_EVERY = 1.0, 10.0, 3600.0
LONGEST_WAIT = 30.0
"""Seconds between two tries while the database is away."""
log = logging.getLogger("annotator.background")


class TaskWorker(Worker):
    """Claims what waits and runs it, until a signal tells it to end.

    Of the tasks of one key one runs at a time. `parent`: the process that started it, without which
    it ends. `limit`: for how long it may come no step further.
    """

    def __init__(
        self,
        name: str,
        interval: float = 1.0,
        parent: int | None = None,
        limit: StepLimit | None = None,
    ) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=False,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        self.parent = parent
        self.limit = limit or StepLimit()
        self._next_watch = self._next_take_up = self._next_pruning = 0.0

    def run(self) -> None:
        """Run tasks until told to end; then leave none half-claimed."""
        heartbeat = presence.Heartbeat(self.worker_id)
        heartbeat.start()
        try:
            self._loop()
        finally:
            self.running = False
            self.limit.end()
            heartbeat.end()
            upkeep.give_back_all(self.worker_id)
            presence.leave(self.worker_id)

    def _loop(self) -> None:
        wait = self.interval
        while not self.ending():
            self.limit.step()
            try:
                close_old_connections()
                self._keep_up()
                found, wait = self.run_one(), self.interval
            except DatabaseError as error:
                if not database_is_away(error):
                    raise
                connections.close_all()
                found, wait = False, min(max(wait, 1.0) * 2, LONGEST_WAIT)
                log.warning("The database is away; the worker tries again in %.0f s.", wait)
            if not found:
                self._sleep(wait)

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.ending() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.2))

    def run_all(self) -> None:
        """Run what waits, until nothing does."""
        presence.sign(self.worker_id)
        try:
            upkeep.take_up(idle=self.worker_id)
            while self.run_one():
                pass
        finally:
            presence.leave(self.worker_id)

    def run_one(self) -> bool:
        """Run the next task that waits; return whether there was one. Looking only reads."""
        task = self.claim()
        if task is not None:
            self.run_task(task)
        return task is not None

    def run_task(self, db_task_result: TaskRow) -> None:
        """Run a task that this worker has claimed, and write down how it ended."""
        self.running_task, began = True, time.monotonic()
        try:
            ended = self._run(db_task_result)
        finally:
            self.running_task = False
        facts = {"task": db_task_result.task_path, "ms": round(1000 * (time.monotonic() - began))}
        log.info("A task %s: %s", ended, db_task_result.task_path, extra={"facts": facts})

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End as soon as the task that runs can be given back; at a second signal, at once."""
        if not self.running:
            self.reset_signals()
            sys.exit(1)
        self.running = False

    def ending(self) -> bool:
        """Return whether the worker is to end as soon as it can."""
        return not self.running or (self.parent is not None and os.getppid() != self.parent)

    def _run(self, result: TaskRow) -> str:
        progress = KeptProgress(result.pk, result.started_at, self.ending, self.limit)
        try:
            result.task.func(progress, *result.args_kwargs["args"])
        except TakenAway:
            return "was taken up by another worker"
        except GivenBack:
            outcomes.give_back(result)
            return "was given back"
        except Stopped as error:
            progress.keep()
            outcomes.fail(result, error)
            return "was stopped"
        except Exception as error:
            return self._broken(result, error)
        except BaseException:  # a second signal: at once, and amid a statement perhaps
            connections.close_all()
            outcomes.give_back(result)
            raise
        progress.keep()
        outcomes.succeed(result)
        return "is done"

    def _broken(self, result: TaskRow, error: Exception) -> str:
        log.exception("A task broke: %s", result.task_path)
        if database_is_away(error):
            connections.close_all()
            outcomes.run_again(result, error)
        else:
            outcomes.fail(result, error)
        return "did not end well"

    def claim(self) -> TaskRow | None:
        """Take the next task that waits, for this worker; looking for it only reads."""
        running = BackgroundTask.objects.filter(worker__isnull=False).values("key")
        held = BackgroundTask.objects.filter(waiting_key__in=running).values("pk")
        ready = DBTaskResult.objects.ready().exclude(pk__in=held)
        if not ready.exists():
            return None
        with exclusive_transaction(ready.db):
            result = ready.get_locked()
            if result is not None:
                result.claim(self.worker_id)
                # From here on the same may be asked for again: what it reads, it reads from now on.
                BackgroundTask.objects.filter(pk=result.pk).update(
                    worker=self.worker_id, waiting_key=None, done=None, of=None, failure=""
                )
        return result

    def _keep_up(self) -> None:
        now = time.monotonic()
        if now >= self._next_watch:
            watching.look_after_all()
            self._next_watch = now + WATCH_EVERY
        if now >= self._next_take_up:
            presence.sign(self.worker_id)
            upkeep.take_up(idle=self.worker_id)
            self._next_take_up = now + TAKE_UP_EVERY
        if now >= self._next_pruning:
            more = upkeep.prune() == upkeep.PORTION
            self._next_pruning = now + (self.interval if more else PRUNE_EVERY)
