"""Parts of an article's text that have a role, as plain values (pure: no Django).

What no part covers is body. The parts of one article never overlap.
"""

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

BODY = "body"
ASIDES = frozenset({"caption", "link", "references", "boilerplate", "repeated"})
"""Roles of what never counts as the article's own."""
_start = attrgetter("start")


class Part(NamedTuple):
    """A part of a text and its role: code points, half-open."""

    start: int
    end: int
    role: str


def role_of(parts: Sequence[Part], start: int, end: int) -> str:
    """Return the role of the part in which more than half of the span stands, else `body`.

    `parts` stand in the order of the text.
    """
    at = max(0, bisect_right(parts, start, key=_start) - 1)
    while at < len(parts) and parts[at].start < end:
        part = parts[at]
        if 2 * (min(end, part.end) - max(start, part.start)) > end - start:
            return part.role
        at += 1
    return BODY
