"""Keeps so many worker processes running: one that dies is replaced, and its task taken up."""

import logging
import os
import signal
import subprocess  # nosec B404
import time
from types import FrameType
from typing import NamedTuple

from django.utils.crypto import get_random_string

from annotator.operations.command_line import command_line

PATIENCE = 60.0
"""Seconds that a task has to notice that its worker is to end, before it is ended."""
PAUSE, LONGEST_PAUSE = 2.0, 120.0
"""Seconds before a worker that died is replaced, and how far they grow while each one dies soon:
what cannot start, as a broken installation, does not eat the machine."""
SOON = 60.0
"""Seconds within which a worker that dies has died soon."""
LOOK_EVERY = 0.2
log = logging.getLogger("annotator.background")


class _Started(NamedTuple):
    """A worker's process, since when it runs, and how many before it have died soon, in a row."""

    process: subprocess.Popen[bytes]
    since: float
    died_soon: int


class _Dead(NamedTuple):
    """A worker whose process has ended, and when another one follows."""

    name: str
    replaced_at: float
    overdue: bool
    died_soon: int


class Supervisor:
    """Starts `at_once` processes of `manage.py worker --name`, and ends them by SIGTERM.

    `parent`: the process without which it ends; whoever started it, where none is named.
    """

    def __init__(self, at_once: int, interval: float, parent: int | None = None) -> None:
        self._at_once, self._interval = at_once, interval
        self._parent = os.getppid() if parent is None else parent
        self._running = True
        self._processes: dict[str, _Started] = {}
        self._dead: list[_Dead] = []

    def run(self) -> None:
        """Keep the processes running until SIGTERM or SIGINT, or until the parent is gone."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        try:
            for _ in range(self._at_once):
                self._start()
            while self._running and os.getppid() == self._parent:
                self._replace()
                time.sleep(LOOK_EVERY)
        finally:
            self._stop()

    def _start(self, instead_of: _Dead | None = None) -> None:
        name = get_random_string(16)
        # It is told whose child it is: it may learn that only after this process has gone.
        words = ["worker", f"--name={name}", f"--interval={self._interval}"]
        words.append(f"--parent={os.getpid()}")
        if instead_of:
            words.append(f"--instead-of={instead_of.name}")
        if instead_of and instead_of.overdue:
            words.append("--overdue")
        command = [*command_line(), *words]
        # In a group of its own: Ctrl-C reaches this process alone, which tells them once.
        process = subprocess.Popen(command, process_group=0)  # nosec B603
        died_soon = instead_of.died_soon if instead_of else 0
        self._processes[name] = _Started(process, time.monotonic(), died_soon)

    def _replace(self) -> None:
        now = time.monotonic()
        for name, one in list(self._processes.items()):
            if (code := one.process.poll()) is not None:
                del self._processes[name]
                overdue = code == -signal.SIGALRM
                died_soon = one.died_soon + 1 if now - one.since < SOON else 0
                pause = pause_after(died_soon)
                self._dead.append(_Dead(name, now + pause, overdue, died_soon))
                why = "came no step further" if overdue else f"ended by itself ({code})"
                log.error("A worker process %s; another follows in %.0f s.", why, pause)
        due = [dead for dead in self._dead if dead.replaced_at <= now]
        self._dead = [dead for dead in self._dead if dead.replaced_at > now]
        for dead in due:
            self._start(dead)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._running = False

    def _stop(self) -> None:
        for one in self._processes.values():
            one.process.terminate()
        latest = time.monotonic() + PATIENCE
        for one in self._processes.values():
            try:
                one.process.wait(max(0.1, latest - time.monotonic()))
            except subprocess.TimeoutExpired:
                one.process.kill()
                one.process.wait()


def pause_after(died_soon: int) -> float:
    """Return for how many seconds a worker is not replaced, where so many have died soon in a
    row."""
    return float(min(PAUSE * 2 ** max(0, min(died_soon, 20) - 1), LONGEST_PAUSE))
