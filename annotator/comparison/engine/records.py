"""What the comparison of sources takes and gives, as plain records (pure: no Django).

Articles, sources and readers go by any hashable key; only equality of keys counts.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

Number = Decimal | Fraction | int


class RowState(StrEnum):
    """What a row is: the first that holds, in this order."""

    UNANSWERED = "unanswered"
    PREDICTION = "prediction only"
    SINGLE = "single source"
    SCOPE = "scope differs"
    INCOMPARABLE = "not comparable"
    SELECTION = "selection differs"
    CONFLICT = "conflict"
    SUPERSEDED = "superseded?"
    SPEAKERS = "speakers differ"
    ONE_VOICE = "one voice"
    AGREE = "agree"
    TOLERANCE = "agree within tolerance"


class CellMark(StrEnum):
    """What a cell says of itself."""

    SAYS = "says"
    REPORTED = "reported"
    DENIED = "denied"
    PREDICTED = "predicted"
    OPEN = "open"
    CAME_TRUE = "came true"
    FAILED = "failed"
    DISPUTED = "disputed"
    INCOMPARABLE = "not comparable"
    UNSETTLED = "unsettled"
    ANNOTATORS_DIFFER = "annotators differ"
    CONTRADICTS = "contradicts itself"
    CHANGED = "changed its account"
    SILENT = "silent"
    NOT_LOOKED_FOR = "not looked for"
    UNREAD = "unread"
    NOT_APPLYING = "does not apply"


@dataclass(frozen=True, eq=False)
class QuestionRecord:
    """What is asked. `about` and `tolerance` are shares; `whole` is in `unit`.

    `asked_at`: when it was last made, reworded, merged or split. Numbers may be floats: they count
    as they are written, 0.02 as two hundredths.
    """

    type: str
    unit: str = ""
    tolerance: Number | float = 0
    about: Number | float = 0.1
    whole: Number | float | None = None
    scope: str = ""
    many: bool = False
    can_change: bool = False
    settling_days: int = 0
    asked_at: datetime | None = None


class Answer(NamedTuple):
    """One claim's answer.

    `low` and `high` are numbers in `unit`, or days; None is open. `step` is the unit of the last
    stated digit (`values.step_of`), in `unit`. `key` is the option, or a text's key. `as_of` is
    1999, 1999-04 or 1999-04-12. `said_by` names the speaker as reasons are to name them, two
    speakers by two names; empty is the article's own voice. `reader` is the annotator whose reading
    an answer that is not settled comes from; `name` is the caller's own.
    """

    article: Hashable
    source: Hashable
    published: date | None = None
    low: Number | date | None = None
    high: Number | date | None = None
    bounds: str = "[]"
    unit: str = ""
    step: Number | None = None
    approximator: str = ""
    modality: str = ""
    said_by: str = ""
    as_of: str = ""
    scope: str = ""
    key: str = ""
    wording: str = ""
    settled: bool = True
    reader: Hashable = None
    name: Any = None


class ArticleRecord(NamedTuple):
    """What is known of an article besides its answers.

    When its counted readings were submitted, how many of its claims answer no question (`unasked`),
    and what an adjudicator said of it and this question.
    """

    key: Hashable
    submitted: tuple[datetime, ...] = ()
    unasked: int = 0
    silent: bool = False
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer comes to, in the question's unit, or as days counted from 1 January 1.

    `step` is that of an exact figure, else None. What is *denied* gives no value.
    """

    low: Fraction | None = None
    low_open: bool = True
    high: Fraction | None = None
    high_open: bool = True
    key: str = ""
    denied: bool = False
    step: Fraction | None = None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The hash of a fraction costs more than all else that is done with an answer.
        content = (self.low, self.low_open, self.high, self.high_open, self.key, self.denied)
        object.__setattr__(self, "_hash", hash(content))

    def __hash__(self) -> int:
        return self._hash

    def same(self, other: "Value") -> bool:
        """Return whether the two are equal, however precisely they were stated."""
        return self._hash == other._hash and self.unstepped() == other.unstepped()

    def unstepped(self) -> "Value":
        """Return the value alone, however precisely it was stated."""
        return self if self.step is None else replace(self, step=None)


@dataclass
class AnswerInCell:
    """An answer as it stands in its cell. Without a value it cannot be compared: `why`."""

    answer: Answer
    value: Value | None
    place: Value | None
    """The value, however precisely it was stated: equal ones share a letter."""
    text: str
    why: str = ""
    scope: str = ""
    """Empty where the answer is in the scope of the question."""
    derived: str = ""
    takes_part: bool = False
    letter: str = ""
    outcome: CellMark | None = None


@dataclass
class Cell:
    """One article on one question; the reason says what the marks do not say by themselves."""

    marks: tuple[CellMark, ...]
    said: tuple[AnswerInCell, ...] = ()
    letters: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Camp:
    """All articles that give one value, with how many articles, sources and voices they are."""

    letter: str
    text: str
    value: Value
    articles: int
    sources: int
    voices: int


@dataclass
class ComparedRow:
    """All cells of one question, by article. `settled` is the state from settled answers alone."""

    state: RowState
    settled: RowState
    reason: str
    cells: dict[Hashable, Cell]
    camps: list[Camp]
    sources: int
    voices: int
    nothing: dict[CellMark, int]
    """How many articles say nothing, by what is known of it."""

    @property
    def unsettled(self) -> bool:
        """Whether the state hangs on answers that are not settled."""
        return self.state != self.settled

    @property
    def label(self) -> str:
        """The state; both states, where it hangs on what is not settled."""
        return f"unsettled ({self.settled} → {self.state})" if self.unsettled else str(self.state)
