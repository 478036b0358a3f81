"""Write lines of the trust log: the only writer.

A line is part of the transaction in which it is written: an act that is rolled back leaves none.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from annotator.trust.models import TrustKind, TrustLine

LONGEST_WORD, LONGEST_LIST = 100, 200
_answered: ContextVar[HttpRequest | None] = ContextVar("answered", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """Let whatever is written within tell who asks, and from where."""
    mark = _answered.set(request)
    try:
        yield
    finally:
        _answered.reset(mark)


def record(
    kind: TrustKind,
    *,
    by: Any = None,
    about: Any = None,
    story: Any = None,
    address: str = "",
    facts: Mapping[str, Any] | None = None,
    most_an_hour: int = 0,
) -> None:
    """Write a line: one INSERT.

    `by`: who did it, else whoever is signed in where a request is answered; `about`: to whom;
    `story`: a story, of which key and slug are kept; `address`: from where, else the request's.
    `facts`: ids, counts and names of roles, tables and formats. `most_an_hour`: how many lines of
    this kind there are within an hour by and about these people, from this address, of the page
    that the facts name; of more nothing is written. 0: all are.
    """
    request = _answered.get()
    if by is None and request is not None:
        by = _signed_in(request)
    line = TrustLine(
        at=timezone.now(),
        kind=kind,
        by_id=by and by.pk,
        about_id=about and about.pk,
        story_id=story and story.pk,
        story=story.slug if story else "",
        address=_plain_address(address or (request and request.META.get("REMOTE_ADDR"))),
        token=getattr(getattr(request, "token", None), "prefix", ""),
        facts={name: _short(value) for name, value in (facts or {}).items()},
    )
    if not most_an_hour or _like(line).count() < most_an_hour:
        line.save(force_insert=True)


def _signed_in(request: HttpRequest) -> Any:
    """Return who is signed in, as far as somebody has asked; the log makes no statement of it."""
    user = getattr(request, "_cached_user", None)
    return user if user is not None and user.is_authenticated else None


def _like(line: TrustLine) -> Any:
    found = TrustLine.objects.filter(
        at__gt=line.at - timedelta(hours=1),
        kind=line.kind,
        by=line.by_id,
        about=line.about_id,
        address=line.address,
    )
    return found.filter(facts__page=line.facts["page"]) if "page" in line.facts else found


def _plain_address(given: Any) -> str | None:
    """Return an address as the database takes it; None for what is none, as a socket's."""
    try:
        return str(ip_address(str(given or ""))).partition("%")[0]
    except ValueError:
        return None


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value[:LONGEST_WORD]
    if value is None or isinstance(value, int):
        return value
    return [str(each)[:LONGEST_WORD] for each in value[:LONGEST_LIST]]
