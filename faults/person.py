"""Somebody at work in a browser: signs in, and sends the same until it is answered."""

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

LONGEST_WAIT, PATIENCE = 4.0, 20.0
SIGN_IN = "/accounts/sign-in/"
AT_REST = {0, 200, 302}
"""What an answer may be while nothing contradicts what is sent; 0 is none."""
Fields = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Change:
    """One change of a highlight, as an outbox sends it, with all that the highlight then is."""

    op: str
    annotation: str
    article: int
    label: str
    start: int
    end: int
    quote: str
    note: str = ""
    revision: int = 1
    erased: bool = False
    verb: str = "create"
    by: str = ""


@dataclass
class Ledger:
    """What was sent and what was acknowledged, in order; and every answer, counted."""

    sent: list[Change] = field(default_factory=list)
    acknowledged: list[Change] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """When each was acknowledged, by the clock that only goes on."""
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slow: Counter[str] = field(default_factory=Counter)
    """What was not answered within `PATIENCE`, by what was asked for."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(
        self,
        status: int,
        retry_after: str | None,
        body: bytes,
        when: str,
        also: Collection[int] = (),
    ) -> None:
        """Count one answer. A 5xx that is no 503 with Retry-After is wrong, and what is not `also`
        expected."""
        with self.lock:
            self.answers[f"{status}" if status else "none"] += 1
            known = status in AT_REST or status in also
            if not (known or (status == 503 and (retry_after or "").isdecimal())):
                self.wrong.append(f"{when}: {status} {body[:200]!r}")

    def complain(self, about: str) -> None:
        with self.lock:
            self.wrong.append(about)


class Upload(NamedTuple):
    """A file that a form sends: the field, the file's name, what is in it."""

    field: str
    name: str
    content: bytes


class Person(threading.Thread):
    """Somebody who is signed in and goes on until told to stop, then waits for the last answer."""

    swaps = False
    """Whether the page sends its forms by htmx, and is answered by its pieces."""

    def __init__(
        self,
        name: str,
        password: str,
        places: Sequence[tuple[str, int]],
        ledger: Ledger,
        stop: threading.Event,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.password, self.places = password, list(places)
        self.ledger, self.stopped = ledger, stop
        self.cookies: dict[str, str] = {}
        self.turn = 0
        self.asked = 0
        """How often the last thing was sent until it was answered."""
        self.body = b""
        """What the last answer holds."""
        self.headers: Mapping[str, str] = {}
        """Those of the last answer."""
        self.given_up = threading.Event()

    def run(self) -> None:
        """Sign in, and work. Whatever goes wrong in it is told by the ledger, and fails the run."""
        try:
            self.insist("GET", SIGN_IN)
            sent = {"login": self.name, "password": self.password}
            if self.insist("POST", SIGN_IN, sent) != 302:
                self.ledger.complain(f"{self.name} could not sign in")
                return
            self.work()
        except Exception as error:
            self.ledger.complain(f"{self.name} broke: {error!r}")
            raise

    def work(self) -> None:
        """Do what this person does, until told to stop."""
        raise NotImplementedError

    def insist(
        self,
        method: str,
        path: str,
        fields: Fields | None = None,
        also: Collection[int] = (),
        upload: Upload | None = None,
    ) -> int:
        """Send the same until it is answered: back off, and obey Retry-After. 0 = given up."""
        wait, self.asked = 0.1, 0
        while not self.given_up.is_set():
            self.asked += 1
            status, retry_after, body = self.ask(method, path, fields or {}, upload)
            self.ledger.note(status, retry_after, body, f"{self.name} {method} {path}", also)
            if status and status < 500:
                self.body = body
                return status
            wait = min(max(wait * 2, float(retry_after or 0)), LONGEST_WAIT)
            self.given_up.wait(wait)
        return 0

    def ask(
        self, method: str, path: str, fields: Fields, upload: Upload | None = None
    ) -> tuple[int, str | None, bytes]:
        """One request to the next host in turn; status 0 where no whole answer came."""
        self.turn += 1
        address, port = self.places[self.turn % len(self.places)]
        connection = http.client.HTTPConnection(address, port, timeout=PATIENCE)
        kind, sent = encoded(fields, upload)
        token = self.cookies.get("csrftoken", "")
        headers = {"Content-Type": kind, "X-CSRFToken": token}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if path != SIGN_IN:
            headers["X-Requested-With"] = "fetch"
        if method == "POST" and self.swaps:
            headers["HX-Request"] = "true"
        try:
            connection.request(method, path, sent, headers)
            answer = connection.getresponse()
            body = answer.read()
        except TimeoutError:
            self.ledger.slow[f"{method} {re.sub('[0-9]+', '…', path)}"] += 1
            return 0, None, b""
        except (OSError, http.client.HTTPException):
            return 0, None, b""
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.headers = dict(answer.headers)
        return answer.status, answer.headers.get("Retry-After"), body

    def acknowledge(self, change: Change) -> None:
        with self.ledger.lock:
            self.ledger.acknowledged.append(change)
            self.ledger.times.append(time.monotonic())


def encoded(fields: Fields, upload: Upload | None) -> tuple[str, bytes]:
    """Return the type of a form's body, and the body."""
    if upload is None:
        return "application/x-www-form-urlencoded", urlencode(fields, doseq=True).encode()
    mark = uuid4().hex
    lines = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    told = f'form-data; name="{upload.field}"; filename="{upload.name}"'
    lines.append(f"--{mark}\r\nContent-Disposition: {told}\r\n\r\n".encode())
    lines += [upload.content, f"\r\n--{mark}--\r\n".encode()]
    return f"multipart/form-data; boundary={mark}", b"".join(lines)
