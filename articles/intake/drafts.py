"""Check one article on its way in: a draft that can be stored, or problems that say why not."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from articles import text as texts
from articles.intake.came_as import CameAs
from articles.intake.documents.contents import TEXT_BYTES
from articles.intake.regions import propose_regions
from articles.models import Article, Source
from articles.parts import Part

TEXT_LIMIT = TEXT_BYTES  # of UTF-8
TITLE_FROM_TEXT = 200  # code points
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_is_address = URLValidator(["http", "https"])


class Refused(ValueError):
    """A value that cannot be stored; the message names it and the remedy."""


@dataclass(frozen=True)
class DraftProblem:
    """Why something is refused: the place where it stands, and what to do about it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class Draft:
    """An article as it will be stored: checked fields, canonical text. `place` is its origin.

    `markup`: which role the page's own markup gives to a block, by the folded text of the block;
    `came`: what it came in as, to be kept beside it.

    Raises TextRefused, or ValueError for a text that is not canonical yet.
    """

    place: str
    source: str
    title: str
    text: str
    byline: str = ""
    url: str = ""
    language: str = ""
    published_on: date | None = None
    encoding: str = ""
    markup: Mapping[str, str] = field(default_factory=dict, compare=False)
    came: CameAs | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if texts.canonical(self.text) != self.text:
            raise ValueError(f"The text of “{self.title}” is not canonical.")

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text, in hexadecimal."""
        return texts.sha256(self.text)

    @cached_property
    def regions(self) -> list[Part]:
        """The parts of the text that are likely no body."""
        return propose_regions(self.text, self.title, self.byline, self.markup)

    @cached_property
    def word_count(self) -> int:
        """The number of words in the text."""
        return texts.word_count(self.text)


@dataclass
class Batch:
    """Everything of one import. It is stored whole, or, with any problem, not at all."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[DraftProblem] = field(default_factory=list)

    def digest(self) -> str:
        """Return a fingerprint of what would be stored, in its order."""
        told = hashlib.sha256()
        for d in self.drafts:
            day = d.published_on.isoformat() if d.published_on else ""
            row = [d.source, d.title, d.byline, d.url, d.language, day, d.sha256]
            told.update(json.dumps(row).encode() + b"\n")
        return told.hexdigest()


def gather(items: Iterable[Draft | DraftProblem], limit: int | None = None) -> Batch:
    """Collect drafts and problems, each in order. More than `limit` drafts are one problem more."""
    batch = Batch()
    for item in items:
        if isinstance(item, DraftProblem):
            batch.problems.append(item)
        elif limit is not None and len(batch.drafts) == limit:
            message = f"It holds more than {limit:,} articles. Import them in several parts."
            batch.problems.append(DraftProblem(item.place, message))
            break
        else:
            batch.drafts.append(item)
    return batch


def draft(
    place: str,
    values: Mapping[str, str],
    raw: str,
    encoding: str = "",
    markup: Mapping[str, str] | None = None,
    came: CameAs | None = None,
) -> Iterator[Draft | DraftProblem]:
    """Yield the draft of one article, or every problem that it has.

    `values` may hold source, title, byline, url, language and published_on (ISO 8601), `raw` is the
    text as it came.
    """
    refusals: list[str] = []
    checked: dict[str, str] = {}
    for name, check in _CHECKS.items():
        try:
            checked[name] = check(" ".join(values.get(name, "").split()))
        except Refused as refusal:
            refusals.append(str(refusal))
    try:
        text = texts.canonical(raw)
        if len(text.encode()) > TEXT_LIMIT:
            raise Refused(f"The text is longer than {in_megabytes(TEXT_LIMIT)}. Split it.")
    except (texts.TextRefused, Refused) as refusal:
        refusals.append(str(refusal))
    if refusals:
        yield from (DraftProblem(place, refusal) for refusal in refusals)
        return
    day = checked.pop("published_on")
    title = checked.pop("title") or title_from(text)
    yield Draft(
        place,
        title=title,
        text=text,
        published_on=date.fromisoformat(day) if day else None,
        encoding=encoding,
        markup=markup or {},
        came=came,
        **checked,
    )


def title_from(text: str) -> str:
    """Return the first line with anything in it, shortened to 200 code points."""
    line = next((" ".join(line.split()) for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= TITLE_FROM_TEXT else line[: TITLE_FROM_TEXT - 1].rstrip() + "…"


def in_megabytes(size: int) -> str:
    """Return a size in bytes as words: “2 MB”, “4.5 MB”."""
    return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ")


def max_length(name: str) -> int:
    """Return how many code points a field holds; `source` stands for the name of a source."""
    model, column = (Source, "name") if name == "source" else (Article, name)
    length: int = model._meta.get_field(column).max_length  # type: ignore[union-attr, assignment]
    return length


def _plain(name: str, value: str) -> str:
    found = _CONTROL.search(value)
    if found:
        raise Refused(f"{name} holds the control character U+{ord(found[0]):04X}. Remove it.")
    if len(value) > max_length(name):
        raise Refused(
            f"{name} has {len(value):,} characters; {max_length(name):,} fit. Shorten it."
        )
    return value


def _source(value: str) -> str:
    if not value:
        raise Refused("source is empty. Name the newspaper, agency or site.")
    return _plain("source", value)


def _address(value: str) -> str:
    try:
        if value:
            _is_address(_plain("url", value))
    except ValidationError as error:
        message = f"url “{_short(value)}” is not an address. It begins with https:// or http://."
        raise Refused(message) from error
    return value


def _tag(value: str) -> str:
    if value and not _LANGUAGE.fullmatch(value):
        raise Refused(f"language “{_short(value)}” is not a tag. Write one such as en or pt-BR.")
    return _plain("language", value)


def _day(value: str) -> str:
    try:
        if value and not _DAY.fullmatch(value):
            raise ValueError
        return value and date.fromisoformat(value).isoformat()
    except ValueError as error:
        message = f"published_on “{_short(value)}” is not a day. Write it as 2022-02-24."
        raise Refused(message) from error


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:59] + "…"


_CHECKS = {
    "source": _source,
    "title": lambda value: _plain("title", value),
    "byline": lambda value: _plain("byline", value),
    "url": _address,
    "language": _tag,
    "published_on": _day,
}
