"""Real gunicorns, as deploy/gunicorn.conf.py has them: they add up, and end promptly."""

import http.client
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from faults.preparing import environment
from faults.processes import Host
from tests.test_measuring import TOKEN

pytestmark = pytest.mark.slow


@pytest.fixture
def host(tmp_path):
    """A gunicorn, on a desk of nobody's, that lets what it waits for take as long as it likes."""
    settings = environment(
        f"sqlite:///{tmp_path}/desk.sqlite3", METRICS_TOKEN=TOKEN, TMPDIR=str(tmp_path)
    )
    settings |= {"GUNICORN_CMD_ARGS": "--graceful-timeout 3600"}
    host = LiveHost("A", tmp_path, settings)
    yield host
    host.stop()


class LiveHost(Host):
    """One whose database is empty: it lives."""

    def ready(self) -> bool:
        return self.health("live") == 200


def get(host: Host, path: str, **headers: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", host.port)
    connection.request("GET", path, headers=headers)
    return connection.getresponse().read().decode()


def measured_folders(folder: Path) -> list[Path]:
    return list(folder.glob("annotator-measured-*"))


def test_the_workers_add_up_and_end_whatever_half_of_a_request_has_come(tmp_path, host):
    assert len(measured_folders(tmp_path)) == 1
    for _ in range(20):
        get(host, "/accounts/sign-in/")
    told = get(host, "/metrics", Authorization=f"Bearer {TOKEN}")
    sample = r'annotator_request_seconds_count{.*route="account_login".*} (\S+)'
    assert sum(map(float, re.findall(sample, told))) == 20
    assert "pid=" not in told
    # Those who ask for nothing yet: one says nothing, one stopped half-way, one is kept for later.
    silent, halfway = (socket.create_connection(("127.0.0.1", host.port)) for _ in range(2))
    halfway.sendall(b"GET /health/live HTTP/1.1\r\nHost: 127")
    kept = http.client.HTTPConnection("127.0.0.1", host.port)
    kept.request("GET", "/health/live")
    kept.getresponse().read()
    host.end()
    assert host.process.returncode == 0
    assert silent.recv(1) == halfway.recv(1) == b""
    assert measured_folders(tmp_path) == []


def test_a_request_that_has_begun_comes_to_its_end(tmp_path):
    """Told to end while it answers, a worker answers all the same."""
    (tmp_path / "slow.py").write_text(
        "import os, signal, time\n"
        "def application(environ, start_response):\n"
        "    os.kill(os.getppid(), signal.SIGTERM)\n"
        "    time.sleep(3)\n"
        "    start_response('200 OK', [('Content-Length', '4')])\n"
        "    return [b'done']\n"
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "slow", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "annotator.operations.serving.PromptWorker", "--threads", "2"]
    command += ["--no-control-socket", "--log-level", "error"]
    root = str(Path(__file__).resolve().parent.parent)
    serving = subprocess.Popen(command, cwd=tmp_path, env=environment("", PYTHONPATH=root))
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port)
                connection.request("GET", "/")
                break
            except OSError:
                assert serving.poll() is None
        assert connection.getresponse().read() == b"done"
    finally:
        serving.terminate()
        assert serving.wait(300) == 0
