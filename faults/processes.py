"""The desk's processes on this machine: PostgreSQL, PgBouncer where there is one, gunicorn."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


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
    """The processes that a process has started, from whichever thread, and that are still there."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


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

    def has_replaced(self, *pids: int) -> bool:
        """Say whether those workers are gone and as many are there as before."""
        there = self.workers()
        return len(there) > 1 and not set(pids) & set(there)

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


class WorkerHost:
    """`manage.py worker` on a machine: its supervisor, and the processes that run tasks."""

    def __init__(
        self,
        name: str,
        folder: Path,
        environment: Mapping[str, str],
        inside: Sequence[str] = (),
    ) -> None:
        """Start it; `inside` are the words that run a command on its machine."""
        self.inside, self.environment = list(inside), environment
        self.log = (folder / f"{name}.log").open("ab")
        self.start()

    def start(self) -> None:
        command = [*self.inside, sys.executable, "manage.py", "worker"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )

    def processes(self) -> list[int]:
        """Return those that run tasks."""
        return children(self.process.pid)

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
