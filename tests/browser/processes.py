"""The desk as a process of its own, on the tests' database, which a test can stop and start."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

from django.db import connection


def database_url() -> str:
    """The address the tests were given, with the name of the database made for them."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


class Server:
    """gunicorn on a port of this machine that stays the same from start to start.

    `path`: under which path of its host the desk is.
    """

    def __init__(self, path: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.path, self.url = path, f"http://127.0.0.1:{self.port}{path}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SCRIPT_NAME": self.path,
        }
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "annotator.wsgi",
                "-k",
                "gthread",
                "--threads",
                "4",
                "--no-control-socket",
                "--log-level",
                "error",
                "--bind",
                f"127.0.0.1:{self.port}",
            ],
            env=environment,
        )
        while self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/accounts/sign-in/", timeout=90).read()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(90)
            self.process = None
