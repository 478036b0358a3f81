"""Check one article on its way in: a draft that can be stored, or problems that say why not."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from time import monotonic
from typing import Any, NamedTuple

from articles import text as texts
from articles.intake.came_as import CameAs
from articles.intake.documents.contents import TEXT_BYTES
from articles.intake.fields import CHECKS, Refused
from articles.intake.languages import detect_language
from articles.intake.regions import propose_regions
from articles.parts import BODY, Part

TEXT_LIMIT = TEXT_BYTES  # of UTF-8
TITLE_FROM_TEXT = 200  # code points


@dataclass(frozen=True)
class DraftProblem:
    """Why something is refused: the place where it stands, and what to do about it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class DraftNote:
    """What was read otherwise than it stands, or not at all: to be told, and in nobody's way."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class LeftOut(NamedTuple):
    """A block of a page that is not in the text: after how many of its lines, and what it is."""

    line: int
    text: str
    role: str = BODY


@dataclass(frozen=True)
class Draft:
    """An article as it will be stored: checked fields, canonical text. `place` is its origin.

    `markup`: which role the page's own markup gives to a block, by the folded text of the block.
    `notes` tell what was changed on the way in, `left_out` what was not taken of a page, `detected`
    that nobody said its language. `chosen`: its parts, where somebody chose them; `came`: what it
    came in as, to be kept beside it.

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
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    detected: bool = False
    chosen: tuple[Part, ...] | None = None
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
        """The parts of the text that are likely no body, or what somebody chose."""
        if self.chosen is not None:
            return list(self.chosen)
        return propose_regions(self.text, self.title, self.byline, self.markup)

    def told(self) -> list[str]:
        """Return what is to be told of how it was read."""
        if not self.detected:
            return list(self.notes)
        return [*self.notes, f"Nobody said its language: it reads as {self.language}."]

    @cached_property
    def word_count(self) -> int:
        """The number of words in the text."""
        return texts.word_count(self.text)


class AsRead(NamedTuple):
    """How a text was read: its encoding if not UTF-8, what to tell, and what a page says of it."""

    encoding: str = ""
    notes: tuple[str, ...] = ()
    markup: Mapping[str, str] = {}
    left_out: tuple[LeftOut, ...] = ()


AS_READ = AsRead()
"""As it stands, in UTF-8."""
Incoming = Draft | DraftProblem | DraftNote


@dataclass
class Batch:
    """Everything of one import. It is stored whole, or, with any problem, not at all."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[DraftProblem] = field(default_factory=list)
    notes: list[DraftNote] = field(default_factory=list)

    def all_notes(self) -> list[DraftNote]:
        """Return the notes of the batch, then those of its drafts, in their order."""
        return [*self.notes, *(DraftNote(d.place, told) for d in self.drafts for told in d.told())]

    def digest(self) -> str:
        """Return a fingerprint of what would be stored, in its order, and of what was left out."""
        told = hashlib.sha256()
        for d in self.drafts:
            day = d.published_on.isoformat() if d.published_on else ""
            row: list[Any] = [d.source, d.title, d.byline, d.url, d.language, day, d.sha256]
            row += [[list(part) for part in d.regions], [list(each) for each in d.left_out]]
            told.update(json.dumps(row).encode() + b"\n")
        return told.hexdigest()


def gather(
    items: Iterable[Incoming], limit: int | None = None, seconds: float | None = None
) -> Batch:
    """Collect drafts, problems and notes, each in order.

    More than `limit` drafts are one problem more, as is reading that takes longer than `seconds`.
    """
    batch = Batch()
    began = monotonic()
    for item in items:
        if seconds is not None and monotonic() - began > seconds:
            read = f"{len(batch.drafts):,} of the texts were read in {seconds:g} seconds"
            message = f"No more than {read}. Choose fewer, or use the command import_articles."
            batch.problems.append(DraftProblem(item.place, message))
            break
        if isinstance(item, DraftProblem):
            batch.problems.append(item)
        elif isinstance(item, DraftNote):
            batch.notes.append(item)
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
    read: AsRead = AS_READ,
    came: CameAs | None = None,
) -> Iterator[Incoming]:
    """Yield the draft of one article, or every problem that it has.

    `values` may hold source, title, byline, url, language and published_on, `raw` is the text as
    it came, `read` what is known of how it was read.
    """
    refusals: list[str] = []
    checked: dict[str, str] = {}
    for name, check in CHECKS.items():
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
    day, said = checked.pop("published_on"), checked.pop("language")
    title = checked.pop("title") or title_from(text)
    language = said or detect_language(text)
    yield Draft(
        place,
        source=checked["source"],
        title=title,
        text=text,
        published_on=date.fromisoformat(day) if day else None,
        language=language,
        detected=language != said,
        encoding=read.encoding,
        markup=read.markup,
        notes=(*read.notes, *_turned(raw)),
        left_out=read.left_out,
        byline=checked["byline"],
        url=checked["url"],
        came=came,
    )


def _turned(raw: str) -> Iterator[str]:
    """Yield what is to be told of line ends that few texts have."""
    for character, name in (("\f", "form feed"), ("\v", "vertical tab")):
        number = raw.count(character)
        if number:
            many = f"A {name} became a line end." if number == 1 else ""
            yield many or f"{number:,} {name}s became line ends."


def title_from(text: str) -> str:
    """Return the first line with anything in it, shortened to 200 code points."""
    line = next((" ".join(line.split()) for line in text.split("\n") if line.strip()), "")
    return line if len(line) <= TITLE_FROM_TEXT else line[: TITLE_FROM_TEXT - 1].rstrip() + "…"


def in_megabytes(size: int) -> str:
    """Return a size in bytes as words: “2 MB”, “4.5 MB”."""
    return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ")
