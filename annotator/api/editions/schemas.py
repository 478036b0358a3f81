"""What the API says of a brief's editions, and what it takes to publish and withdraw them."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from annotator.api.shapes import BodyIn
from annotator.comparison.edition_models import LONGEST_NOTE
from annotator.comparison.editions.documents.changes import SinceKind

DOCUMENT: dict[str, Any] = {
    "type": "object",
    "description": "The document, as docs/edition.schema.json says; its SHA-256 is the edition's.",
    "examples": [{"schema": "https://annotator/edition.schema.json", "edition": 1, "rows": []}],
}


class WithdrawalOut(Schema):
    """Why an edition no longer stands."""

    at: datetime
    reason: str
    replaced_by: int | None = Field(description="The number of the edition in its place.")


class EditionOut(Schema):
    """A brief as it was published: frozen, numbered within its story."""

    number: int = Field(examples=[1])
    title: str = Field(examples=["Who says how long"])
    note: str
    signed: str = Field(description="By whom, as readers see it.")
    published_at: datetime
    published_by: str = Field(description="A username.")
    sha256: str = Field(description="Of its document.", examples=["9f86d081884c7d65"])
    rows: int = Field(description="How many rows it holds.")
    left_out: int = Field(description="How many were left out as unsettled.")
    closed: bool = Field(description="Whether you have still to read an article that it quotes.")
    public: str | None = Field(description="Its address for whoever has it; null without one.")
    withdrawn: WithdrawalOut | None


class EditionIn(BodyIn):
    """What stands above a new edition."""

    title: str = Field(max_length=200, examples=["Who says how long"])
    note: str = Field("", max_length=LONGEST_NOTE, examples=["As of Monday."])
    signed: str = Field("", max_length=200, examples=["The desk"])


class EditionLinkIn(BodyIn):
    """What is to be done with the public link: `renew` ends the one that there is."""

    act: Literal["on", "renew", "off"]


class WithdrawIn(BodyIn):
    """Why an edition no longer stands, and which one does instead."""

    reason: str = Field(max_length=LONGEST_NOTE, description="Readers see it.")
    replaced_by: int | None = Field(None, description="The number of the edition in its place.")


class SinceQuery(Schema):
    """Since when."""

    since: int | None = Field(
        None, ge=1, le=999_999_999, description="An earlier edition; without it, since this one."
    )


class ValueSinceOut(Schema):
    """One value of a row, and the sources that give it now, or no longer."""

    value: str
    came: list[str] = Field(examples=[["The Globe"]])
    left: list[str]
    new: bool
    gone: bool


class RowSinceOut(Schema):
    """A row that is not as it was."""

    kind: SinceKind
    slug: str = Field(examples=["how-long-is-it"])
    question: str = Field(examples=["How long is it?"])
    was: str = Field(description="The state before; '' of a new row.", examples=["agree"])
    now: str = Field(description="The state now; '' of one that is gone.", examples=["conflict"])
    values: list[ValueSinceOut]


class TextSinceOut(Schema):
    """An article whose text was corrected: the version that was quoted, and the one there is."""

    article: int
    title: str
    source: str
    was: int
    now: int


class EditionChangesOut(Schema):
    """What is not as an edition has it."""

    rows: list[RowSinceOut]
    texts: list[TextSinceOut]
