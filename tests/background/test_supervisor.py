"""Whoever keeps workers running: what dies at once is replaced at growing pauses, and not for ever."""

import os
from itertools import pairwise

import pytest

from annotator.background import supervisor
from annotator.background.supervisor import LONGEST_PAUSE, PAUSE, SOON, Supervisor
from annotator.background.worker import TaskWorker


class Enough(Exception):
    """The time of the test is over."""


class Machine:
    """A machine whose time passes as one sleeps, and whose processes live for `life` seconds."""

    def __init__(self, life: float, lasts: float) -> None:
        self.now, self.life, self.lasts = 0.0, life, lasts
        self.starts: list[float] = []
        self.commands: list[list[str]] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.now > self.lasts:
            raise Enough

    def start(self, command, **_):
        self.starts.append(self.now)
        self.commands.append(command)
        return Process(self)


class Process:
    def __init__(self, machine: Machine) -> None:
        self.machine, self.ends = machine, machine.now + machine.life

    def poll(self) -> int | None:
        return 1 if self.machine.now >= self.ends else None

    def terminate(self) -> None:
        self.ends = self.machine.now

    def wait(self, _: float = 0) -> int:
        return 1


@pytest.fixture
def run(monkeypatch):
    """run(life=…, lasts=…) keeps one worker running on a machine of its own, which is returned."""

    def keep(*, life: float, lasts: float, parent: int | None = None) -> Machine:
        machine = Machine(life, lasts)
        monkeypatch.setattr(supervisor.time, "monotonic", lambda: machine.now)
        monkeypatch.setattr(supervisor.time, "sleep", machine.sleep)
        monkeypatch.setattr(supervisor.subprocess, "Popen", machine.start)
        monkeypatch.setattr(supervisor.signal, "signal", lambda *_: None)
        try:
            Supervisor(1, 1.0, parent).run()
        except Enough:
            return machine
        machine.lasts = machine.now
        return machine

    return keep


def test_one_that_dies_at_once_is_replaced_ever_later(run):
    machine = run(life=0.0, lasts=1500)
    pauses = [round(after - before) for before, after in pairwise(machine.starts)]
    assert pauses[:6] == [2, 4, 8, 16, 32, 64]
    assert set(pauses[6:]) == {round(LONGEST_PAUSE)}


def test_one_that_lived_is_replaced_soon(run):
    machine = run(life=SOON + 1, lasts=600)
    pauses = {round(after - before - SOON - 1) for before, after in pairwise(machine.starts)}
    assert pauses == {round(PAUSE)}


def test_a_worker_is_told_whose_child_it_is_and_nobody_works_for_a_parent_that_is_gone(run):
    machine = run(life=SOON, lasts=1)
    assert f"--parent={os.getpid()}" in machine.commands[0]
    gone = run(life=SOON, lasts=100, parent=os.getppid() + 1)
    assert gone.lasts == 0, "it ends before it looks once"
    assert not TaskWorker("here", parent=os.getppid()).ending()
    assert TaskWorker("orphan", parent=os.getppid() + 1).ending()
