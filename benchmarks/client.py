"""A signed-in browser's connection, kept open: each request answers with its milliseconds."""

import http.client
import time
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.costs import ASKS, PYTHON, STATEMENTS

TOKEN = "t" * 32  # Django takes any secret of this length, as long as cookie and header agree


class Answer(NamedTuple):
    """What came back. `ms` runs from the first byte sent to the last one read."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    ms: float


class Costs(NamedTuple):
    """What requests of one kind cost the server: statements, and ms of work in Python; medians."""

    statements: float
    python: float

    @classmethod
    def of(cls, answers: Sequence[Answer]) -> "Costs":
        """Return what was told with answers to requests that asked."""
        told = [
            [float(answer.headers[name]) for answer in answers] for name in (STATEMENTS, PYTHON)
        ]
        return cls(*map(median, told))


class Client:
    """One keep-alive connection on the loopback."""

    def __init__(self, port: int, session: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept-Encoding": "gzip",
        }

    def get(self, path: str, costs: bool = False) -> Answer:
        return self._ask("GET", path, None, {ASKS: "1"} if costs else {})

    def post(self, path: str, fields: Mapping[str, object], costs: bool = False) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "fetch"}
        return self._ask("POST", path, urlencode(fields), kind | ({ASKS: "1"} if costs else {}))

    def _ask(self, verb: str, path: str, body: str | None, more: dict[str, str]) -> Answer:
        for attempt in (1, 2):
            try:
                began = time.perf_counter()
                self.connection.request(verb, path, body, self.headers | more)
                found = self.connection.getresponse()
                read = found.read()
                took = (time.perf_counter() - began) * 1000
                if found.status != 200:
                    raise RuntimeError(f"{verb} {path} answered {found.status}: {read[:500]!r}")
                return Answer(found.status, read, dict(found.getheaders()), took)
            except (http.client.RemoteDisconnected, ConnectionError):
                # The server closes a connection that has been idle; the next one is fresh.
                self.connection.close()
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")
