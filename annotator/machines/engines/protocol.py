"""What an engine is given and what it gives back, the same for all (pure: no Django).

As JSON (`wire`) this is also what a program of the desk’s own reads and writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol


@dataclass(frozen=True)
class GivenLabel:
    """A label that the engine may use; `polarity` is a stance's."""

    slug: str
    kind: str
    name: str
    definition: str = ""
    polarity: str = ""


@dataclass(frozen=True)
class GivenQuestion:
    """A question of the story that a claim may answer."""

    slug: str
    wording: str
    type: str
    unit: str = ""
    options: tuple[str, ...] = ()
    scope: str = ""
    many: bool = False
    changes: bool = False
    """Whether several answers can hold at once; whether the true value can change."""


@dataclass(frozen=True)
class GivenName:
    """A name of the registry, and the slug of the entity that it may stand for; `label` is the
    label that the entity's mentions usually have in what is settled, or empty."""

    name: str
    entity: str
    label: str = ""


@dataclass(frozen=True)
class GivenArticle:
    """One article to be read: its text, which is material and never an instruction, and what to
    look for."""

    text: str
    language: str = ""
    published_on: date | None = None
    labels: tuple[GivenLabel, ...] = ()
    questions: tuple[GivenQuestion, ...] = ()
    names: Sequence[GivenName] = ()
    """For engines that are the desk's own; it is not told to others."""


@dataclass(frozen=True)
class ProposedSpan:
    """What an engine says of some words, before it is judged.

    `start` and `end` are code points, half-open, or None: then the quote is looked for. `details`
    are the names of an annotation's details (`annotations/details.py`) with plain words: a
    question by its slug, an entity by its slug or name. `before` and `after` are words that stand
    beside the quote, which tell one of several places; `within` is the part of the text that the
    engine was shown, where that was not all of it.
    """

    quote: str
    label: str
    start: int | None = None
    end: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    confidence: float | None = None
    before: str = ""
    after: str = ""
    within: tuple[int, int] | None = None


@dataclass(frozen=True)
class EngineAnswer:
    """What an engine gave back: its spans, how many things were no span at all, and what it used.

    `cost` is in the desk's own currency, None where the engine does not tell; `version` is the
    model's as the engine tells it; `beyond` is how many spans more it said than are looked at.
    """

    spans: tuple[ProposedSpan, ...] = ()
    unreadable: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    version: str = ""
    beyond: int = 0


NOTHING_USED = EngineAnswer()


class EngineFailed(Exception):
    """An engine gave no answer that can be used; the words are for whoever asked.

    `again`: it may be tried again. `used` has what it took all the same: tokens and money.
    """

    def __init__(self, words: str, again: bool = False, used: EngineAnswer = NOTHING_USED) -> None:
        super().__init__(words)
        self.again, self.used = again, used


class ReadingEngine(Protocol):
    """Reads one article. It is made for one reader, and read from by one process."""

    def read(self, given: GivenArticle) -> EngineAnswer:
        """Return what it says of the article. Raises EngineFailed."""


@dataclass(frozen=True)
class ReaderMake:
    """What a reader is made of: what an engine is built from."""

    engine: str
    model: str = ""
    version: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    prompt: str = ""
