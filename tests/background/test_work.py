"""A task is asked for, run once, told about; what fails, dies or is stopped leaves the rest be."""

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from annotator.background import outcomes, upkeep, worker_is_there
from annotator.background.models import BackgroundTask, WorkerProcess
from annotator.background.outcomes import MOST_RUNS
from annotator.background.presence import leave, sign
from annotator.background.work import Asking, Progress, is_pending
from annotator.background.worker import TaskWorker
from tests.background import tasks
from tests.background.tasks import RAN, count, poison, refuse, urgent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_ran():
    RAN.clear()


def test_what_is_asked_for_runs_and_tells_how_far_it_is(stranger, work_done):
    count.ask(3, story_id=7, by=stranger)
    task = BackgroundTask.objects.select_related("result").get()
    assert (task.title, task.story_id, task.asked_by) == ("Count", 7, stranger)
    assert (task.result.status, RAN) == ("READY", [])
    assert work_done() == 1
    task.refresh_from_db()
    assert RAN == [("count", 3)]
    assert (task.result.status, task.done, task.of, task.worker) == ("SUCCESSFUL", 3, 3, None)
    assert work_done() == 0


def test_here_and_now():
    told = Progress()
    count.now(2, progress=told)
    count.now(1)
    assert (told.done, told.of, RAN) == (2, 2, [("count", 2), ("count", 1)])
    assert not BackgroundTask.objects.exists()


