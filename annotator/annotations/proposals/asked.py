"""A story's questions with what is known of their answers, to be ranked (pure: no Django)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.annotations.proposals.words.stems import content


@dataclass(frozen=True)
class KnownAnswer:
    """What was answered elsewhere: its words, what it comes to, its scope, whose it is."""

    quote: str
    low: str = ""
    high: str = ""
    unit: str = ""
    key: str = ""
    scope: str = ""
    source: int = 0


@dataclass(frozen=True)
class AskedQuestion:
    """A question of the story, and what is known of its answers."""

    slug: str
    wording: str
    type: str
    unit: str = ""
    scope: str = ""
    options: tuple[str, ...] = ()
    shares: bool = False
    many: bool = False
    changes: bool = False
    answers: tuple[KnownAnswer, ...] = ()
    answered_by_reader: bool = False
    names: frozenset[str] = field(default_factory=frozenset)
    """The entities of the registry that its wording and scope name, by slug."""
    topics: frozenset[str] = field(default_factory=frozenset)
    """What the story's questions are about as a whole: stems that many of them share."""


def topics_of(wordings: Sequence[str]) -> frozenset[str]:
    """Return the stems that stand in so many of a story's questions that they tell none apart."""
    times = Counter(stem for wording in wordings for stem in content(wording))
    least = max(4, len(wordings) / 7)
    return frozenset(stem for stem, count in times.items() if count >= least)
