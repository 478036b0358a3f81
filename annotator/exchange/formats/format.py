"""Declare a format: how the desk's marks leave in it and come in, and what it cannot say (pure).

A format is declared once, in a module of its own, and listed in `registry.py`. By that it stands on
the pages, at its addresses, in both commands and in docs/formats/.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from annotator.exchange.formats.document import FormatDocument, Vocabulary


class Aspect(StrEnum):
    """Something that is said of an article or a highlight, which a format keeps or loses."""

    SPANS = "highlights"
    OVERLAPS = "highlights that overlap others"
    KIND_OVERLAPS = "highlights that overlap others of the same kind"
    INSIDE_WORDS = "highlights that begin or end inside a word"
    BLANK_EDGES = "highlights that begin or end with white space"
    DOCUMENT_LABELS = "labels of whole articles"
    AUTHORS = "who made each highlight"
    LAYERS = "whether a highlight is of a reading or settled"
    PARTS = "the same words with the same label, twice"
    NAMES = "which entity of the registry words name"
    DETAILS = "questions, values and the other details"
    NOTES = "notes, and questions to the adjudicator"
    ABOUT = "source, date and address of the article"
    TIMES = "when each highlight was made and changed"
    EDITIONS = "the edition of the codebook that each highlight was made under"
    IDS = "ids of the highlights"
    CONFIDENCE = "how sure a machine was of each highlight"
    READERS = "who read an article and marked nothing"


EVERYTHING = frozenset(Aspect)
PLACED = frozenset(
    {
        Aspect.SPANS,
        Aspect.OVERLAPS,
        Aspect.KIND_OVERLAPS,
        Aspect.INSIDE_WORDS,
        Aspect.BLANK_EDGES,
    }
)
"""What a format keeps in which each highlight has its own start and end."""


class NotTaken(NamedTuple):
    """Something of a file that is not read: where it stands, and what it is."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FormatProblem(NamedTuple):
    """Why a file cannot be taken: the place where it is wrong, and what to do about it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FormatRefused(Exception):
    """A file that cannot be read on from here: `problem` says where and why."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.problem = FormatProblem(place, message)


class HeldPlace(NamedTuple):
    """Where highlights of a kind stand: the article's number, and the span in code points."""

    kind: str
    article: int
    start: int
    end: int


FromFile = FormatDocument | NotTaken | FormatProblem


@dataclass(frozen=True)
class Outgoing:
    """What of the desk goes into one file.

    `documents` gives the articles, a batch of them in memory at once, and may be asked again;
    `base` is the desk's address, without a slash at its end, and empty where nobody knows it;
    `portion` is what the tables take, for formats that are made of these.
    """

    documents: Callable[[], Iterator[FormatDocument]]
    vocabulary: Callable[[], Vocabulary]
    title: str = ""
    base: str = ""
    portion: Any = None
    articles: str = "/articles/"
    """The path of the articles, for a desk may be under a path of its host."""

    def address(self, document: FormatDocument, mark: str = "") -> str:
        """Return where the article stands on the desk, or a highlight of it, by its id."""
        return f"{self.base}{self.articles}{document.article_id}/" + (f"#a-{mark}" if mark else "")


@dataclass(frozen=True)
class Format:
    """A way of writing articles with what is said of them."""

    name: str
    """`brat`: its addresses, `export_format brat`, docs/formats/brat.md."""
    title: str
    """What it is called where it comes from: *brat standoff*."""
    sentence: str
    """What it is, and which programs read it."""
    ending: str
    """Of its files, with the stop."""
    media_type: str
    says: frozenset[Aspect] = EVERYTHING
    """What it keeps when it is written; what it does not is counted and told before."""
    cannot: tuple[str, ...] = ()
    """What else does not come over, in sentences."""
    write: Callable[[Outgoing], Iterator[bytes]] | None = None
    """Yields the file, piece by piece."""
    read: Callable[[str, bytes], Iterator[FromFile]] | None = None
    """Yields what a file of this name and content holds. Raises FormatRefused."""
    recognises: Callable[[str, bytes], bool] | None = None
    """Tells whether a file of this name, which begins so, looks like it; by itself it must not
    take a file of another format."""
    takes: Callable[[Outgoing], Iterator[HeldPlace]] | None = None
    """Yields the places of the highlights that go into it, where these are not all that the filters
    leave: of formats that are made of what is compared."""
    holds: str = ""
    """What stands in it, in a sentence, where it is not made of highlights."""
    settled: bool = False
    """Whether only settled highlights go into it."""
    of_settlers: bool = False
    """Whether it tells of the whole desk, so that adjudicators and managers alone may have it."""
    narrows: bool = True
    """Whether the filters of labels.csv narrow it."""
    streams: bool = True
    """Whether it is sent while it is written, in constant memory; pages tell where it is not."""
    needs: str = ""
    """The extra that must be installed: *cas*."""
    missing: Callable[[], bool] = lambda: False
    """Tells whether what it needs is not installed."""

    def open_to(self, settles: bool) -> bool:
        """Return whether a member may have its file, who settles or manages, or does neither."""
        return settles or not (self.settled or self.of_settlers)

    @property
    def loses(self) -> list[Aspect]:
        """What it does not keep, in the order of `Aspect`."""
        return [aspect for aspect in Aspect if aspect not in self.says]
