"""Real workers on a real database: killed, poisoned, ended, doubled, and on a disk that is full."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from annotator.background import worker_is_there
from annotator.background.models import BackgroundTask, WorkerProcess
from tests.background.tasks import append, hang, kill, poison, slow

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]


def until(what: str, so: Callable[[], bool]) -> None:
    """Wait for a condition; the limit is for what never comes, not for what is slow."""
    latest = time.monotonic() + 120
    while not so():
        assert time.monotonic() < latest, f"waited in vain: {what}"
        time.sleep(0.1)


def url_of_the_tests() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{told['NAME']}").geturl()


@pytest.fixture
def start(tmp_path):
    """start(2) is `manage.py worker` with two processes, on the tests' database.

    What is named besides, as TASK_LIMIT_SECONDS=1, is of its environment.
    """
    begun: list[subprocess.Popen] = []

    def run(at_once: int, **more: str) -> subprocess.Popen:
        here = {**os.environ, "DATABASE_URL": url_of_the_tests(), "PYTHONPATH": str(ROOT), **more}
        words = ["worker", "--at-once", str(at_once), "--interval", "0.05"]
        with (tmp_path / f"{len(begun)}.log").open("wb") as log:
            begun.append(
                subprocess.Popen(
                    [sys.executable, "manage.py", *words], cwd=ROOT, env=here, stderr=log
                )
            )
        return begun[-1]

    yield run
    for process in begun:
        process.terminate()
    for process in begun:
        process.wait(60)


def states() -> Counter:
    return Counter(str(task.state) for task in BackgroundTask.objects.select_related("result"))


def hurried(so: Callable[[], bool]) -> Callable[[], bool]:
    """The condition, with no pause before what waits for its next run."""

    def look() -> bool:
        DBTaskResult.objects.filter(status="READY").update(run_after=F("enqueued_at"))
        return so()

    return look


def test_two_workers_killed_poisoned_and_ended(start, tmp_path):
    """Each task runs once, whoever claims it; what breaks, or kills its process, ends alone."""
    said, begun = tmp_path / "said", tmp_path / "begun"
    kill.ask()
    DBTaskResult.objects.update(worker_ids=["dead", "dead too"])
    poison.ask()
    for number in range(30):
        append.ask(str(said), number)
    supervisor = start(2)
    until("all have run", lambda: states() == {"done": 30, "failed": 2})
    assert sorted(map(int, said.read_text().split())) == list(range(30))
    words = BackgroundTask.objects.get(title="Kill its process").failure
    assert "cut off 3 times before it was done" in words
    assert worker_is_there()

    slow.ask(str(begun))
    until("it runs", lambda: states()["running"] == 1 and begun.exists())
    name = BackgroundTask.objects.get(title="Slow").worker
    os.kill(WorkerProcess.objects.get(pk=name).pid, signal.SIGKILL)
    until("it runs again", hurried(lambda: begun.read_text().count("begun") == 2))
    assert not WorkerProcess.objects.filter(pk=name).exists()
    supervisor.terminate()
    assert supervisor.wait(60) == 0
    given_back = BackgroundTask.objects.select_related("result").get(title="Slow")
    assert (given_back.state, given_back.failure) == ("waiting", "")
    assert not WorkerProcess.objects.exists()


def test_what_hangs_is_ended_told_and_keeps_nobody_up(start, tmp_path):
    """It is run again and has then failed; what takes long, step by step, is let go on."""
    said, begun = tmp_path / "said", tmp_path / "begun"
    hang.ask(str(said))
    DBTaskResult.objects.update(worker_ids=["hung before"])
    start(1, TASK_LIMIT_SECONDS="2")
    until("it hangs", said.exists)
    until("it has had its runs", hurried(lambda: states()["failed"] == 1))
    assert said.read_text().count("hangs") == 2
    words = BackgroundTask.objects.get(title="Hang").failure
    assert "came no step further for 2 seconds and was ended" in words
    assert "TASK_LIMIT_SECONDS" in words

    slow.ask(str(begun))
    until("the next one runs", begun.exists)
    pid = WorkerProcess.objects.get().pid
    time.sleep(5)  # longer than a step may take
    (tmp_path / "enough").touch()
    until("it is done", lambda: states() == {"failed": 1, "done": 1})
    assert begun.read_text().count("begun") == 1
    assert WorkerProcess.objects.get().pid == pid


def test_a_full_disk_is_waited_for_and_nobody_works_without_a_parent(start, tmp_path):
    """What has run and cannot be written down is run again once there is room."""
    said, log = tmp_path / "said", tmp_path / "0.log"
    supervisor = start(1)
    slow.ask(str(said))
    until("it runs", lambda: said.exists() and states()["running"] == 1)
    pid = WorkerProcess.objects.get().pid
    full = connection.vendor == "sqlite" and hasattr(resource, "prlimit")
    if full:  # PostgreSQL stops where its disk is full, and is away
        room = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (512, room[1]))
    (tmp_path / "enough").touch()
    if full:
        # The log may have no room left either.
        until(
            "it waits",
            lambda: "database is away" in log.read_text() or log.stat().st_size >= 512,
        )
        assert states() == {"running": 1}
        resource.prlimit(pid, resource.RLIMIT_FSIZE, room)
    until("it ends well", hurried(lambda: states() == {"done": 1}))
    assert said.read_text().count("begun") == 1 + full
    assert WorkerProcess.objects.get().pid == pid

    supervisor.kill()
    supervisor.wait(60)
    until("it has left", lambda: not WorkerProcess.objects.exists())
    until("its process is gone", lambda: not Path(f"/proc/{pid}").exists() or zombie(pid))


def zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
