"""What the API says of the places where readings meet, and what it takes to settle them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from annotator.annotations.models import Stage
from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn, Details
from annotator.reconciliation.adjudication.auto_adjudication import LEAST
from annotator.reconciliation.models import Outcome, Rule
from annotator.reconciliation.places.place import PlaceState
from annotator.vocabulary.models import Kind


class PlaceQuery(PageQuery):
    """Which places of an article are listed."""

    show: str | None = Field(
        None, max_length=20, description="A filter of the page, as `todo`, `stale` or `missed`."
    )


class LaneOut(Schema):
    """One way to read a place, and who read it so, by letter."""

    annotations: list[UUID] = Field(description="Accept any of them to accept the lane.")
    readers: list[str] = Field(examples=[["A", "C"]])
    label: str
    start: int | None
    end: int | None
    quote: str
    details: dict[str, str]
    chosen: bool = Field(description="Whether it stands; before a decision, whether all agree.")


class DecisionOut(Schema):
    """What an adjudicator decided on one place."""

    id: int
    kind: Kind
    outcome: Outcome
    reason: str
    decided_by: str = Field(description="The adjudicator's username.")
    decided_at: datetime
    act: int | None = Field(description="The automatic act that it is part of, if it is.")


class PlaceOut(Schema):
    """A place of an article where readings meet."""

    key: str = Field(description="The name of the place; it stays when the place is settled.")
    stamp: str = Field(description="What a decision supposes: name it, and nothing is overwritten.")
    kind: Kind
    state: PlaceState
    types: list[str] = Field(description="In what the readings differ.", examples=[["missed"]])
    start: int
    end: int
    whole: bool = Field(description="Whether it is about the article as a whole.")
    lanes: list[LaneOut]
    absent: list[str] = Field(description="Who submitted and marked nothing here, by letter.")
    decisions: list[DecisionOut]


class ReadingOut(Schema):
    """A submitted reading of the article."""

    assignment: int = Field(description="Its assignment, which can be sent back.")
    reader: str = Field(description="The reader's letter.", examples=["A"])


class SettlingOut(Schema):
    """How far an article is settled."""

    stage: Stage
    settled: int = Field(description="Places that are settled.")
    places: int
    refusal: str = Field(description="Why you may not settle it now, or ''.")
    readings: list[ReadingOut]
    machines: list[str] = Field(description="Machines that count as readers here, by name.")


class WantedIn(BodyIn):
    """What is right, where no reading says it."""

    label: str = Field(max_length=60)
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    quote: str = Field(max_length=2_000_000)
    details: Details | None = None


class DecisionIn(BodyIn):
    """What stands at a place: readings that are right, none of them, or what you write.

    With `wanted` and no `stamp` something is settled that nobody marked.
    """

    stamp: str | None = Field(None, max_length=200_000, description="The place's stamp.")
    accept: list[UUID] = Field([], max_length=500)
    none: bool = Field(False, description="None of the readings is right.")
    wanted: WantedIn | None = None
    reason: str = Field("", max_length=2000)
    op: UUID | None = Field(
        None, description="The decision's own id, made by you: sent twice, it is decided once."
    )


class WholeIn(BodyIn):
    """What holds of the whole article; the note among the details is the reason."""

    label: str = Field(max_length=60, examples=["stance-against"])
    details: Details | None = None


class RuleQuery(Schema):
    """Which automatic act."""

    rule: Rule = Rule.AGREED
    share: Annotated[int, Field(ge=LEAST, le=100)] = 67


class AutomaticOut(Schema):
    """What an automatic act would settle, and what it would leave."""

    places: str = Field(description="The plan's own name: send it to have just this done.")
    settles: int
    leaves: dict[str, int] = Field(description="How many places are left, by the reason.")
    machines: list[str] = Field(description="Machines that count as readers here, by name.")


class AutomaticIn(BodyIn):
    """An automatic act, as it was planned."""

    rule: Rule
    share: Annotated[int, Field(ge=LEAST, le=100)] = 67
    places: str = Field(min_length=1, max_length=64)


class ActOut(Schema):
    """An automatic act that was done, or undone."""

    id: int
    rule: Rule
    share: int


class CommentIn(BodyIn):
    """Something said about the annotations of one place."""

    about: list[UUID] = Field(min_length=1, max_length=500)
    text: str = Field(min_length=1, max_length=5000)


class CommentOut(Schema):
    """A comment that is stored."""

    id: int
    text: str
    created_at: datetime
