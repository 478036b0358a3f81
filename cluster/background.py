"""The worker's machine, and somebody who asks it for a task once a second."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg

from cluster.network import Network
from faults.processes import ROOT, children

EVERY = 1.0
STATES = (
    "SELECT t.key, r.status FROM background_backgroundtask t "
    "JOIN django_tasks_database_dbtaskresult r ON r.id = t.result_id"
)


class WorkerHost:
    """`manage.py worker` on a machine of its own."""

    name = "worker1"

    def __init__(self, folder: Path, network: Network, environment: dict[str, str]) -> None:
        self.inside, self.environment = network.on(self.name), environment
        self.log = (folder / f"{self.name}.log").open("ab")
        self.start()

    def start(self) -> None:
        command = [*self.inside, sys.executable, "manage.py", "worker"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )

    def kill(self) -> None:
        for pid in [self.process.pid, *children(self.process.pid)]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait(60)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(300)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        self.log.close()


class Asker(threading.Thread):
    """Asks for the same task again and again, each time by a key of its own, until it is taken."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="asker", daemon=True)
        self.stopped = stop
        self.taken: set[str] = set()
        """The keys of what was asked for and acknowledged."""

    def run(self) -> None:
        from django.db import DatabaseError, connection

        from cluster.tasks import count_highlights

        number = 0
        while not self.stopped.wait(EVERY):
            key = f"count {number}"
            try:
                count_highlights.ask(number, key=key)
            except DatabaseError:
                connection.close()  # and asks for the same again
                continue
            self.taken.add(key)
            number += 1
        connection.close()


def unfinished(connection: psycopg.Connection, taken: set[str]) -> dict[str, str]:
    """What was asked for and acknowledged, and is not done: each with its state, "lost" if none."""
    states: dict[str, str] = dict.fromkeys(taken, "lost")
    for key, status in connection.execute(STATES).fetchall():
        if states.get(key) != "SUCCESSFUL":
            states[key] = status
    return {key: status for key, status in states.items() if status != "SUCCESSFUL"}
