"""What the API says of the desk's codebook and its draft, and what it takes of them."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn
from annotator.vocabulary.codebook.sheet import LONGEST_TEXT

BASE = "The `base` that you have read: it is another once somebody else has written."


class CodebookQuery(PageQuery):
    """Which editions are listed."""


class CodebookEditionOut(Schema):
    """An edition of the codebook."""

    number: int = Field(examples=[2])
    note: str = Field(description="What changed, and why.")
    published_by: str = Field(description="A name; '' of the first one.")
    published_at: datetime | None


class MeaningOut(Schema):
    """What a label means in one edition."""

    slug: str = Field(examples=["claim-quantity"])
    name: str = Field(examples=["Quantity"])
    active: bool = Field(description="Whether it is in use.")
    definition: str
    example: str
    counterexample: str


class CodebookOut(CodebookEditionOut):
    """What one edition of the codebook says."""

    guidelines: str = Field(description="What holds for every story.")
    labels: list[MeaningOut]


class DraftedOut(MeaningOut):
    """What the draft says of a label."""

    changed: bool = Field(description="Whether it is another than today.")
    base: str = Field(description="Names these texts: to be sent with other ones.")


class CodebookDraftOut(Schema):
    """The draft of the next edition; without one, what counts today."""

    number: int = Field(description="Of the edition that it would be.", examples=[3])
    begun: bool = Field(description="Whether anything is drafted.")
    shown: str = Field(description="Names the draft as it is: to be sent to publish it.")
    guidelines: str
    guidelines_base: str = Field(description="Names these guidelines.")
    labels: list[DraftedOut]


class MeaningIn(BodyIn):
    """What the draft is to say of a label."""

    label: str = Field(max_length=60, examples=["claim-quantity"])
    definition: str = Field("", max_length=LONGEST_TEXT, examples=["How much of something."])
    example: str = Field("", max_length=LONGEST_TEXT, examples=["1,100 kilometres"])
    counterexample: str = Field("", max_length=LONGEST_TEXT)
    same_meaning: bool = Field(False, description="Only the words change.")
    base: str = Field(max_length=16, description=BASE)


class DraftedLabelIn(BodyIn):
    """A label that is to stay as it is today."""

    label: str = Field(max_length=60, examples=["claim-quantity"])


class CodebookGuidelinesIn(BodyIn):
    """What the draft is to say for every story."""

    guidelines: str = Field(max_length=LONGEST_TEXT, examples=["Mark what is said, not what is."])
    base: str = Field(max_length=16, description=BASE)


class PublishCodebookIn(BodyIn):
    """The note of a new edition."""

    note: str = Field(max_length=2000, examples=["Ranges are quantities, too."])
    shown: str = Field(max_length=16, description="The draft's `shown`.")


class TakeBackIn(BodyIn):
    """The edition that is to be a draft again: the newest one."""

    number: int = Field(ge=1, le=2**31 - 1, examples=[3])
