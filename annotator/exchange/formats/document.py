"""An article with all that is said of it, as every format writes and reads it (pure).

Details have the names of the columns of labels.csv, and its plain forms, so that a format that
can keep a name and a text beside a span keeps everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotator.annotations.details import ASIDES, SAID_DETAILS
from articles.text import sha256

READING, GOLD, MACHINE = "reading", "gold", "machine"
CONFIDENCE = "confidence"
"""What stands among the details of a machine's mark beside those of labels.csv: 0.25."""
DETAIL_COLUMNS = tuple(
    column.name for detail in (*SAID_DETAILS, *ASIDES) for column in detail.columns
)
"""What may be said of a highlight beside its label, in the order of labels.csv."""


def layer_named(value: object) -> str:
    """Return the layer of this name; that of readings for any other."""
    return value if isinstance(value, str) and value in (GOLD, MACHINE) else READING


TIMES = ("created_at", "updated_at")
ABOUT = ("source", "title", "byline", "url", "language", "published_on")
"""What a document says of its article beside the text, as an import takes it."""


@dataclass(frozen=True, slots=True)
class FormatMark:
    """A labelled span of a document's text, or, without a start, a label of the whole document.

    `start` and `end` count code points, half-open, into the document's text as it is given there;
    `quote` is what the text has there, or what a file says that it has, `prefix` and `suffix` what
    it says of the text around. `details` hold what is given of `DETAIL_COLUMNS`, and nothing empty.
    `id` is a UUID of ours, or whatever a file calls it; `place` says where in the file it stands.
    """

    label: str
    start: int | None = None
    end: int | None = None
    quote: str = ""
    layer: str = READING
    annotator: str = ""
    software: str = ""
    """Of a machine's: its engine, model and version."""
    part: int = 0
    id: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    created_at: str = ""
    updated_at: str = ""
    codebook_edition: str = ""
    """The edition of the codebook under which somebody last judged it: `2`."""
    prefix: str = ""
    suffix: str = ""
    place: str = ""

    @property
    def kind(self) -> str:
        """The kind that a label of ours begins with; of a label of others whatever stands there."""
        return self.label.partition("-")[0]

    @property
    def span(self) -> tuple[int, int]:
        """Where its words begin and end. Raises ValueError for a label of the whole document."""
        if self.start is None or self.end is None:
            raise ValueError(f"{self.label} is said of a whole document.")
        return self.start, self.end

    @property
    def is_of_document(self) -> bool:
        """Whether it is said of the article as a whole."""
        return self.start is None


@dataclass(frozen=True)
class FormatDocument:
    """An article: its text, what is known of it, and its marks.

    `name` is plain, unlike that of any other document in the file, and may be a file's. Dates are
    ISO 8601. `readers` are those who have read it to the end, whether they marked anything or not.
    A file may tell of marks alone: `text` is empty then, and the article is looked for on the desk
    by `url`, `text_sha256` or `article_id`.
    """

    name: str
    text: str
    marks: Sequence[FormatMark] = ()
    source: str = ""
    title: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    published_on: str = ""
    story: str = ""
    article_id: str = ""
    text_version: str = ""
    text_sha256: str = ""
    """Of a document without its text."""
    readers: tuple[str, ...] = ()
    place: str = ""

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
        return sha256(self.text) if self.text else self.text_sha256

    @property
    def spans(self) -> Iterator[FormatMark]:
        """The marks that have a place in the text, in their order."""
        return (mark for mark in self.marks if mark.start is not None)

    @property
    def document_labels(self) -> Iterator[FormatMark]:
        """The marks that are said of the whole document."""
        return (mark for mark in self.marks if mark.start is None)

    def about(self) -> dict[str, str]:
        """Return what is known of the article beside its text; nothing empty."""
        return {name: value for name in ABOUT if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True)
class LabelEntry:
    """A label of the vocabulary, as formats with a codebook write it."""

    slug: str
    kind: str
    name: str
    definition: str = ""
    example: str = ""
    polarity: str = ""
    of_articles: bool = False


@dataclass(frozen=True, slots=True)
class EntityEntry:
    """An entity of the registry that the documents name."""

    slug: str
    name: str
    wikidata: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question of the story."""

    slug: str
    wording: str
    type: str
    unit: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels, entities and questions that documents refer to, each in order of its slug."""

    labels: tuple[LabelEntry, ...] = ()
    entities: tuple[EntityEntry, ...] = ()
    questions: tuple[QuestionEntry, ...] = ()
