"""What waits in the background, run in a test as a worker would."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from annotator.background.models import BackgroundTask
from annotator.background.work import Asking, Work
from annotator.background.worker import TaskWorker


def run_what_waits(of: Work | None = None, *, may_fail: bool = False) -> int:
    """Run all tasks that wait, and those they ask for; return how many, or how many `of` a kind.

    In a test that is one transaction, what was to be asked for after the commit is asked for now.
    A task that fails fails the test, unless it `may_fail`.
    """
    worker, count = TaskWorker("of-the-tests"), 0
    ask_what_awaits_the_commit()
    # One that waits for its second run waits no longer.
    while DBTaskResult.objects.filter(status="READY").update(run_after=F("enqueued_at")):
        task = worker.claim()
        if task is None:
            break
        worker.run_task(task)
        count += of is None or task.task_path == of.module_path
        failed = DBTaskResult.objects.failed().filter(worker_ids__icontains=worker.worker_id)
        if not may_fail and (last := failed.order_by("-finished_at").first()):
            raise AssertionError(f"{last.task_path} failed:\n{last.traceback}")
        ask_what_awaits_the_commit()
    return count


def ask_what_awaits_the_commit() -> None:
    """Ask for the tasks of a transaction that a test never commits."""
    for _, ask, *_ in _taken_from_the_transaction():
        ask()


def forget_what_waits() -> None:
    """Forget the tasks that a set-up has asked for, in a test of tasks that asks for its own."""
    _taken_from_the_transaction()
    waiting = BackgroundTask.objects.filter(result__status="READY").values("pk")
    DBTaskResult.objects.filter(pk__in=list(waiting)).delete()


def _taken_from_the_transaction() -> list[tuple[Any, ...]]:
    asked = [
        one
        for one in connection.run_on_commit
        if isinstance(getattr(one[1], "__self__", None), Asking)
    ]
    connection.run_on_commit = [one for one in connection.run_on_commit if one not in asked]
    return asked


def looking_after_work(as_user: Callable[..., Any]) -> Callable[..., Any]:
    """Return `as_user` with browsers in which one looks once all that waits is done.

    A worker is never behind what their `get` shows, and does nothing for their `peek`.
    """

    def sign_in(user: Any) -> Any:
        client = as_user(user)
        get = client.get

        def look(*address: Any, **more: Any) -> Any:
            run_what_waits()
            return get(*address, **more)

        client.get, client.peek = look, get
        return client

    return sign_in
