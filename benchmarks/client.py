"""A signed-in browser's connection, kept open: each request answers with its milliseconds."""

import http.client
import time
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

TOKEN = "t" * 32  # Django takes any secret of this length, as long as cookie and header agree


class Answer(NamedTuple):
    """What came back. `ms` runs from the first byte sent to the last one read."""

    status: int
    body: bytes
    headers: Mapping[str, str]
    ms: float


class Client:
    """One keep-alive connection on the loopback."""

    def __init__(self, port: int, session: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept-Encoding": "gzip",
        }

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, object]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "fetch"}
        return self._ask("POST", path, urlencode(fields), kind)

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