def test_arguments_that_do_not_fit_are_refused_when_asked():
    with pytest.raises(TypeError):
        count.ask()
    with pytest.raises(TypeError):
        count.ask({1, 2})
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_a_key_one_waits_and_one_runs():
    """Also while the first is being run: what changed meanwhile it may not have seen."""
    with transaction.atomic():
        for _ in range(3):
            count.ask(1, key="rows 1")
        assert not BackgroundTask.objects.exists()  # before the commit nothing is asked
    count.ask(1, key="rows 1")
    count.ask(1, key="rows 2")
    assert BackgroundTask.objects.count() == 2
    first, second = TaskWorker("first"), TaskWorker("second")
    claimed = first.claim()
    assert is_pending(claimed.background_task.key)
    count.ask(1, key=claimed.background_task.key)
    assert BackgroundTask.objects.count() == 3
    assert second.run_one()  # of the other key
    assert not second.run_one()  # the same key waits for the one that runs
    first.run_task(claimed)
    assert second.run_one()
    assert not second.run_one()
    assert len(RAN) == 3
    assert not is_pending("rows 1")


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_for_one(monkeypatch):
    """Neither has seen the other's: the constraint has."""
    count.ask(1, key="rows")
    seen, looks = Asking._waits, iter([False])
    monkeypatch.setattr(Asking, "_waits", lambda self: next(looks, True) and seen(self))
    count.ask(1, key="rows")
    assert BackgroundTask.objects.count() == DBTaskResult.objects.count() == 1
    assert next(looks, "looked") == "looked"


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_asked_for():
    def ask_and_break() -> None:
        with transaction.atomic():
            count.ask(1)
            count.ask(1, key="rows")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_and_break()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_asking_again_while_one_waits_is_one_statement(django_assert_num_queries):
    count.ask(1, key="rows")
    with django_assert_num_queries(1):
        count.ask(1, key="rows")
    with django_assert_num_queries(4):
        count.ask(1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_with_nothing_to_do_only_reads(django_assert_num_queries):
    worker = TaskWorker("idle")
    with django_assert_num_queries(1) as asked:
        assert not worker.run_one()
    assert asked[0]["sql"].startswith("SELECT")


def test_a_task_that_breaks_does_not_stop_others(work_done):
    poison.ask()
    refuse.ask()
    count.ask(1)
    assert work_done(may_fail=True) == 3
    failed = {task.title: task.failure for task in BackgroundTask.objects.exclude(failure="")}
    assert failed["Refuse"] == "The file has no column “label”."
    assert "RuntimeError" in failed["Poison"]
    assert "this is not for people" not in failed["Poison"]
    assert RAN == [("poison",), ("count", 1)]
    assert worker_says("Poison").status == "FAILED"


def worker_says(title: str) -> DBTaskResult:
    return DBTaskResult.objects.get(background_task__title=title)


def test_the_urgent_goes_first(work_done):
    count.ask(1)
    urgent.ask()
    work_done()
    assert RAN == [("urgent",), ("count", 1)]


def test_a_task_that_the_program_no_longer_knows_fails_in_words(work_done):
    count.ask(1)
    DBTaskResult.objects.update(task_path="annotator.nowhere.tasks.gone")
    work_done(may_fail=True)
    assert "does not know this task" in BackgroundTask.objects.get().failure


def test_who_is_stopped_ends_and_says_so(work_done, stranger):
    count.ask(5)
    BackgroundTask.objects.update(stop_asked_at=timezone.now(), stop_asked_by=stranger)
    work_done(may_fail=True)
    task = BackgroundTask.objects.get()
    assert (task.failure, task.done, task.of) == ("It was stopped.", 1, 5)


def test_a_worker_that_is_to_end_gives_its_task_back():
    count.ask(5)
    worker = TaskWorker("ending")
    claimed = worker.claim()
    worker.running = False
    worker.run_task(claimed)
    claimed.refresh_from_db()
    assert (claimed.status, claimed.worker_ids) == ("READY", [])
    assert TaskWorker("next").run_one()
    claimed.refresh_from_db()
    assert (claimed.status, claimed.worker_ids) == ("SUCCESSFUL", ["next"])


def test_what_was_given_back_waits_for_its_key_unless_another_does():
    Asking(count, (5,), None, None, "rows").store()
    worker = TaskWorker("ending")
    for waiting in (1, 2):
        claimed = worker.claim()
        if waiting == 2:
            Asking(count, (5,), None, None, "rows").store()
        outcomes.give_back(claimed)
        assert BackgroundTask.objects.count() == waiting
        assert BackgroundTask.objects.filter(waiting_key="rows").count() == 1
    assert DBTaskResult.objects.ready().count() == 2


def test_the_task_of_a_dead_worker_goes_on_and_not_for_ever():
    count.ask(1)
    for run in range(MOST_RUNS):
        sign(f"dying {run}")
        assert TaskWorker(f"dying {run}").claim()
        assert upkeep.take_up() == 0  # it was heard of
        leave(f"dying {run}")
        assert upkeep.take_up() == 1
        DBTaskResult.objects.update(run_after=timezone.now())
    task = BackgroundTask.objects.select_related("result").get()
    assert (task.result.status, task.worker) == ("FAILED", None)
    assert "cut off 3 times before it was done" in task.failure
    assert (upkeep.take_up(), RAN) == (0, [])


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are not seen here")
def test_a_silent_worker_of_this_machine_is_left_alone_while_it_lives():
    """On SQLite its task may hold the very lock that its sign of life waits for."""
    count.ask(1)
    assert TaskWorker("holds-a-lock").claim()
    words = ["-c", "import time; time.sleep(600)", "--name=holds-a-lock"]
    with subprocess.Popen([sys.executable, *words]) as process:
        sign("holds-a-lock")
        silent = {"heard_at": timezone.now() - timedelta(minutes=5), "pid": process.pid}
        WorkerProcess.objects.update(**silent)
        while b"holds-a-lock" not in Path(f"/proc/{process.pid}/cmdline").read_bytes():
            time.sleep(0.01)
        assert upkeep.take_up() == 0
        process.kill()
    assert upkeep.take_up() == 1


def test_a_worker_taken_for_dead_changes_nothing_when_it_comes_back(work_done):
    count.ask(2)
    slow = TaskWorker("slow")
    claimed = slow.claim()
    upkeep.take_up()
    assert work_done() == 1
    slow.run_task(claimed)
    claimed.refresh_from_db()
    assert (claimed.status, claimed.worker_ids) == ("SUCCESSFUL", ["slow", "of-the-tests"])


def test_while_the_database_is_away_a_task_is_tried_again(monkeypatch, work_done):
    count.ask(1)
    away = OperationalError("disk full")
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr("annotator.background.progress.Progress.tell", raising(away))
    assert work_done(may_fail=True) == MOST_RUNS
    assert "could not be reached, or is full" in BackgroundTask.objects.get().failure


def raising(error: Exception):
    def refuse_all(*_: object) -> None:
        raise error

    return refuse_all


def test_a_worker_is_there_for_as_long_as_it_is_heard_of():
    assert not worker_is_there()
    sign("one")
    sign("one")
    assert worker_is_there()
    WorkerProcess.objects.update(heard_at=timezone.now() - timedelta(minutes=2))
    assert not worker_is_there()
    sign("one")
    leave("one")
    assert not worker_is_there()


@pytest.mark.parametrize(
    "ago, asked, kept", [(2, False, False), (2, True, True), (15, True, False), (0.5, False, True)]
)
def test_what_ended_long_ago_is_removed(ago, asked, kept, stranger, work_done):
    count.ask(1, by=stranger if asked else None)
    work_done()
    count.ask(1)  # one that waits stays, however old
    then = timezone.now() - timedelta(days=ago)
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(finished_at=then)
    assert upkeep.prune() == int(not kept)
    assert BackgroundTask.objects.count() == 1 + kept


def test_a_validation_error_speaks_for_itself(monkeypatch, work_done):
    count.ask(1)
    monkeypatch.setattr(
        "annotator.background.progress.Progress.tell", raising(ValidationError("The row is empty."))
    )
    work_done(may_fail=True)
    assert BackgroundTask.objects.get().failure == "The row is empty."


def test_the_tasks_of_the_tests_are_where_the_library_looks():
    assert tasks.count.module_path == "tests.background.tasks.count"
