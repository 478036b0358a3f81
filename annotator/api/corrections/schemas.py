"""What the API says of what corrected texts left behind and of the parts of a page, and what it
takes of them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn

PlacementOutcome = Literal["carried", "moved", "review", "orphaned"]
PlacementVerdict = Literal["", "accepted", "marked", "dropped", "later"]
RegionState = Literal["proposed", "holds", "dropped", "undone"]
RegionRole = Literal[
    "body", "headline", "standfirst", "byline", "caption", "link", "references", "boilerplate",
    "repeated",
]  # fmt: skip
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]


class PlacementQuery(PageQuery):
    """Which of what was left behind is listed."""

    open: bool | None = Field(None, description="Whether it is still to be looked at.")


class PlacementOut(Schema):
    """An annotation whose words a corrected text changed or took away."""

    id: int
    annotation: UUID
    settled: bool = Field(description="Whether it is settled; else it is of your own reading.")
    outcome: PlacementOutcome = Field(description="`orphaned`: its words are gone.")
    version: int = Field(description="The version that left it behind.")
    start: int | None = Field(description="Its likeliest place there; null where there is none.")
    end: int | None
    was_version: int = Field(description="The version in which it stood.")
    was_start: int
    was_end: int
    was: str = Field(description="Its words, as they stood.", examples=["1,100 kilometres"])
    verdict: PlacementVerdict = Field(description="'': it is still to be looked at.")
    by: str | None = Field(description="Who looked at it: a username.")
    at: datetime | None


class KeepIn(BodyIn):
    """Where it stands now: nothing for the likeliest place, or all three."""

    start: Offset | None = None
    end: Offset | None = None
    quote: str | None = Field(None, max_length=20_000)


class RegionIn(BodyIn):
    """A part of an article, in code points, and what it is."""

    start: Offset = Field(examples=[0])
    end: Offset = Field(examples=[11])
    role: RegionRole


class RegionVerdictIn(BodyIn):
    """What becomes of a change: a reader undoes what they proposed; the rest is a manager's."""

    verb: Literal["accept", "drop", "undo"]


class RegionQuery(PageQuery):
    """Which changes of a story's pages are listed."""

    state: RegionState | None = None
    role: RegionRole | None = Field(None, description="What the part is said to be.")
    source: str | None = Field(None, max_length=200, description="A source's slug.")


class RegionChangeOut(Schema):
    """Somebody said what a part of an article is."""

    id: int
    article: int
    start: int
    end: int
    role: RegionRole
    state: RegionState = Field(description="`proposed`: a manager decides on it.")
    by: str = Field(description="A username.")
    at: datetime
    decided_by: str | None
    decided_at: datetime | None
