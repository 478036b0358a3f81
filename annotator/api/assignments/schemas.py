"""What the API says of who reads what, and what it takes of it."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from annotator.annotations.models import AssignmentState
from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn

States = Literal[
    "open", "assigned", "in progress", "submitted", "overdue", "handed back", "withdrawn"
]


class OwnReadingQuery(PageQuery):
    """Which of one's own assignments are listed."""

    state: AssignmentState | None = Field(None, description="Without it, all that have not ended.")


class AssignmentQuery(PageQuery):
    """Which assignments of a story are listed."""

    text: str | None = Field(None, max_length=200, description="Words of the article's title.")
    person: str | None = Field(None, max_length=150, description="The reader's username.")
    state: States | None = Field(None, description="Without it, all that have not ended.")


class AssignmentOut(Schema):
    """One person is to read one article."""

    id: int
    article: int
    story: str = Field(description="The story's slug.")
    reader: str = Field(description="The reader's username.", examples=["ada"])
    state: AssignmentState
    reason: str = Field(description="Why it was handed back, sent back or withdrawn.")
    due_on: date | None
    assigned_at: datetime
    submitted_at: datetime | None
    text_version: int = Field(description="The version of the text that was read.")


class AssignIn(BodyIn):
    """Who is to read what."""

    people: list[str] = Field(min_length=1, max_length=200, examples=[["ada", "bo"]])
    articles: list[int] = Field(min_length=1, max_length=1000, examples=[[12, 13]])
    due_on: date | None = Field(None, description="The last day to submit; today or later.")


class AssignedOut(Schema):
    """How many assignments were made, and how many were there already."""

    made: int
    skipped: int


class ReasonIn(BodyIn):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)
