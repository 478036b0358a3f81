"""What the API says of labels, entities and questions, and what it takes of questions."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn
from annotator.vocabulary.models import Kind, Question

Share = Annotated[float, Field(ge=0, le=10)]


class LabelQuery(PageQuery):
    """Which labels are listed."""

    kind: Kind | None = None
    active: bool | None = Field(None, description="Whether it is in use.")


class LabelOut(Schema):
    """What a span can be tagged with."""

    slug: str = Field(examples=["claim-quantity"])
    kind: Kind
    name: str = Field(examples=["Quantity"])
    definition: str
    example: str
    key: str = Field(description="The key that tags with it on the workbench; may be empty.")
    polarity: int | None = Field(description="Of a stance: 1, 0 or -1.")
    of_articles: bool = Field(description="Whether a whole article can be given it.")
    active: bool = Field(description="Whether it is in use.")


class EntityQuery(PageQuery):
    """Which entities are listed."""

    text: str | None = Field(None, max_length=200, description="Words of its name or of an alias.")


class EntityOut(Schema):
    """A thing of the registry that spans can name."""

    slug: str = Field(examples=["omar-reza"])
    name: str = Field(examples=["Omar Reza"])
    wikidata: str = Field(description="Its Wikidata number, or ''.")
    description: str
    aliases: list[str]
    active: bool = Field(description="False: it was merged into another.")


class QuestionQuery(PageQuery):
    """Which questions are listed."""

    text: str | None = Field(None, max_length=300, description="Words of its wording.")
    type: Question.Type | None = None


class QuestionOut(Schema):
    """What the articles of a story are asked, with all that decides its row."""

    id: int
    slug: str = Field(examples=["how-long-is-it"])
    wording: str = Field(examples=["How long is it?"])
    type: Question.Type
    unit: str = Field(description="Of a quantity: the unit to compare in.", examples=["km"])
    tolerance: float = Field(description="Of a quantity: by which share two values may differ.")
    about: float = Field(description="How far “about” reaches, as a share.")
    whole: float | None = Field(description="Of shares: what two scopes add up to.")
    asks: str = Field(description="Of a date: `day`, `began`, `ended`, `period`, or ''.")
    options: str = Field(description="Of a choice: one a line.")
    together: str = Field(description="Options that hold together, a set a line, with | between.")
    scope: str
    many: bool
    can_change: bool
    settling_days: int
    asked_at: datetime = Field(description="When it was last made, reworded, merged or split.")


class QuestionPatch(BodyIn):
    """What is to be changed of a question; what is not given stays."""

    wording: str | None = Field(None, max_length=300)
    type: Question.Type | None = None
    unit: str | None = Field(None, max_length=30)
    tolerance: Share | None = None
    about: Share | None = None
    whole: Annotated[float, Field(gt=0, le=1e15)] | None = None
    asks: Literal["", "day", "began", "ended", "period"] | None = None
    options: str | None = Field(None, max_length=4000)
    together: str | None = Field(None, max_length=4000)
    scope: str | None = Field(None, max_length=200)
    many: bool | None = None
    can_change: bool | None = None
    settling_days: Annotated[int, Field(ge=0, le=36500)] | None = None


class QuestionIn(QuestionPatch):
    """A new question."""

    wording: str = Field(max_length=300, min_length=1, examples=["How long is it?"])
    type: Question.Type = Question.Type.TEXT
