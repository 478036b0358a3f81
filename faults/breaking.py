"""The faults themselves: each breaks one thing, and puts it right again."""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from faults.databases import ROLE, Pooler, Postgres, Sqlite
from faults.disk import SmallDisk
from faults.files import Scribe
from faults.manager import Manager
from faults.person import Ledger
from faults.processes import Host, WorkerHost, wait

AWAY = 3.0
TRIES = 5
THREADS = 8
"""Of one host: so many answers may be under way when a lock is taken."""


@dataclass
class Desk:
    """All that runs."""

    database: Postgres | Sqlite
    pooler: Pooler | None
    disk: SmallDisk
    hosts: list[Host]
    worker: WorkerHost
    ledger: Ledger
    manager: Manager
    scribe: Scribe

    @property
    def postgres(self) -> Postgres:
        assert isinstance(self.database, Postgres)
        return self.database

    @property
    def file(self) -> Path:
        assert isinstance(self.database, Sqlite)
        return self.database.file


def kill_a_worker(desk: Desk) -> str:
    killed = [(host, host.kill_worker()) for host in desk.hosts]
    for host, pid in killed:
        wait("another worker", partial(host.has_replaced, pid))
    return f"SIGKILL to {len(killed)} workers, one a host"


def kill_an_import(desk: Desk) -> str:
    """Kill whoever stores the articles of an import, while they do."""
    for number in range(1, TRIES + 1):
        wait("an import", desk.manager.storing.is_set)
        if desk.database.kind == "postgresql":
            wait("its transaction", lambda: _stores(desk) or not desk.manager.storing.is_set())
        killed = [pid for host in desk.hosts for pid in host.workers()]
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        amid = desk.manager.storing.is_set()
        for host in desk.hosts:
            wait("other workers", partial(host.has_replaced, *killed))
        if amid:
            return f"SIGKILL to {len(killed)} workers while articles were stored, try {number}"
    raise Failed(f"no import was met in {TRIES} tries")


def _stores(desk: Desk) -> bool:
    """Say whether somebody has articles in a transaction that is not over."""
    held = (
        "SELECT 1 FROM pg_locks JOIN pg_class ON relation = pg_class.oid "
        "WHERE relname = 'articles_article' AND mode = 'RowExclusiveLock'"
    )
    with desk.postgres.connect() as connection:
        return connection.execute(held).fetchone() is not None


def kill_labels(desk: Desk) -> str:
    """Kill the command that imports labels, once it has begun to write."""
    scribe = desk.scribe
    for number in range(1, TRIES + 1):
        wait("an import of labels", lambda: _staged(desk) > 0)
        process = scribe.process
        if process and process.poll() is None:
            process.kill()
            process.wait(60)
            if process.returncode == -signal.SIGKILL:
                wait("the same again", partial(scribe.has_more_than, len(scribe.told)))
                return f"SIGKILL to import_labels while it wrote, try {number}"
    raise Failed(f"no import of labels was met in {TRIES} tries")


def _staged(desk: Desk) -> int:
    """Count the rows that somebody who was heard of just now has made ready."""
    process = desk.scribe.process
    if process is None or process.poll() is not None:
        return 0
    ask = "SELECT COUNT(*) FROM annotations_stagedannotation"
    with desk.database.connect() as connection:
        before = connection.execute(ask).fetchone()
    return int(before[0]) if before else 0


def kill_a_busy_worker(desk: Desk) -> str:
    """Kill a process of `manage.py worker` that has a task."""
    ask = (
        "SELECT w.pid, t.title FROM background_workerprocess w "
        "JOIN background_backgroundtask t ON t.worker = w.name"
    )
    with desk.database.connect() as connection:
        busy: list[tuple[int, str]] = []
        wait("a task", lambda: bool(_rows(connection, ask, busy)))
        pid, title = busy[0]
        os.kill(pid, signal.SIGKILL)
    wait("its process is gone", lambda: pid not in desk.worker.processes())
    wait("another worker", lambda: bool(desk.worker.processes()))
    return f"SIGKILL to the worker that ran “{title}”"


