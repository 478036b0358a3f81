"""Cut lists into pages by cursor: the key of the last one that was given, opaque and stable.

What is added or taken away meanwhile moves nothing: each page begins behind the key.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

from annotator.api.problems import Problem, in_query
from annotator.foreign_json import read_json

T = TypeVar("T")
MOST = 200
CURSOR = "1:"
"""What a cursor begins with before it is written in base64: of another kind, it is not read."""


class PageQuery(Schema):
    """Which page of a list."""

    cursor: str | None = Field(
        None, max_length=400, description="`next` of the page before; none for the first page."
    )
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class PageOut(Schema, Generic[T]):
    """A page of a list. `next` is the cursor of the following page, null on the last one."""

    items: list[T]
    next: str | None = Field(description="The cursor of the following page; null on the last one.")


def page_of_rows(
    rows: QuerySet[Any], asked: PageQuery, kind: Callable[[str], Any], by: str = "pk"
) -> tuple[list[Any], str | None]:
    """Return a page of the rows in the order of their keys, and the cursor of the next, or None.

    `kind` reads a key out of a cursor; `by` is its name, in the query and on a row. Raises Problem
    for a cursor that is none.
    """
    if asked.cursor is not None:
        rows = rows.filter(**{f"{by}__gt": read_cursor(asked.cursor, kind)})
    found = list(rows.order_by(by)[: asked.limit + 1])
    page = found[: asked.limit]
    more = len(found) > asked.limit
    return page, written_cursor(getattr(page[-1], by)) if more else None


def page_of_sorted(
    things: Sequence[T], asked: PageQuery, key: Callable[[T], Any], kind: Callable[[str], Any]
) -> tuple[Sequence[T], str | None]:
    """Return a page of things that are sorted by `key`, and the cursor of the next, or None."""
    first = 0
    if asked.cursor is not None:
        first = bisect_right(things, read_cursor(asked.cursor, kind), key=key)
    page = things[first : first + asked.limit]
    more = len(things) > first + asked.limit
    return page, written_cursor(key(page[-1])) if more else None


def written_cursor(key: Any) -> str:
    """Return the key as a cursor."""
    key = json.dumps(key) if isinstance(key, list) else key
    return urlsafe_b64encode(f"{CURSOR}{key}".encode()).decode().rstrip("=")


def read_cursor(cursor: str, kind: Callable[[str], Any]) -> Any:
    """Return the key that a cursor names. Raises Problem, 422, where it is none of this list."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        if not text.startswith(CURSOR):
            raise ValueError("another kind")
        return kind(text.removeprefix(CURSOR))
    except (ValueError, UnicodeError) as error:
        told = "This is no cursor of this list: take `next` of the page before, or leave it out."
        raise Problem(422, told, faults=[in_query("cursor", told)]) from error


def number(text: str) -> int:
    """Read a key that is a number. Raises ValueError where no column could hold it."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise ValueError("no key")
    return int(text)


def slug(text: str) -> str:
    """Read a key that is a slug. Raises ValueError where it cannot be one."""
    if not text or "\0" in text or len(text) > 200:
        raise ValueError("no slug")
    return text


def uuid(text: str) -> UUID:
    """Read a key that is a UUID. Raises ValueError for anything else."""
    return UUID(text)


def position(text: str) -> list[Any]:
    """Read where a place stands: start, end, kind, key. Raises ValueError for anything else."""
    found = read_json(text)
    if not isinstance(found, list) or [type(one) for one in found] != [int, int, str, str]:
        raise ValueError("no position")
    return found
