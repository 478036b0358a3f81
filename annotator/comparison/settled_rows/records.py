"""A row of which everything is settled, with its answers and where each stands, as plain records
(pure: no Django)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from annotator.comparison.engine.records import BRIEF_STATES


class CitedArticle(NamedTuple):
    """An article without its text. `version` is the text that `text_sha256` names, and in which the
    offsets of its answers count."""

    key: int
    title: str
    source_key: int
    source: str
    published: date | None
    url: str
    language: str
    version: int
    text_sha256: str


@dataclass(frozen=True)
class SettledAnswer:
    """One settled answer: its words, what they come to, and where they stand.

    `start` and `end` are code points into the article's text, half-open; `before` and `after` are
    what stands around the quote in its sentence. `value` is what is compared; `derived` says how it
    was computed from another scope, if it was. `said_by` is the speaker's name, empty for the
    article's own voice; `via` who reports what the speaker said. `as_of` is 1999, 1999-04 or
    1999-04-12. `takes_part`: whether the row's state rests on it.
    """

    key: UUID
    article: CitedArticle
    start: int
    end: int
    quote: str
    before: str
    after: str
    letter: str
    value: str
    derived: str
    modality: str
    said_by: str
    via: str
    as_of: str
    scope: str
    takes_part: bool


@dataclass(frozen=True)
class SettledValue:
    """One of the values that a row's sources give, with the answers that give it, in order of
    publication."""

    letter: str
    text: str
    sources: int
    voices: int
    answers: tuple[SettledAnswer, ...]


class RowRuling(NamedTuple):
    """What an adjudicator ruled on a row; it holds, for the row has not changed since."""

    state: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SettledRow:
    """One question, its state by settled answers alone, and what each source says.

    `state` is what counts: the ruled state, else the computed one; `reason` says in a sentence why
    the row has its computed state. `findings` and `lost` are sentences: what contradicts itself or
    its speaker, and where a speaker is lost. `sources` and `voices` count who takes part. `others`
    are answers that give none of the values: denials, predictions, answers of another scope.
    """

    question: int
    slug: str
    wording: str
    type: str
    unit: str
    state: str
    computed: str
    reason: str
    ruling: RowRuling | None
    findings: tuple[str, ...]
    lost: tuple[str, ...]
    sources: int
    voices: int
    values: tuple[SettledValue, ...]
    others: tuple[SettledAnswer, ...]

    @property
    def told(self) -> bool:
        """Whether a brief tells of it: sources contradict each other, themselves or their speakers,
        or a speaker is lost."""
        return self.state in BRIEF_STATES or bool(self.findings or self.lost)

    def answers(self) -> Iterator[SettledAnswer]:
        """Yield all answers: those that give a value first."""
        for value in self.values:
            yield from value.answers
        yield from self.others