def _rows(connection: Any, ask: str, into: list[tuple[int, str]]) -> list[tuple[int, str]]:
    into[:] = connection.execute(ask).fetchall()
    return into


def fill_the_disk(desk: Desk) -> str:
    """Leave no room on the database's disk until somebody was refused, then make room."""
    before = desk.ledger.answers["503"]
    try:
        desk.disk.fill()
        wait("somebody is refused", lambda: desk.ledger.answers["503"] - before > 3)
        time.sleep(AWAY)
    finally:
        desk.disk.empty()
    desk.database.mend()
    return f"no byte free; {desk.ledger.answers['503'] - before} answers of 503"


def hold_the_lock(desk: Desk) -> str:
    """Hold SQLite's one lock for writing: who writes waits for it, and loses nothing."""
    done = len(desk.ledger.acknowledged)
    with closing(sqlite3.connect(desk.file, timeout=60, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(AWAY)
        written = len(desk.ledger.acknowledged) - done
        connection.execute("ROLLBACK")
    require(written <= len(desk.hosts) * THREADS, f"{written} changes passed a lock that was held")
    return f"another program held it for {AWAY:.0f} s"


def restart_postgres(desk: Desk) -> str:
    desk.postgres.restart("fast")
    return "fast: every connection ended"


def crash_postgres(desk: Desk) -> str:
    desk.postgres.restart("immediate")
    return "immediate: recovered from its log"


def stop_postgres(desk: Desk) -> str:
    """Away for some seconds, in which health must say so."""
    desk.postgres.control("-m", "fast", "stop")
    try:
        time.sleep(AWAY)
        told = {(host.health("live"), host.health("ready")) for host in desk.hosts}
    finally:
        desk.postgres.start()
    require(told == {(200, 503)}, f"health said {told} while PostgreSQL was away")
    return f"{AWAY:.0f} s away; live said 200, ready 503"


def drop_pgbouncer(desk: Desk) -> str:
    assert desk.pooler
    desk.pooler.kill()
    time.sleep(AWAY)
    desk.pooler.start()
    return f"SIGKILL, {AWAY:.0f} s away"


def fill_the_limit(desk: Desk) -> str:
    """Take every connection that PostgreSQL has, the desk's own too, and hold them."""
    before = desk.ledger.answers["503"]
    with every_connection(desk.postgres) as held:
        time.sleep(AWAY)
        told = {host.health("ready") for host in desk.hosts}
    require(told == {503}, f"ready said {told} while no connection was free")
    refused = desk.ledger.answers["503"] - before
    require(refused > 0, "nobody was refused: the limit was not reached")
    return f"{held} held for {AWAY:.0f} s, {refused} answers of 503"


@contextmanager
def every_connection(postgres: Postgres) -> Iterator[int]:
    with ExitStack() as stack:
        admin = stack.enter_context(postgres.connect("postgres"))
        held: list[psycopg.Connection] = []
        for _ in range(5):
            while True:
                try:
                    held.append(stack.enter_context(psycopg.connect(postgres.url())))
                except psycopg.OperationalError:
                    break
            ours = [one.info.backend_pid for one in held]
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            admin.execute(f"{others} WHERE usename = %s AND NOT pid = ANY(%s)", [ROLE, ours])
        yield len(held)


def roll(desk: Desk) -> str:
    longest = 0.0
    for host in desk.hosts:
        longest = max(longest, host.end())
        require(host.process.returncode == 0, f"host {host.name} ended {host.process.returncode}")
        host.start()
    desk.worker.end()
    require(desk.worker.process.returncode == 0, "the worker did not end in order")
    desk.worker.start()
    return (
        "SIGTERM to the worker, and to one host after the other, each back before the next; "
        f"the longest took {longest:.1f} s to end"
    )


class Failed(Exception):
    """A fault did not go as it must."""


def require(so: bool, otherwise: str) -> None:
    if not so:
        raise Failed(otherwise)
