"""What the API says of annotations, and the one way in which they are changed."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from annotator.annotations.models import Layer, Origin
from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn, Details
from annotator.vocabulary.models import Kind

EXAMPLE = "0b7f1d1e-7c0a-4c0e-9d43-1f6f0f4c8a11"
OTHER = "5d1a2f60-1c55-4b5e-8a3b-8a2f6d0f9b22"


class AnnotationQuery(PageQuery):
    """Which annotations of an article are listed."""

    layer: Layer | None = Field(None, description="`reading`, or `gold`: what is settled.")
    kind: Kind | None = None
    label: str | None = Field(None, max_length=60, description="The label's slug.")
    annotator: str | None = Field(None, max_length=150, description="A username.")
    document: bool | None = Field(
        None, description="true: labels of the whole article alone; false: spans alone."
    )


class AnnotationOut(Schema):
    """A label on a span of an article, or on the whole of it, with its details."""

    id: UUID = Field(examples=[EXAMPLE])
    article: int = Field(examples=[12])
    layer: Layer
    annotator: str = Field(
        description="The username; of what is settled, whoever settled it.", examples=["ada"]
    )
    kind: Kind
    label: str = Field(examples=["claim-quantity"])
    start: int | None = Field(description="In code points; null of the whole article.")
    end: int | None = Field(description="Half-open: the first code point behind it.")
    part: int = Field(description="0; the same words that answer a second question are part 1.")
    quote: str = Field(examples=["1,100 kilometres"])
    details: dict[str, str] = Field(
        description="By name of detail, where something is given; an entity or question by slug.",
        examples=[{"question": "how-long-is-it", "value_low": "1100", "unit": "km"}],
    )
    revision: int = Field(description="The next change names it as its `base`.")
    text_version: int
    origin: Origin = Field(
        description="Who brought it: a person at this desk, a machine, or a file (`import`)."
    )
    erased: bool
    created_at: datetime
    updated_at: datetime


class ChangeIn(BodyIn):
    """One change of one annotation of your own reading, as the workbench's outbox sends it.

    `create` without a span labels the whole article. A member that is not given stays as it is.
    """

    op: UUID = Field(
        description="The change's own id, made by you: sent twice, it is stored once.",
        examples=[OTHER],
    )
    annotation: UUID = Field(
        description="The annotation's id; of a new one you make it.", examples=[EXAMPLE]
    )
    verb: Literal["create", "edit", "delete", "restore"] = Field(examples=["create"])
    base: Annotated[int, Field(ge=0)] | None = Field(
        None, description="The revision that is changed; every verb but `create` names it."
    )
    label: str | None = Field(None, max_length=60, examples=["claim-quantity"])
    start: Annotated[int, Field(ge=0)] | None = Field(None, examples=[30])
    end: Annotated[int, Field(ge=0)] | None = Field(None, examples=[46])
    quote: str | None = Field(
        None, max_length=2_000_000, description="The words from `start` to `end`, exactly."
    )
    part: Annotated[int, Field(ge=0, le=99)] | None = None
    details: Details | None = None
    link: bool | None = Field(
        None, description="Of a new entity's span: link it to the one entity that is called so."
    )
    from_machine: UUID | None = Field(
        None, description="Of a new span: the machine's mark that it is accepted from."
    )
    unmake: list[Annotated[str, Field(max_length=120)]] | None = Field(
        None, max_length=15,
        description="Slugs of entities and questions that go where nothing uses them any more.",
    )  # fmt: skip
    text_version: Annotated[int, Field(ge=1)] | None = Field(
        None, description="The version of the text that the span counts in; none: the newest."
    )
