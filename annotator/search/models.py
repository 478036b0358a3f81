"""The index of what can be found, what has changed since it was written, and searches kept.

`index/writing.py` is the only writer of the index, triggers of the database of what has changed
(`index/feed.py`), `saved/actions.py` of saved searches.
"""

from typing import Any

from django.conf import settings
from django.db import models

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity, Question
from articles.models import Article


class FoundKind(models.TextChoices):
    """What a thing that is found is."""

    ARTICLE = "article", "article"
    ANNOTATION = "annotation", "highlight"
    NOTE = "note", "note"
    ENTITY = "entity", "name"
    QUESTION = "question", "question"


def _thing(model: type[models.Model]) -> Any:
    """Return a pointer to a thing that may go at any time: the index follows it."""
    return models.ForeignKey(
        model, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )


class SearchDocument(models.Model):
    """One thing as it is found: its folded words, and the measure of its value.

    Words stand with a space around each, `" the dam "`, in `head` (a title, a name, a wording) and
    in `body`. `scope` has words that no text has, by which a search is narrowed before the thing
    itself is looked at: what it is, its story, who marked it. Who may see it, and whether it still
    is, is asked of the thing, never of the index. Newer documents have higher keys.
    """

    kind = models.CharField(max_length=10, choices=FoundKind.choices)
    article = _thing(Article)
    annotation = _thing(Annotation)
    entity = _thing(Entity)
    question = _thing(Question)
    dimension = models.CharField(max_length=60, blank=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    low_open = models.BooleanField(default=False)
    high_open = models.BooleanField(default=False)
    measured = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(db_index=True)
    scope = models.TextField()
    head = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["dimension", "low"],
                name="search_measures",
                condition=models.Q(measured=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="search_article_once", fields=["article"]),
            models.UniqueConstraint(name="search_annotation_once", fields=["annotation", "kind"]),
            models.UniqueConstraint(name="search_entity_once", fields=["entity"]),
            models.UniqueConstraint(name="search_question_once", fields=["question"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class SearchText(models.Model):
    """SQLite's full text of the documents, an FTS5 table that triggers keep; PostgreSQL has none.

    `matched` is the column by which FTS5 is asked: the table's own name.
    """

    document = models.OneToOneField(
        SearchDocument,
        models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="text",
    )
    matched = models.TextField(db_column="search_text")

    class Meta:
        managed = False
        db_table = "search_text"

    def __str__(self) -> str:
        return str(self.pk)


class SearchChange(models.Model):
    """A thing that has changed since the index was written, told by a trigger of its table.

    `at` is when it changed, where that is not now: an index written from nothing is not new.
    """

    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=36)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SavedSearch(models.Model):
    """A search that somebody keeps, and up to when they have seen what it finds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=10, choices=FoundKind.choices, blank=True)
    story = models.CharField(max_length=80, blank=True, help_text="The slug of one story.")
    sort = models.CharField(max_length=10, blank=True)
    looked_at = models.DateTimeField(help_text="What has come since then is new.")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.UniqueConstraint(
                name="saved_search_name_once",
                fields=["user", "name"],
                condition=models.Q(deleted_at=None),
                violation_error_message="You have a saved search of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name
