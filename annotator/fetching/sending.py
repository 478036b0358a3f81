"""Tell an address something by a POST, by the same rules as fetching: once, and led on nowhere."""

from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple

from annotator.fetching.addresses import AddressRefused, Target, check_address
from annotator.fetching.asking import PUBLIC, AllowedWeb, FetchFailed, Limits, asked
from annotator.fetching.connection import Deadline

BRIEF = Limits(size=1000, total=15.0, single=10.0)
"""Of the answer, only its first bytes are read."""
LONGEST_WAIT = 86_400
"""Seconds that a server may ask to be left in peace."""


class Told(NamedTuple):
    """What a server answered: its status, how the answer begins, and for how many seconds it asks
    to be left in peace."""

    status: int
    beginning: bytes
    wait: int

    @property
    def is_taken(self) -> bool:
        """Whether it took what it was told."""
        return 200 <= self.status < 300


def check_https(address: str, reach: AllowedWeb = PUBLIC) -> Target:
    """Return how an address is told something. Raises AddressRefused, also without https."""
    target = check_address(address, reach.resolve, reach.ports, reach.admits)
    if target.scheme != "https":
        raise AddressRefused("It begins with http://: what is sent there, others could read.")
    return target


def send(
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    reach: AllowedWeb = PUBLIC,
    limits: Limits = BRIEF,
) -> Told:
    """Send the body, and return what was answered, whatever the status. Raises FetchFailed."""
    deadline = Deadline(limits.total, limits.single)
    try:
        target = check_https(address, reach)
    except AddressRefused as refusal:
        raise FetchFailed(str(refusal)) from refusal
    with asked(target, "POST", headers, deadline, reach, body) as answer:
        wait = _wait(answer.getheader("Retry-After") or "")
        return Told(answer.status, _beginning(answer, limits.size), wait)


def _beginning(answer: HTTPResponse, size: int) -> bytes:
    """Return the first bytes of the answer, packed or not; what comes after them is not waited
    for."""
    begun = b""
    with suppress(OSError, HTTPException):  # its status has been told: that it was taken, or not
        while len(begun) < size and (more := answer.read1(size - len(begun))):
            begun += more
    return begun


def _wait(told: str) -> int:
    plain = told.strip()
    is_seconds = plain.isascii() and plain.isdecimal() and len(plain) < 12
    return min(int(plain), LONGEST_WAIT) if is_seconds else 0
