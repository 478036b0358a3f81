"""What the API says of files of other programs, and what it takes with them."""

from ninja import Schema
from pydantic import Field


class AboutForeign(Schema):
    """What is said of files of other programs, beside the files."""

    named: str = Field("", max_length=40, description="Their format, where it cannot be told.")
    source: str = Field("", max_length=200, description="The source of texts that name none.")
    submitted: bool = Field(False, description="Whether who marked something has submitted it.")
    preview: bool = Field(False, description="Tell what would come over, and store nothing.")
    labels: str = Field(
        "{}",
        max_length=20_000,
        description="A JSON object: what each label of the files is here; '' leaves it out. A "
        "label that is not named is taken for what it most likely is, or left out.",
        examples=['{"PER": "entity-person", "MISC": ""}'],
    )
    annotators: str = Field(
        "{}",
        max_length=20_000,
        description="A JSON object: which member each annotator of the files is; '' as a name "
        "stands for nobody. One who is not named is the member of that username, or left out.",
        examples=['{"": "ada"}'],
    )


class ForeignOut(Schema):
    """What came over, or would; nothing is stored where it is a preview."""

    stored: int = Field(description="Marks that are new here.")
    skipped: int = Field(description="Marks that were here already.")
    made: dict[str, int] = Field(description="What was made beside them, by what it is.")
    left_out: dict[str, int] = Field(description="How many marks were left out by choice.")
    not_taken: list[str] = Field(description="What else does not come over; the first 200.")
