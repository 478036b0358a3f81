"""What the API says of leads, and what it takes to bring and to judge them."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn
from annotator.comparison.models import LeadFound, LeadState, WhyNotSo

JudgedAs = Literal["confirmed", "not so", "open"]


class LeadListQuery(PageQuery):
    """Which leads of a story are listed."""

    text: str | None = Field(None, max_length=200, description="Words of sentence or quotes.")
    state: Literal["unread", "confirmed", "not so", "open", "stale"] | None = Field(
        None, description="`stale`: judged, and what that rests on has changed since."
    )
    source: str | None = Field(None, max_length=200, description="Of either: a source's slug.")
    asserted_by: str | None = Field(None, max_length=200, description="`-`: nobody is named.")
    question: int | None = Field(None, description="A question's id.")
    settled: Literal["both", "one", "none"] | None = Field(
        None, description="Over how many of its passages a settled answer stands."
    )
    found: Literal["found", "lost"] | None = Field(
        None, description="`lost`: a quote is not in the text of today."
    )


class LeadSideOut(Schema):
    """One quote of a lead, and where it stands."""

    article: int
    quote: str
    start: int | None = Field(description="In the text of today; null where it is not there.")
    end: int | None
    found: LeadFound
    settled_answers: list[str] = Field(description="Ids of the settled answers over it.")


class LeadVerdictOut(Schema):
    """What an adjudicator found of a lead."""

    verdict: LeadState
    reason: WhyNotSo | None
    note: str
    missing: str = Field(description="What an open one waits for.")
    row: int | None = Field(description="The question whose row confirms it.")
    judged_by: str
    judged_at: datetime
    stale: bool = Field(description="Whether what it rests on has changed since.")


class LeadOut(Schema):
    """A contradiction that a machine asserts, and what became of it."""

    id: int
    ref: str = Field(description="Its name in the file.")
    sentence: str
    asserted_by: str
    confidence: float | None
    question: int | None
    state: LeadState
    one: LeadSideOut
    other: LeadSideOut
    verdict: LeadVerdictOut | None
    basis: str = Field(description="What a verdict supposes: name it.")


class LeadsComing(Schema):
    """What is said of a file of leads."""

    preview: bool = Field(False, description="Tell what would come in, and store nothing.")


class LeadsCame(Schema):
    """What came in, or would."""

    stored: int
    known: int = Field(description="There already, or twice in the file.")
    lost: int = Field(description="With a quote that is not in its article.")
    unknown_questions: dict[str, int]
    waiting: bool = Field(description="Whether a worker takes a large file in.")


class LeadVerdictIn(BodyIn):
    """What became of a lead, and why."""

    verdict: JudgedAs
    reason: WhyNotSo | None = Field(None, description="Needed where it is not so.")
    note: str = Field("", max_length=2000)
    basis: str = Field(min_length=1, max_length=64, description="The lead's `basis`.")
