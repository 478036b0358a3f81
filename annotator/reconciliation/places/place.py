"""A place of an article as plain records: its lanes, its decisions, its state (pure: no Django)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from annotator.annotations.drawing.html import AnnotationRow
from annotator.reconciliation.places.likeness import likeness
from annotator.reconciliation.places.spans import Span, Type

ALIKE = ((Type.AGREED,), (Type.PUNCTUATION,))
"""The types of a place that automatic acts take as agreed."""
DIFFERENCES = (Type.EDGES, Type.PUNCTUATION, Type.LABEL, Type.DETAILS, Type.BLANK, Type.MISSED,
               Type.SPLIT, Type.SINGLE)  # fmt: skip
"""The types of what is left to settle, in the order in which they are offered as filters."""

Position = tuple[int, int, str, str]
"""Where a place stands among those of its article: its start, its end, its kind, its key."""


class PlaceState(StrEnum):
    """What is to be done with a place."""

    AGREED = "agreed"
    OPEN = "open"
    SETTLED = "settled"
    STALE = "stale"


@dataclass(frozen=True)
class StoredDecision:
    """A decision that stands: what it ruled on, and what it made."""

    pk: int
    kind: str
    outcome: str
    types: str
    reason: str
    by: int
    at: datetime
    had_read: bool
    act: int | None
    submitted: frozenset[int]
    readings: Mapping[UUID, int]
    """Annotations of readings, each with the revision that it ruled on."""
    gold: frozenset[UUID]
    """Settled annotations that stood at the place before."""
    accepted: frozenset[UUID]
    made: frozenset[UUID]
    gold_changed: bool = False
    """Whether somebody changed what it made, beside any decision."""

    @property
    def keys(self) -> tuple[UUID, ...]:
        """The annotations that it is about, and the ones that it made."""
        return (*self.readings, *self.gold, *self.made)


@dataclass(frozen=True)
class Lane:
    """One way to read the place, and who read it so: nobody, where it only stands settled."""

    number: int
    row: AnnotationRow
    keys: tuple[UUID, ...]
    annotators: tuple[int, ...]
    chosen: bool
    """Whether the decision that stands accepted it; before there is one, whether all agree."""


@dataclass
class Place:
    """One place: the readings' spans of one group, or of several where they are split."""

    kind: str
    state: PlaceState
    types: tuple[Type, ...]
    lanes: list[Lane]
    rows: list[AnnotationRow]
    """All annotations of readings here."""
    gold: list[AnnotationRow] = field(default_factory=list)
    decisions: list[StoredDecision] = field(default_factory=list)
    absent: tuple[int, ...] = ()
    """The annotators who submitted and marked nothing here."""

    @cached_property
    def start(self) -> int:
        """Where the place begins, in code points."""
        return min((row["start"] or 0 for row in (*self.rows, *self.gold)), default=0)

    @cached_property
    def end(self) -> int:
        """Where the place ends, in code points; half-open."""
        return max((row["end"] or 0 for row in (*self.rows, *self.gold)), default=0)

    @property
    def is_whole(self) -> bool:
        """Whether this is about the article as a whole: such places stand before all others."""
        return any(row["start"] is None for row in (*self.rows, *self.gold))

    @cached_property
    def key(self) -> str:
        """The name of the place on the page; it stays when the place is settled or opened again."""
        keys = [row["id"] for row in self.rows or self.gold]
        return str(min(keys)) if keys else f"d{self.decisions[0].pk}"

    @property
    def position(self) -> Position:
        """Where the place stands among those of its article; no two share a position."""
        return (self.start, self.end, self.kind, self.key)

    @property
    def filters(self) -> tuple[str, ...]:
        """The filters that show the place: *all*, its state, and what is left to settle of it."""
        if self.state in (PlaceState.AGREED, PlaceState.SETTLED):
            return (self.state.value, "all")
        again = ("stale",) if self.state == PlaceState.STALE else ()
        differ = (filter_of(type) for type in DIFFERENCES if type in self.types)
        return ("todo", *differ, *again, "all")

    @property
    def stamp(self) -> str:
        """What a decision on this place supposes: its annotations' revisions, its decisions."""
        seen = sorted(f"{row['id']}:{row['revision']}" for row in (*self.rows, *self.gold))
        return ",".join([*seen, *(f"d{decision.pk}" for decision in self.decisions)])

    @property
    def by_hand(self) -> bool:
        """Whether a person decided here, not an automatic act."""
        return any(decision.act is None for decision in self.decisions)


def filter_of(type: Type) -> str:
    """Return the name of the filter that shows the places of a type."""
    return type.value.replace(" ", "-")


def said_of(type: Type) -> str:
    """Return how a type is called on a page: *blank* is the field's word, not a desk's."""
    return "left empty" if type == Type.BLANK else type.value


FILTERS = ("todo", *map(filter_of, DIFFERENCES), "stale", "agreed", "settled", "all")
"""The names of all filters, in the order in which they are offered."""


def span_of(row: AnnotationRow) -> Span:
    """Return an annotation as pairing takes it; its key is the annotation's id."""
    link, rest = likeness(row["kind"], row["details"])
    return Span(
        row["start"] or 0, row["end"] or 0, row["label"], link, rest, row["quote"],
        row["annotator"], row["id"],
    )  # fmt: skip
