"""What the API says of articles and their versions, and what it takes of them."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from annotator.api.cursors import PageQuery
from annotator.api.shapes import BodyIn

Progress = Literal["reading", "ready", "settling", "finished", "under revision"]


class ArticleQuery(PageQuery):
    """Which articles of a story are listed."""

    text: str | None = Field(None, max_length=200, description="Words of its title.")
    source: str | None = Field(None, max_length=200, description="The source's slug.")
    mine: Literal["assigned", "in progress", "submitted", "none"] | None = Field(
        None, description="How far your own reading is. For annotators."
    )
    progress: Progress | None = Field(
        None, description="Where the article stands. For adjudicators and managers."
    )


class ArticleOut(Schema):
    """An article, without its text. Where the story hides its source from you, `source`, `url` and
    `byline` are null."""

    id: int = Field(examples=[12])
    story: str = Field(description="The story's slug.", examples=["pipeline"])
    source: str | None = Field(description="The outlet's name.", examples=["The Globe"])
    title: str = Field(examples=["Pipeline talks"])
    byline: str | None
    url: str | None
    language: str = Field(description="A tag such as en or ur; '' if not known.")
    published_on: date | None
    word_count: int
    version: int = Field(description="The number of the text that it has now.")
    created_at: datetime


class PartOut(Schema):
    """A part of the text that has a role, `[start, end)` in code points."""

    start: int
    end: int
    role: str = Field(examples=["headline"])


class ArticleTextOut(ArticleOut):
    """An article with its text."""

    text: str = Field(description="The canonical text, in which all offsets count code points.")
    text_sha256: str
    parts: list[PartOut] = Field(description="What is no body: headline, captions and the like.")


class ArticleIn(BodyIn):
    """A text to be stored as an article, as the import page takes a pasted one."""

    text: str = Field(
        max_length=2_000_000,
        examples=["Pipeline talks\n\nThe line will be 1,100 kilometres long.\n"],
    )
    source: str = Field(
        max_length=200,
        description="The outlet's name; a new one makes a source.",
        examples=["The Globe"],
    )
    title: str = Field("", max_length=500, description="Empty: the first line of the text.")
    published_on: date | None = Field(None, examples=["2022-02-24"])
    language: str = Field("", max_length=35, examples=["en"])
    url: str = Field("", max_length=2000)
    byline: str = Field("", max_length=300)


class AboutFiles(Schema):
    """What is said of the files that are sent; a manifest says it of each by itself."""

    source: str = Field("", max_length=200)
    title: str = Field("", max_length=500)
    published_on: str = Field("", max_length=40)
    language: str = Field("", max_length=35)
    url: str = Field("", max_length=2000)
    byline: str = Field("", max_length=300)
    encoding: str = Field("", max_length=40)


class StoredArticle(Schema):
    """What became of one text."""

    status: Literal["new", "there", "repeated"] = Field(
        description="`there`: the story had this text of this source; `repeated`: it came twice."
    )
    article: ArticleOut


class ImportOut(Schema):
    """What became of the texts, in their order."""

    created: int
    articles: list[StoredArticle]


class VersionOut(Schema):
    """One text that an article has had. `url` is null where the source is hidden from you."""

    number: int
    title: str
    word_count: int
    text_sha256: str
    dated_on: date | None
    origin: str = Field(examples=["first"])
    url: str | None
    note: str = Field(description="What the desk says of the correction.")
    is_noted: bool = Field(description="Whether the outlet tells its readers.")
    came_at: datetime


class VersionTextOut(VersionOut):
    """A version with its text."""

    text: str


class VersionIn(BodyIn):
    """A corrected text of an article."""

    text: str = Field(max_length=2_000_000)
    base: int = Field(
        description="The number of the version that is corrected: the article's `version`.", ge=1
    )
    title: str = Field("", max_length=500, description="Empty: the title stays.")
    dated_on: date | None = None
    url: str = Field("", max_length=2000)
    is_noted: bool = False
    note: str = Field("", max_length=2000)
