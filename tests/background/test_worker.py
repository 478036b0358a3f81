"""A worker's loop and what keeps it, in this process; with processes: `test_processes.py`."""

import signal
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from annotator.background import presence, supervisor
from annotator.background.models import BackgroundTask, WorkerProcess
from annotator.background.supervisor import Supervisor
from annotator.background.worker import TaskWorker
from tests.background.tasks import count


@pytest.mark.django_db(transaction=True)
def test_it_works_waits_while_the_database_is_away_and_leaves(monkeypatch):
    count.ask(1)
    count.ask(2)
    worker, waits = TaskWorker("one", interval=0.5), []
    really, away = worker.run_one, iter([True, True])

    def run_one() -> bool:
        if len(waits) < 2 and next(away, False):
            raise OperationalError("gone") from OSError()
        return really()

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            assert WorkerProcess.objects.get().pk == "one"
            worker.shutdown(signal.SIGTERM, None)

    monkeypatch.setattr("annotator.background.worker.database_is_away", lambda error: True)
    monkeypatch.setattr(worker, "run_one", run_one)
    monkeypatch.setattr(worker, "_sleep", sleep)
    worker.run()
    assert waits == [2.0, 4.0, 0.5]  # longer while it is away; as ever when it is back
    done = [task.state for task in BackgroundTask.objects.select_related("result")]
    assert done == ["done", "done"]
    assert not WorkerProcess.objects.exists()
    with pytest.raises(SystemExit):
        worker.shutdown(signal.SIGTERM, None)  # the second signal: at once


@pytest.mark.django_db(transaction=True)
def test_another_error_of_the_database_ends_it(monkeypatch):
    worker = TaskWorker("one")

    def broken() -> bool:
        raise OperationalError("no such table") from ValueError()

    monkeypatch.setattr(worker, "run_one", broken)
    with pytest.raises(OperationalError):
        worker.run()
    assert not WorkerProcess.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_second_signal_gives_the_task_back(monkeypatch):
    count.ask(3)
    worker = TaskWorker("one")
    claimed = worker.claim()

    def twice(*_: object) -> None:
        worker.shutdown(signal.SIGTERM, None)
        worker.shutdown(signal.SIGTERM, None)

    monkeypatch.setattr("annotator.background.progress.Progress.tell", twice)
    with pytest.raises(SystemExit):
        worker.run_task(claimed)
    claimed.refresh_from_db()
    assert (claimed.status, claimed.worker_ids) == ("READY", [])


@pytest.mark.django_db(transaction=True)
def test_it_sleeps_no_longer_than_it_is_wanted():
    worker = TaskWorker("one", parent=-1)  # whose parent is gone
    worker._sleep(600)
    worker.run()
    assert not WorkerProcess.objects.exists()


def test_its_heart_beats_on_while_the_database_is_away(monkeypatch):
    beats, enough = [], threading.Event()

    def sign(name: str) -> None:
        beats.append(name)
        if len(beats) == 1:
            raise OperationalError("gone")
        enough.set()

    monkeypatch.setattr(presence, "BEAT", 0.001)
    monkeypatch.setattr(presence, "sign", sign)
    heart = presence.Heartbeat("one")
    heart.start()
    assert enough.wait(60)
    heart.end()
    assert set(beats) == {"one"}
    assert not heart.is_alive()


class Begun:
    """What stands for a process: it ends when it is told to, or has ended as `code` says."""

    def __init__(self, words: list[str], code: int | None, stubborn: bool) -> None:
        self.words, self.returncode, self.stubborn, self.told = words, code, stubborn, []

    def poll(self) -> int | None:
        return self.returncode

    def terminate(self) -> None:
        self.told.append("terminate")

    def kill(self) -> None:
        self.told.append("kill")
        self.stubborn = False

    def wait(self, timeout: float | None = None) -> None:
        if self.stubborn:
            raise supervisor.subprocess.TimeoutExpired("worker", timeout or 0)


def test_who_keeps_them_replaces_the_dead_and_ends_all(monkeypatch):
    begun: list[Begun] = []
    keeper = Supervisor(2, 1.0)

    def begin(words: list[str], process_group: int) -> Begun:
        # The second dies at once; its successor does not hear when it is told to end.
        begun.append(Begun(words, -9 if len(begun) == 1 else None, len(begun) == 2))
        return begun[-1]

    def look(_: float) -> None:
        if len(begun) == 3:
            keeper._end(signal.SIGTERM, None)

    monkeypatch.setattr(supervisor.subprocess, "Popen", begin)
    monkeypatch.setattr(supervisor.signal, "signal", lambda *_: None)
    monkeypatch.setattr(supervisor.time, "sleep", look)
    monkeypatch.setattr(supervisor, "PAUSE", 0.0)
    keeper.run()
    name = next(word for word in begun[1].words if word.startswith("--name=")).partition("=")[2]
    assert f"--instead-of={name}" in begun[2].words
    assert [one.told for one in begun] == [["terminate"], [], ["terminate", "kill"]]


@pytest.mark.django_db
def test_the_command(monkeypatch):
    ran = []
    monkeypatch.setattr(Supervisor, "run", lambda self: ran.append("keeper"))
    monkeypatch.setattr(TaskWorker, "run", lambda self: ran.append(self.worker_id))
    monkeypatch.setattr(TaskWorker, "configure_signals", lambda self: None)
    presence.sign("dead")
    call_command("worker")
    call_command("worker", name="one", instead_of="dead")
    assert ran == ["keeper", "one"]
    assert not WorkerProcess.objects.exists()
    for wrong in ({"at_once": 0}, {"at_once": 65}, {"interval": 0.0}, {"interval": 61.0}):
        with pytest.raises(CommandError, match="is a number"):
            call_command("worker", **wrong)
