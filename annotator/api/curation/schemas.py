"""What the API says of names, questions and answers that are put in order, and what it takes."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn
from annotator.vocabulary.models import Question

CurationKind = Literal[
    "merged names", "split name", "merged questions", "split question", "reworded", "set",
    "sorted answers", "barred", "confirmed leads",
]  # fmt: skip
Words = Annotated[str, Field(min_length=1, max_length=2000)]
OTHER_ENTITY = "Its slug, or a name that no other entity has."


class CurationOut(Schema):
    """What was merged, split, reworded, set or sorted; each can be undone."""

    id: int
    kind: CurationKind = Field(examples=["merged names"])
    told: str = Field(examples=["“O. Reza” merged into “Omar Reza”"])
    by: str = Field(description="A username.")
    at: datetime
    subject: int = Field(description="The number of what was kept, made or changed.")
    other: int | None = Field(description="Of what was merged into it, or it was split from.")
    undone_at: datetime | None


class CurationPlanOut(Schema):
    """What an act would do, what would stay, and some of the annotations that would change."""

    will: list[str] = Field(examples=[["To name Omar Reza instead of O. Reza: 12 highlights."]])
    stays: list[str]
    examples: list[UUID]


class MergeNameQuery(Schema):
    """What an entity is to be merged into."""

    into: str = Field(max_length=200, description=OTHER_ENTITY)


class MergeNameIn(BodyIn):
    """What an entity is to be merged into."""

    into: str = Field(max_length=200, description=OTHER_ENTITY, examples=["omar-reza"])


class SplitNameQuery(Schema):
    """Which of an entity's forms are meant for a new one."""

    surface: list[Words] = Field(max_length=200, description="Words of texts that name it.")
    new_name: str = Field(max_length=200, description="What the new entity is called.")


class SplitNameIn(BodyIn):
    """Which of an entity's forms are meant for a new one."""

    surface: list[Words] = Field(
        max_length=200, description="Words of texts that name it.", examples=[["O. Reza"]]
    )
    new_name: str = Field(max_length=200, examples=["Olga Reza"])


class LinkIn(BodyIn):
    """Forms of names that nobody has linked, and the entity that they stand for."""

    forms: list[Words] = Field(max_length=200, examples=[["Reza", "Mr Reza"]])
    entity: str = Field(max_length=200, description=OTHER_ENTITY, examples=["omar-reza"])
    new: bool = Field(False, description="Whether `entity` is the name of one to be made.")
    alias: bool = Field(False, description="Whether the forms become names of the entity.")


class LinkOut(Schema):
    """Mentions that were linked to an entity in one act."""

    act: str = Field(description="Names the act, to undo it.", examples=["1645695000-0a1b2c3d"])
    entity: str = Field(description="What the entity is called.", examples=["Omar Reza"])
    mentions: int = Field(examples=[12])
    by: str = Field(description="A username.")
    at: datetime


class ChangedOut(Schema):
    """How many annotations an act changed."""

    changed: int = Field(examples=[12])


class MergeQuestionQuery(Schema):
    """What a question is to be merged into."""

    into: int = Field(description="The question to keep.")


class MergeQuestionIn(BodyIn):
    """What a question is to be merged into."""

    into: int = Field(description="The question to keep.", examples=[7])


class SplitQuestionIn(BodyIn):
    """The answers that are to answer a new question, and its wording."""

    answers: list[UUID] = Field(max_length=500)
    wording: str = Field(max_length=300, examples=["How long is the northern part?"])


class WordingOut(Schema):
    """One way in which sources put the answer to a text question, whoever read it."""

    name: str = Field(description="Tells it from the others; changes with its group.")
    text: str
    group: str = Field(description="What the group is called that it was sorted into, or ''.")
    sources: list[str] = Field(examples=[["The Globe"]])
    denied: bool = Field(description="Whether one of them denies it.")


class SortIn(BodyIn):
    """Which group each wording is to be in."""

    groups: dict[str, Annotated[str, Field(max_length=200)]] = Field(
        max_length=500,
        description="By the wording's `name`, what its group is called: one that is there, a new "
        "one (six at once), or '' for none. What is not named stays.",
        examples=[{"0c1d2e3f4a5b6c7d": "the northern route"}],
    )


class SortedOut(Schema):
    """What was sorted; null where all of it was so already."""

    curation: CurationOut | None


class OpenClaimQuery(PageQuery):
    """Which open claims are listed."""

    text: str | None = Field(None, max_length=200, description="Words of the claim.")
    source: str | None = Field(None, max_length=200, description="A source's slug.")


class OpenClaimOut(Schema):
    """A claim that counts and answers no question yet; one of each layer and reader."""

    claim: UUID = Field(description="The annotation.")
    article: int
    label: str
    start: int
    end: int
    quote: str


class AttachIn(BodyIn):
    """The question that a claim is to answer."""

    question: int = Field(examples=[7])


class AttachNewIn(BodyIn):
    """A new question for a claim, and other open claims that answer it too."""

    wording: str = Field(max_length=300, examples=["How long is it?"])
    type: Question.Type = Question.Type.TEXT
    unit: str = Field("", max_length=30)
    options: str = Field("", max_length=4000, description="Of a choice: one a line.")
    also: list[UUID] = Field([], max_length=500)


class AttachedOut(Schema):
    """What a claim, and claims on the same words, answer now."""

    question: int
    missing: str = Field(description="What comes to nothing that the question asks for, or ''.")
