"""Fetch what an address holds: bounded in size, time and redirects, and only what is asked for."""

from collections.abc import Collection
from email.message import Message
from http.client import HTTPResponse
from typing import NamedTuple
from urllib.parse import urljoin

from annotator.fetching.addresses import AddressRefused, Target, check_address
from annotator.fetching.asking import PUBLIC, AllowedWeb, FetchFailed, Limits, asked
from annotator.fetching.body import unpacked
from annotator.fetching.connection import Deadline

__all__ = ["AllowedWeb", "FetchFailed", "Fetched", "Limits", "fetch"]
AGENT = "Annotator/1 (a newsroom's desk; fetches what a person asked for)"
REDIRECTS = 5
_MOVED = frozenset({301, 302, 303, 307, 308})


class Fetched(NamedTuple):
    """What an address holds; `address` is where it was found in the end, `charset` as it says."""

    address: str
    content: bytes
    media_type: str
    charset: str


USUAL = Limits()


def fetch(
    address: str,
    media_types: Collection[str],
    reach: AllowedWeb = PUBLIC,
    limits: Limits = USUAL,
) -> Fetched:
    """Return what an address holds, if it is of one of these types. Raises FetchFailed."""
    deadline = Deadline(limits.total, limits.single)
    try:
        for _ in range(REDIRECTS + 1):
            target = check_address(address, reach.resolve, reach.ports, reach.admits)
            found = _ask(target, media_types, deadline, reach, limits)
            if isinstance(found, Fetched):
                return found
            address = found
    except AddressRefused as refusal:
        raise FetchFailed(str(refusal)) from refusal
    raise FetchFailed(f"It leads on more than {REDIRECTS} times.")


def _ask(
    target: Target, types: Collection[str], deadline: Deadline, reach: AllowedWeb, limits: Limits
) -> Fetched | str:
    """Return what the target holds, or the address to which it leads on."""
    headers = {
        "User-Agent": AGENT,
        "Accept": f"{', '.join(types)}, */*;q=0.1",
        "Accept-Encoding": "gzip",
    }
    with asked(target, "GET", headers, deadline, reach) as answer:
        if answer.status in _MOVED and (leads_to := answer.getheader("Location")):
            return _next(target.address, _as_text(leads_to))
        if answer.status != 200:
            raise FetchFailed(f"It answers {answer.status}{_meaning(answer.status)}.")
        media_type, charset = _kind(answer)
        if media_type not in types:
            shown = media_type if media_type.isprintable() else "something else"
            raise FetchFailed(f"It is {shown[:80] or 'of no type'}, which is not read.")
        content = b"".join(unpacked(answer, limits.size))
        return Fetched(target.address, content, media_type, charset)


def _next(address: str, leads_to: str) -> str:
    try:
        return urljoin(address, leads_to)
    except ValueError as error:
        raise FetchFailed("It leads on to what is no address.") from error


def _kind(answer: HTTPResponse) -> tuple[str, str]:
    told = Message()
    told["Content-Type"] = answer.getheader("Content-Type") or ""
    named = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    charset = told.get_param("charset", "")
    return named, charset[:40] if isinstance(charset, str) else ""


def _as_text(header: str) -> str:
    """Return a header as it was meant: UTF-8, which http.client reads as Latin-1."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _meaning(status: int) -> str:
    known = {401: "wants a sign-in", 403: "is not for everybody", 404: "is not there"}
    known |= {410: "is gone", 429: "is asked too often", 451: "is blocked by law"}
    if status >= 500:
        return ": its server is in trouble. Try again later"
    return f": it {known[status]}" if status in known else ""
