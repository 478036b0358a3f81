"""What the API says of a story, and what it takes of one."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn
from annotator.people.models import Role


class StoryQuery(PageQuery):
    """Which stories are listed."""

    text: str | None = Field(None, max_length=200, description="Words of its title.")


class StoryOut(Schema):
    """A story, as one of its members sees it."""

    slug: str = Field(description="Names it in every address.", examples=["pipeline"])
    title: str = Field(examples=["The pipeline"])
    guidelines: str = Field(description="What annotators should mark, and how.")
    readers: int = Field(description="How many people should read each article.", examples=[2])
    take_next: bool = Field(description="Whether annotators may take the next article.")
    hide_sources: bool = Field(description="Whether sources are hidden while they read.")
    readers_settle: bool = Field(description="Whether who has read an article may settle it.")
    copy_share: int = Field(description="From how many per cent shared wording is one voice.")
    created_at: datetime
    roles: list[Role] = Field(description="Your own roles in it.", examples=[["annotator"]])


class StoryIn(BodyIn):
    """A new story."""

    title: str = Field(max_length=200, examples=["The pipeline"])
    guidelines: str = Field("", max_length=100_000)
    readers: Annotated[int, Field(ge=1, le=20)] = 2
    take_next: bool = True
    hide_sources: bool = False
    readers_settle: bool = False
    copy_share: Annotated[int, Field(ge=5, le=100)] = 40


class StoryPatch(BodyIn):
    """What a story says of itself from now on; what is not given stays."""

    title: str | None = Field(None, max_length=200)
    guidelines: str | None = Field(None, max_length=100_000)
    readers: Annotated[int, Field(ge=1, le=20)] | None = None
    take_next: bool | None = None
    hide_sources: bool | None = None
    readers_settle: bool | None = None
    copy_share: Annotated[int, Field(ge=5, le=100)] | None = None
