"""What the API says of a story's members and whom it invites, and what it takes of them."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from annotator.api.shapes import BodyIn
from annotator.people.models import Role


class MemberOut(Schema):
    """Somebody who works in the story."""

    username: str = Field(examples=["ada"])
    name: str = Field(examples=["Ada Quinn"])
    roles: list[Role]
    active: bool = Field(description="False: the account is closed.")


class MemberIn(BodyIn):
    """Somebody of the desk who is to work in the story."""

    who: str = Field(max_length=254, description="A username, or an address.", examples=["ada"])
    roles: list[Role] = Field(max_length=3)


class RolesIn(BodyIn):
    """As what a member works from now on."""

    roles: list[Role] = Field(max_length=3, examples=[["annotator", "adjudicator"]])


class InvitationIn(BodyIn):
    """An address to which a letter is to go, and as what its reader is to work."""

    email: str = Field(max_length=254, examples=["ada@desk.example"])
    roles: list[Role] = Field(max_length=3)


class InvitationOut(Schema):
    """A letter that lets somebody into the story."""

    id: int
    email: str = Field(examples=["ada@desk.example"])
    roles: list[Role]
    invited_by: str = Field(description="A username.")
    created_at: datetime
    sent_at: datetime | None = Field(description="Null: the letter could not leave; send it again.")
    expired: bool
    revoked_at: datetime | None
