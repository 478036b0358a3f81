"""The production server as a process, its start and its memory."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

WORKERS = 2
COMMAND = (
    "gunicorn", "-k", "gthread", "--workers", str(WORKERS), "--threads", "4",
    "--no-control-socket", "--log-level", "warning",
)  # fmt: skip
MB = 1_000_000


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class Server:
    """gunicorn as README starts it. `seconds` is from its start to its first answer.

    `asked` is an address that answers whoever asks.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        application: str = "benchmarks.served",
        asked: str = "/accounts/sign-in/",
    ) -> None:
        self.port = free_port()
        self.asked = asked
        self.log = Path(environment["BENCHMARK_FOLDER"]) / "gunicorn.log"
        with self.log.open("ab") as log:
            began = time.perf_counter()
            self.process = subprocess.Popen(
                [sys.executable, "-m", *COMMAND, application, "--bind", f"127.0.0.1:{self.port}"],
                env=os.environ | environment, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            self._wait(began + 60)
        except BaseException:
            self.stop()
            raise
        self.seconds = time.perf_counter() - began

    def _wait(self, until: float) -> None:
        while time.perf_counter() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"gunicorn has ended: {self.log.read_text()[-2000:]}")
            try:
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                asked.request("GET", self.asked)
                if asked.getresponse().read():
                    return
            except OSError:
                time.sleep(0.002)
            finally:
                asked.close()
        raise RuntimeError("gunicorn has not answered for a minute.")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def processes(self) -> list[int]:
        """The master and its workers; none where the system does not tell."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not path.exists():
            return []
        return [self.process.pid, *map(int, path.read_text().split())]

    def megabytes(self, line: str) -> list[float]:
        """Of each process, `VmRSS` (memory held now) or `VmHWM` (its peak)."""
        found = []
        for pid in self.processes():
            for row in Path(f"/proc/{pid}/status").read_text().splitlines():
                if row.startswith(line + ":"):
                    found.append(int(row.split()[1]) * 1024 / MB)
        return found

    def seconds_of_work(self) -> float:
        """The processor time that its processes have taken until now, of all their threads."""
        ticks = 0
        for pid in self.processes():
            after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def forget_peaks(self) -> None:
        """Let the peaks begin at what is held now."""
        for pid in self.processes():
            Path(f"/proc/{pid}/clear_refs").write_text("5")
