"""What pairing takes and gives, as plain records (pure: no Django)."""

from collections.abc import Iterable
from enum import StrEnum
from operator import itemgetter
from typing import Any, NamedTuple
from unicodedata import category


class Type(StrEnum):
    """What a group is: agreed, a single reading, or a difference of one or more types."""

    AGREED = "agreed"
    SINGLE = "single reading"
    PUNCTUATION = "punctuation"
    EDGES = "edges"
    LABEL = "label"
    DETAILS = "details"
    BLANK = "blank"
    MISSED = "missed"
    SPLIT = "split"


class Span(NamedTuple):
    """One annotation as pairing sees it.

    `link` is what the score compares of the details (the question; the entity; holder and target),
    `rest` the other details, normalised, as many for every span; "" is *not given*. `quote` is the
    whole text[start:end]. Of `annotator` only equality counts; `key` is the caller's own.
    """

    start: int
    end: int
    label: str
    link: str
    rest: tuple[str, ...]
    quote: str
    annotator: int
    key: Any = None


class Group(NamedTuple):
    """The spans that are one place, in canonical order; its types in the order of `Type`."""

    spans: tuple[Span, ...]
    types: tuple[Type, ...]


class Paired(NamedTuple):
    """All groups in reading order; `linked`: positions i < j of groups that are split."""

    groups: list[Group]
    linked: list[tuple[int, int]]


KEPT = "%‰&#@"  # punctuation to Unicode, but part of what it stands beside


def ordered(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in canonical order: start, end, label, link, rest; never by annotator."""
    return sorted(spans, key=itemgetter(0, 1, 2, 3, 4))


def slight(char: str) -> bool:
    """Return whether a character is punctuation or space, which spans may differ in and still
    agree."""
    return char.isspace() or (category(char)[0] == "P" and char not in KEPT)
