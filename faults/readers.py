"""Eight people at work: each stores highlights as a browser's outbox does."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

LONGEST_WAIT = 4.0
SIGN_IN = "/accounts/sign-in/"


@dataclass(frozen=True)
class Highlight:
    """One change: its op, and what it marks."""

    op: str
    annotation: str
    article: int
    label: str
    start: int
    end: int
    quote: str


@dataclass
class Ledger:
    """What was sent and what was acknowledged, in order; and every answer, counted."""

    sent: list[Highlight] = field(default_factory=list)
    acknowledged: list[Highlight] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """When each was acknowledged, by the clock that only goes on."""
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, retry_after: str | None, body: bytes, when: str) -> None:
        """Count one answer; status 0 is none. A 5xx that is no 503 with Retry-After is wrong."""
        with self.lock:
            self.answers[f"{status}" if status else "none"] += 1
            known = status in {0, 200, 302} or (status == 503 and (retry_after or "").isdecimal())
            if not known:
                self.wrong.append(f"{when}: {status} {body[:200]!r}")


class Reader(threading.Thread):
    """One annotator, who goes on until told to stop and then waits for the last answer."""

    def __init__(
        self,
        name: str,
        password: str,
        places: Sequence[tuple[str, int]],
        work: Iterator[tuple[int, str, int, int, str]],
        ledger: Ledger,
        stop: threading.Event,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.password, self.places, self.work = password, list(places), work
        self.ledger, self.stopped = ledger, stop
        self.cookies: dict[str, str] = {}
        self.turn = 0
        self.headers: Mapping[str, str] = {}
        """Those of the last answer."""
        self.given_up = threading.Event()

    def run(self) -> None:
        self.insist("GET", SIGN_IN, {})
        self.insist("POST", SIGN_IN, {"username": self.name, "password": self.password})
        for article, label, start, end, quote in self.work:
            if self.stopped.is_set():
                return
            ids = (str(uuid4()), str(uuid4()))
            highlight = Highlight(*ids, article, label, start, end, quote)
            with self.ledger.lock:
                self.ledger.sent.append(highlight)
            fields = {"op": highlight.op, "annotation": highlight.annotation, "verb": "create"}
            fields |= {"label": label, "start": str(start), "end": str(end), "quote": quote}
            if self.insist("POST", f"/articles/{article}/changes", fields) == 200:
                with self.ledger.lock:
                    self.ledger.acknowledged.append(highlight)
                    self.ledger.times.append(time.monotonic())
            time.sleep(0.02)

    def insist(self, method: str, path: str, fields: dict[str, str]) -> int:
        """Send the same until it is answered: back off, and obey Retry-After. 0 = given up."""
        wait = 0.1
        while not self.given_up.is_set():
            status, retry_after, body = self.ask(method, path, fields)
            self.ledger.note(status, retry_after, body, f"{self.name} {method} {path}")
            if status and status < 500:
                return status
            wait = min(max(wait * 2, float(retry_after or 0)), LONGEST_WAIT)
            self.given_up.wait(wait)
        return 0

    def ask(self, method: str, path: str, fields: dict[str, str]) -> tuple[int, str | None, bytes]:
        """One request to the next host in turn; status 0 where no answer came."""
        self.turn += 1
        address, port = self.places[self.turn % len(self.places)]
        connection = http.client.HTTPConnection(address, port, timeout=20)
        token = self.cookies.get("csrftoken", "")
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if path != SIGN_IN:
            headers["X-Requested-With"] = "fetch"
        try:
            connection.request(method, path, urlencode(fields), headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return 0, None, b""
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.headers = dict(answer.headers)
        return answer.status, answer.headers.get("Retry-After"), body
