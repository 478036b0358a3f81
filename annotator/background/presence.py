"""Which workers are there: each says so every few seconds, from a thread of its own."""

import logging
import os
import socket
import threading
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

from annotator.background.models import WorkerProcess

BEAT = 10.0
"""Seconds between two signs of life."""
GONE_AFTER = timedelta(seconds=60)
"""How long a worker is taken to be there after its last sign: longer than SQLite's lock waits."""
log = logging.getLogger("annotator.background")


def present() -> QuerySet[WorkerProcess]:
    """Return the workers that have been heard of lately."""
    return WorkerProcess.objects.filter(heard_at__gt=timezone.now() - GONE_AFTER)


def sign(name: str) -> None:
    """Say that the worker of this name, this process, is there."""
    now = timezone.now()
    if not WorkerProcess.objects.filter(pk=name).update(heard_at=now):
        WorkerProcess.objects.update_or_create(
            pk=name,
            defaults={"heard_at": now},
            create_defaults={
                "heard_at": now,
                "started_at": now,
                "host": socket.gethostname()[:255],
                "pid": os.getpid(),
            },
        )


def leave(name: str) -> None:
    """Say that the worker of this name is no longer there."""
    WorkerProcess.objects.filter(pk=name).delete()


def lives_here(name: str) -> bool:
    """Return whether the worker of this name is a process of this machine, however silent.

    It may hold the lock that its own sign of life waits for. Where there is no /proc, only signs
    tell.
    """
    worker = WorkerProcess.objects.filter(pk=name, host=socket.gethostname()[:255]).first()
    if worker is None:
        return False
    try:
        # Its name is among the words that it was started with: another process has them not.
        return name.encode() in Path(f"/proc/{worker.pid}/cmdline").read_bytes()
    except OSError:
        return False


class Heartbeat(threading.Thread):
    """Signs for a worker while its own thread computes; a database that is away is tried again."""

    def __init__(self, name: str) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self._worker, self._over = name, threading.Event()

    def run(self) -> None:
        """Sign every `BEAT` seconds until `end`."""
        while not self._over.wait(BEAT):
            try:
                sign(self._worker)
            except DatabaseError:
                log.warning("A sign of life could not be written; it is tried again.")
                connection.close()
        connection.close()

    def end(self) -> None:
        """Sign no more; waits for a sign that is on its way."""
        self._over.set()
        self.join()
