"""What the API says of rows, cells and rulings, and what it takes to rule."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn
from annotator.comparison.engine.records import RowState
from annotator.comparison.models import Verdict
from annotator.vocabulary.models import Question

Having = Literal["unsettled", "stale", "ruled", "finding", "lost"]


class RowQuery(PageQuery):
    """Which rows of a story are listed."""

    text: str | None = Field(None, max_length=300, description="Words of the question.")
    state: RowState | None = None
    source: str | None = Field(None, max_length=200, description="Answered by: a source's slug.")
    type: Question.Type | None = None
    having: Having | None = Field(None, description="`lost`: a speaker's words lost their speaker.")


class RulingOut(Schema):
    """What an adjudicator ruled on a row, or on one article's cell of it."""

    id: int
    question: int
    article: int | None = Field(description="Null: it is about the row.")
    verdict: Verdict
    state: RowState | None = Field(description="Of a row: what it is ruled to be.")
    reason: str
    ruled_by: str = Field(description="The adjudicator's username.")
    ruled_at: datetime


class RowOut(Schema):
    """All that sources say on one question, in few words.

    With the scope `read-settled` what rests on readings is null: `state`, `computed_state`,
    `reason`, `basis`, and the lists are empty.
    """

    question: int = Field(description="The question's id, which names the row, too.")
    slug: str
    wording: str = Field(examples=["How long is it?"])
    type: Question.Type
    unit: str
    state: RowState | None = Field(
        description="What counts: what an adjudicator ruled, while that holds; else what is "
        "computed.",
        examples=["conflict"],
    )
    computed_state: RowState | None
    settled_state: RowState | None = Field(description="By settled answers alone.")
    reason: str | None = Field(description="Why it is computed so, in a sentence.")
    sources: int | None
    voices: int | None = Field(description="Sources that share their wording are one voice.")
    answers: int | None
    findings: list[str] = Field(description="What contradicts itself, in sentences.")
    lost: list[str] = Field(description="Where a copy dropped the speaker, in sentences.")
    ruling: RulingOut | None
    stale: bool | None = Field(description="Whether what was ruled on has changed since.")
    basis: str | None = Field(description="What a ruling on the row supposes: name it.")


class SaidOut(Schema):
    """One answer of an article."""

    annotation: UUID
    start: int
    end: int
    quote: str
    value: str = Field(description="As it is compared.")
    letter: str = Field(description="Equal values of a row have one letter.")
    settled: bool
    said_by: str = Field(description="The speaker's name, or '' for the article's own voice.")
    via: str
    modality: str
    as_of: str
    scope: str
    derived: str = Field(description="How it was computed from another scope, if it was.")
    aside: str = Field(
        description="`caption` and the like: where it never counts as the article's."
    )


class CellOut(Schema):
    """What one article says on the question of a row."""

    article: int
    source: str
    title: str
    published_on: date | None
    marks: list[str] = Field(examples=[["says"]])
    said: list[SaidOut]
    basis: str | None = Field(description="What a ruling on the cell supposes: name it.")


class RowRulingIn(BodyIn):
    """Another state than was computed, and why."""

    state: RowState
    reason: str = Field(min_length=1, max_length=2000)
    basis: str = Field(min_length=1, max_length=64, description="The row's `basis`.")


class CellRulingIn(BodyIn):
    """Why an article's cell is empty."""

    verdict: Literal["silent", "not applying"]
    reason: str = Field(min_length=1, max_length=2000)
    basis: str = Field(min_length=1, max_length=64, description="The cell's `basis`.")
