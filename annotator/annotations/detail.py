"""What is declared of one detail of an annotation (pure: no Django); all are in `details.py`."""

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import NamedTuple


class DetailType(StrEnum):
    """What a detail holds: words, one of the model field's choices, or the key of a thing."""

    TEXT = "text"
    CHOICE = "choice"
    ENTITY = "entity"
    QUESTION = "question"


class PlainForm(StrEnum):
    """The one form in which a text detail is stored, written to a file and read from it."""

    WORDS = "words"
    """Free text."""
    END = "end"
    """One end of what a value comes to: a plain number, or a whole day."""
    PARTIAL_DATE = "partial date"
    """A year, a month or a day: 1999, 1999-04, 1999-04-12."""


class Compared(Flag):
    """How two annotations are compared by a detail: not at all, by pairing, by naming."""

    NOT = 0
    LINK = auto()
    """Part of what pairing scores: `Span.link`."""
    REST = auto()
    """Looked at by naming alone: one of `Span.rest`."""


class DetailColumn(NamedTuple):
    """A column of labels.csv: its name, where an annotation has it, and what it holds."""

    name: str
    lookup: str
    meaning: str


@dataclass(frozen=True)
class Detail:
    """One detail: which kinds have it, and how it is stored, shown, asked for and compared."""

    name: str
    """The name of the model's field, of the form's field and of the (first) column."""
    kinds: tuple[str, ...]
    columns: tuple[DetailColumn, ...]
    type: DetailType = DetailType.TEXT
    plain: PlainForm = PlainForm.WORDS
    aside: bool = False
    """Whether it is said beside the reading: settled annotations do not take it over."""
    essential: bool = False
    """Whether an annotation of its kind is without details as long as this one is missing."""
    comes_to: bool = False
    """Whether it is part of what a value comes to, which a card tells in one line."""
    tells_value: bool = False
    """Whether its column in a file says what the value comes to, so that no words are read."""
    read_off: str = ""
    """Which part of what is read off the marked words fills it."""
    unsaid: str = ""
    """What goes for it where other details are given and this one is not."""
    compared: Compared = Compared.NOT
    called: str = ""
    """How a difference in it is called."""
    on_card: str = ""
    """Its label on a card and in the history; empty where it has no line of its own there."""
    always: bool = False
    """Whether its line is drawn where it is not given, with `unsaid` in it."""
    row: int = 0
    """The row of the form in which it is asked for; 0 where it is not asked for."""
    label: str = ""
    """Its label in the form."""
    day_label: str = ""
    """Its label in the form where the question asks for a date."""
    help: str = ""
    """What stands in the form's empty field."""
    answer_types: tuple[str, ...] = ()
    """The types of question that have it; empty where all types have it."""
    more: bool = False
    """Whether the workbench asks for it under *More*, which opens where something in it is said."""
    words: tuple[tuple[str, str], ...] = ()
    """What forms and cards call each choice, where that is not the choice itself."""

    def in_words(self, value: str) -> str:
        """Return a choice as forms and cards call it."""
        return dict(self.words).get(value, value)

    @property
    def is_thing(self) -> bool:
        """Whether it refers to a thing of the vocabulary, which is shown by its name."""
        return self.type in (DetailType.ENTITY, DetailType.QUESTION)

    @property
    def attname(self) -> str:
        """The name of the column in the database: of a thing, that of its key."""
        return f"{self.name}_id" if self.is_thing else self.name

    @property
    def empty(self) -> str | None:
        """What the model's field holds where the detail is not given."""
        return None if self.is_thing else ""
