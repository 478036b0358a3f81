"""What a methods appendix tells of a story, as plain values (pure: no Django)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from annotator.reconciliation.agreement.statistics.figures import Figure


@dataclass(frozen=True)
class SourceCount:
    """How many articles of one source, and of which days."""

    name: str
    articles: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class CorpusFacts:
    """What was read."""

    sources: Sequence[SourceCount]
    languages: Mapping[str, int]
    """Articles by tag of their language; '' where it is not known."""
    words: int
    undated: int
    asides: Mapping[str, int]
    """Parts of the pages that never count as an article's own, by their role."""
    corrected: int = 0
    """Articles of which a corrected text came in."""
    corrections: int = 0
    places: Mapping[str, int] = field(default_factory=dict)
    """What became of the highlights in corrected texts: carried, moved, to review, gone."""
    waiting: int = 0
    """Highlights that a correction left behind and nobody has looked at."""
    taken_down: int = 0
    """Articles that were erased for good: they stand in no other figure."""

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return sum(one.articles for one in self.sources)


@dataclass(frozen=True)
class ReaderFacts:
    """What one person has read."""

    name: str
    submitted: int
    highlights: int
    """Of the submitted readings."""
    article_labels: int
    open: int
    handed_back: int
    withdrawn: int


@dataclass(frozen=True)
class ReadingFacts:
    """Who read what."""

    wanted: int
    """How many readers each article is to have."""
    readers: Sequence[ReaderFacts]
    by_readings: Mapping[int, int]
    """Articles by how many have submitted them."""
    ended_highlights: int
    """Highlights of readings that were handed back or withdrawn."""
    open_highlights: int
    sources_hidden: bool
    aside_highlights: Mapping[str, int]
    """Highlights that stand in parts of the page that never count, by the part's role."""


@dataclass(frozen=True)
class EditionFacts:
    """One edition of the codebook under which something was judged."""

    number: int
    published: date | None
    note: str
    readings: int
    gold: int


@dataclass(frozen=True)
class BookFacts:
    """Guidelines and codebook."""

    current: int
    editions: Sequence[EditionFacts]
    behind: int
    """Highlights whose label has changed its meaning since they were judged."""
    desk_guidelines: int
    """Words of the guidelines of the whole desk."""
    story_guidelines: int
    labels: Mapping[str, int]
    """Labels in use by kind."""


@dataclass(frozen=True)
class KindAgreement:
    """How far readers agree on one kind."""

    kind: str
    articles: int
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class MachineFacts:
    """A machine that counts as a reader, what it is made of, and how many articles it counts in."""

    name: str
    engine: str
    model: str
    make: str
    """SHA-256 of engine, model, version, options and prompt."""
    articles: int


@dataclass(frozen=True)
class AgreementFacts:
    """How far readers agree, as it is kept; why it is not known, where it is not."""

    kinds: Sequence[KindAgreement]
    unknown: str = ""
    changed: int = 0
    """Articles that have changed since the figures were counted."""
    measuring: bool = False
    machines: Sequence[MachineFacts] = ()
    """The machines that count as readers, here and in majorities."""


@dataclass(frozen=True)
class DeciderFacts:
    """What one person decided, by hand and by automatic acts."""

    name: str
    by_hand: int
    automatic: int
    had_read: int


@dataclass(frozen=True)
class SettlingFacts:
    """How articles were adjudicated."""

    stages: Mapping[str, int]
    """Articles by stage; those that nobody has begun to settle are left out."""
    deciders: Sequence[DeciderFacts]
    outcomes: Mapping[str, int]
    acts: Mapping[tuple[str, int], int]
    """Decisions of automatic acts, by rule and per cent of the readers who had to agree."""
    undone: int
    replaced: int
    gold: int
    gold_from_files: int
    """How many of the settled annotations came in settled, with no decision of this desk."""
    places: Mapping[str, int] | None
    """Places by state: agreed, open, settled, stale; None where they are not counted yet."""
    readers_may_settle: bool


@dataclass(frozen=True)
class MethodsFacts:
    """All that an appendix tells, and of when it is."""

    story: str
    day: date
    release: str
    left_out: int
    """Articles of which nothing is told, since whoever asks has still to read them."""
    corpus: CorpusFacts
    reading: ReadingFacts
    book: BookFacts
    agreement: AgreementFacts
    settling: SettlingFacts
    leads: Mapping[str, int] = field(default_factory=dict)
    """Contradictions that machines assert, by what became of them."""
