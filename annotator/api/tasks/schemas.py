"""What the API says of tasks."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.background.models import TaskState


class TaskQuery(PageQuery):
    """Which tasks are listed."""

    text: str | None = Field(None, max_length=100, description="Words of the title.")
    state: TaskState | None = None
    asked: Literal["me", "people", "desk"] | None = Field(None, description="Who asked for it.")


class TaskOut(Schema):
    """Work in the background."""

    id: UUID
    title: str = Field(examples=["Refresh the rows"])
    state: TaskState
    story: str | None = Field(description="The slug of the story that it belongs to.")
    done: int | None = Field(description="How many of its steps are done.")
    of: int | None
    asked_at: datetime
    asked_by: str | None = Field(description="A username; null where the desk asked by itself.")
    failure: str = Field(description="Why it did not end well, or ''.")
