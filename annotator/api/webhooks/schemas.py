"""What the API says of a story's webhooks and of what they were told, and what it takes of them."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn

Told = Literal[
    "article.added", "reading.submitted", "article.settled", "row.changed", "correction.found"
]
WebhookState = Literal["on", "off", "failed", "gone"]
DeliveryState = Literal["waiting", "delivered", "failed"]


class WebhookIn(BodyIn):
    """An address that is to be told what happens in a story."""

    address: str = Field(max_length=2000, examples=["https://bot.example/annotator"])
    kinds: list[Told] = Field(max_length=5)
    name: str = Field("", max_length=100, examples=["Newsroom bot"])


class WebhookPatch(BodyIn):
    """What is to be changed of a webhook; what is not given stays."""

    address: str | None = Field(None, max_length=2000)
    kinds: list[Told] | None = Field(None, max_length=5)
    name: str | None = Field(None, max_length=100, examples=["Newsroom bot"])


class WebhookSwitchIn(BodyIn):
    """Whether it is to be told anything."""

    to: Literal["on", "off"]


class WebhookOut(Schema):
    """An address that is told what happens in a story."""

    id: int
    address: str = Field(examples=["https://bot.example/annotator"])
    name: str = Field(examples=["Newsroom bot"])
    kinds: list[Told]
    state: WebhookState = Field(description="`failed`, `gone`: the desk switched it off.")
    off_at: datetime | None = Field(description="When the desk switches it off if it fails on.")
    waiting: int = Field(description="Messages that wait for it, as far as you may know of them.")
    delivered_at: datetime | None = Field(description="When it took the last one.")
    added_at: datetime
    added_by: str | None = Field(description="A username.")
    removed_at: datetime | None


class WebhookSecretOut(Schema):
    """A webhook with the secret that signs what it is told: it is shown this once."""

    webhook: WebhookOut
    secret: str = Field(examples=["whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"])
    earlier: int = Field(description="How many earlier secrets hold still.", examples=[0])


class DeliveryQuery(PageQuery):
    """Which messages are listed."""

    kind: Told | Literal["webhook.test"] | None = None
    state: DeliveryState | None = None


class DeliveryOut(Schema):
    """A message to a webhook."""

    id: int
    kind: str = Field(examples=["article.settled"])
    about: str = Field(description="The article's title, or the question; '' where it has none.")
    at: datetime
    state: DeliveryState
    tries: int
    next_at: datetime | None = Field(description="When it is tried next.")
    ended_at: datetime | None
    status: int | None = Field(description="What was answered last; null where nothing was.")
    failure: str = Field(description="Why nothing was answered, or ''.")
