"""What the API says of machine readers and their runs, and what it takes of what one read."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn
from annotator.machines.engines.wire.answered import MOST_COST, MOST_SPANS, MOST_TOKENS
from annotator.machines.models import (
    Engine,
    MachineReadingState,
    RunScope,
    RunState,
    Shows,
)

Words = Annotated[str, Field(max_length=5_000)]


class MachineOut(Schema):
    """What a story wants of a machine reader, and how much that has read."""

    reader: str = Field(
        description="The user name of its account, by which it is asked for.",
        examples=["machine-cues"],
    )
    name: str
    engine: Engine
    model: str
    version: str
    make: str = Field(description="SHA-256 of engine, model, version, options and prompt.")
    shows: Shows = Field(description="What people see of it.")
    counts: bool = Field(description="Whether it counts as a reader.")
    daily_articles: int | None
    most_cost: float | None
    read: int
    behind: int = Field(
        description="Read before the text was corrected, or questions or codebook were changed."
    )
    failed: int
    marks: int = Field(description="Without articles that one has still to read.")
    cost: float
    last_run: int | None


class RunIn(BodyIn):
    """What a machine is to read."""

    scope: RunScope = Field(
        RunScope.DUE,
        description="`due`: what is not read, or behind; `chosen`: the articles that are given.",
    )
    articles: list[int] = Field([], max_length=1000, examples=[[12, 13]])


class RunOut(Schema):
    """A run: how far it is, and what it took."""

    id: int
    reader: str
    scope: RunScope
    state: RunState
    why: str = Field(description="Why it rests or failed, or ''.")
    articles: int = Field(description="How many it was asked to read.")
    read: int
    unchanged: int = Field(description="As they were when the machine read them before.")
    failed: int
    seconds: float
    tokens_in: int
    tokens_out: int
    cost: float
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    resumes_at: datetime | None = Field(description="When a paused run goes on by itself.")


class RunArticlesQuery(PageQuery):
    """Which articles of a run are listed."""

    state: Literal["left", "submitted", "failed"] | None = None


class MachineReadingOut(Schema):
    """A machine's reading of one article. How much it found there, and what it took, is null for
    whoever has still to read the article."""

    id: int
    article: int
    state: MachineReadingState
    waits: bool = Field(description="Whether a run has it to read, still.")
    why: str
    marks: int | None = Field(None, description="How many annotations it made.")
    dropped: dict[str, int] | None = Field(
        None,
        description="How many of its proposals were not taken, by reason.",
        examples=[{"the quote is not in the text": 2}],
    )
    text_version: int
    codebook_edition: int
    submitted_at: datetime | None
    seconds: float | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    cost: float | None = None


class SpanIn(BodyIn):
    """What a machine says of some words."""

    quote: Annotated[str, Field(min_length=1, max_length=20_000)] = Field(
        examples=["1,100 kilometres"]
    )
    label: Annotated[str, Field(max_length=60)] = Field(examples=["claim-quantity"])
    start: int | None = Field(None, description="In code points; without it the quote is sought.")
    end: int | None = None
    details: dict[str, Words] = Field(
        default={},
        description="By the names of the columns of labels.csv: a question by its slug, an entity "
        "by its slug or name.",
        examples=[{"question": "how-long-is-it", "value": "1,100 kilometres"}],
    )
    confidence: float | None = Field(None, description="From 0 to 1.")
    before: Words = Field("", description="Words before the quote, where it stands several times.")
    after: Words = ""


class MachineReadingIn(BodyIn):
    """What a machine read of an article, elsewhere."""

    article: int
    version: int = Field(ge=1, description="The version of the text that was read.")
    spans: list[SpanIn] = Field(max_length=MOST_SPANS)
    seconds: float = Field(0, ge=0, le=1_000_000)
    tokens_in: int = Field(0, ge=0, le=MOST_TOKENS)
    tokens_out: int = Field(0, ge=0, le=MOST_TOKENS)
    cost: float = Field(0, ge=0, le=MOST_COST, description="In the desk's own currency.")
    model_told: str = Field(
        "", max_length=100, description="The version of the model, as it says itself."
    )
