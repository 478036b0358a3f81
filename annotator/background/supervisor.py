"""Keeps so many worker processes running: one that dies is replaced, and its task taken up."""

import logging
import os
import signal
import subprocess  # nosec B404
import sys
import time
from types import FrameType

from django.conf import settings
from django.utils.crypto import get_random_string

PATIENCE = 60.0
"""Seconds that a task has to notice that its worker is to end, before it is ended."""
PAUSE = 2.0
"""Seconds before a worker that died is replaced: one that dies at once does not eat the machine."""
LOOK_EVERY = 0.2
log = logging.getLogger("annotator.background")


class Supervisor:
    """Starts `at_once` processes of `manage.py worker --name`, and ends them by SIGTERM."""

    def __init__(self, at_once: int, interval: float) -> None:
        self._at_once, self._interval = at_once, interval
        self._running = True
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._dead: list[tuple[str, float, bool]] = []

    def run(self) -> None:
        """Keep the processes running until SIGTERM or SIGINT, or until the parent is gone."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        parent = os.getppid()
        try:
            for _ in range(self._at_once):
                self._start()
            while self._running and os.getppid() == parent:
                self._replace()
                time.sleep(LOOK_EVERY)
        finally:
            self._stop()

    def _start(self, instead_of: str = "", overdue: bool = False) -> None:
        name = get_random_string(16)
        words = ["worker", f"--name={name}", f"--interval={self._interval}"]
        if instead_of:
            words.append(f"--instead-of={instead_of}")
        if overdue:
            words.append("--overdue")
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
        # In a group of its own: Ctrl-C reaches this process alone, which tells them once.
        self._processes[name] = subprocess.Popen(command, process_group=0)  # nosec B603

    def _replace(self) -> None:
        for name, process in list(self._processes.items()):
            if process.poll() is not None:
                del self._processes[name]
                overdue = process.returncode == -signal.SIGALRM
                self._dead.append((name, time.monotonic(), overdue))
                why = (
                    "came no step further" if overdue else f"ended by itself ({process.returncode})"
                )
                log.error("A worker process %s; another follows.", why)
        while self._dead and time.monotonic() - self._dead[0][1] >= PAUSE:
            name, _, overdue = self._dead.pop(0)
            self._start(name, overdue)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._running = False

    def _stop(self) -> None:
        for process in self._processes.values():
            process.terminate()
        latest = time.monotonic() + PATIENCE
        for process in self._processes.values():
            try:
                process.wait(max(0.1, latest - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
