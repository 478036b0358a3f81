"""What the comparison of sources takes and gives, as plain records (pure: no Django).

Articles, sources and readers go by any hashable key; only equality of keys counts.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator.comparison.engine.value_record import Value
from annotator.text import fold

if TYPE_CHECKING:
    from annotator.comparison.engine.accounts import Finding
    from annotator.comparison.engine.reason_records import Reason

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


BRIEF_STATES = (RowState.CONFLICT, RowState.SUPERSEDED, RowState.SPEAKERS)
"""The states of the rows that are news by themselves: a brief tells of them, in this order."""


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
    DIFFERS = "differs from its speaker"
    CHANGED = "changed its account"
    SILENT = "silent"
    NOT_LOOKED_FOR = "not looked for"
    UNREAD = "unread"
    NOT_APPLYING = "does not apply"


@dataclass(frozen=True, eq=False)
class QuestionRecord:
    """What is asked. `about` and `tolerance` are shares; `whole` is in `unit`.

    `asks` says of a date whether its day, when something *began* or *ended*, or the whole *period*
    is asked for. `together`: sets of options that can all hold. `asked_at`: when it was last made,
    reworded, merged or split. Numbers may be floats: they count as they are written, 0.02 as two
    hundredths.
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
    asks: str = ""
    together: Sequence[Collection[str]] = ()

    @cached_property
    def alike(self) -> list[frozenset[str]]:
        """The sets of options that hold together, folded."""
        return [frozenset(map(fold, options)) for options in self.together]

    def hold_together(self, one: str, other: str) -> bool:
        """Return whether the two options count as the same answer."""
        return one == other or any(one in options and other in options for options in self.alike)


class Answer(NamedTuple):
    """One claim's answer.

    `low` and `high` are numbers in `unit`, or days; None is open. `step` is the unit of the last
    stated digit (`values.step_of`), in `unit`. `key` is the option, or the key that a person gave a
    text. Days are a *period*, or one day not known exactly (`span` empty). `as_of` is 1999, 1999-04
    or 1999-04-12. `said_by` names the speaker as reasons are to name them, two speakers by two
    names; empty is the article's own voice; `via` is who reports what the speaker said. `reader` is
    the annotator whose reading an answer that is not settled comes from. `aside` is the role of a
    place that never counts as the article's (a caption, a reference); `name` is the caller's own.
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
    via: str = ""
    span: str = ""
    aside: str = ""

    @property
    def speaker(self) -> str:
        """Whose answer it is, whoever reports it; empty for the article's own voice."""
        return self.said_by or self.via


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
    apart: bool = False
    """Whether it compares with no other source's answer, though others compare."""
    lone_of: int = 0
    """Of how many readers one alone read it, where most of them read something else; else 0."""


@dataclass
class Cell:
    """One article on one question; the reason says what the marks do not say by themselves.

    `aside`: answers where nothing counts as the article's, in captions or references: shown apart.
    """

    marks: tuple[CellMark, ...]
    said: tuple[AnswerInCell, ...] = ()
    letters: tuple[str, ...] = ()
    reason: str = ""
    aside: tuple[AnswerInCell, ...] = ()


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
    why: "Reason"
    """Why it has its state; `reason` says it in a sentence."""
    cells: dict[Hashable, Cell]
    camps: list[Camp]
    sources: int
    voices: int
    nothing: dict[CellMark, int]
    """How many articles say nothing, by what is known of it."""
    findings: tuple["Finding", ...] = ()
    """What contradicts itself, differs from its speaker, or changed its account."""

    @property
    def reason(self) -> str:
        """Why it has its state, in a sentence in which sources go by their keys."""
        return self.why.sentence({})

    @property
    def finding(self) -> bool:
        """Whether the row is news whatever its state: something in it contradicts itself."""
        return bool(self.findings)

    @property
    def unsettled(self) -> bool:
        """Whether the state hangs on answers that are not settled."""
        return self.state != self.settled

    @property
    def label(self) -> str:
        """The state; both states, where it hangs on what is not settled."""
        return f"unsettled ({self.settled} → {self.state})" if self.unsettled else str(self.state)
