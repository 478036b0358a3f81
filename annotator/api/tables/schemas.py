"""What the API says of a table that came in, and what it asks beside it."""

from ninja import Schema
from pydantic import Field


class TableInQuery(Schema):
    """How the rows of a table are taken."""

    create: bool = Field(
        False,
        description="Make the entities, questions and assignments that rows name and the desk has "
        "not. Nobody is made a member by it.",
    )
    plan: bool = Field(False, description="Tell what would be stored, and store nothing.")


class MarksInQuery(TableInQuery):
    """How the rows of a table of annotations are taken."""

    submitted: bool = Field(False, description="Whether who marked something has submitted it.")


class TableInOut(Schema):
    """What the rows of a table came to, or would."""

    stored: int = Field(description="Rows that are new here.", examples=[12])
    there: int = Field(description="Rows that were here already.", examples=[3])
    made: dict[str, int] = Field(
        description="What was made beside them, by what it is.", examples=[{"assignment": 1}]
    )
    submitted: int = Field(description="Readings that were submitted by it.", examples=[0])
