"""Read what the workbench draws of one person's reading, with kept statements."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from annotator.annotations.drawing import html
from annotator.annotations.drawing.html import AnnotationRow, Tag
from annotator.annotations.drawing.rows import columns_of, in_order, row
from annotator.annotations.drawing.segments import Mark, Piece
from annotator.annotations.models import SPAN, Annotation, Layer
from annotator.annotations.workbench.drawn_once import LabelRow
from annotator.people.models import User
from annotator.prepared import Prepared, Slot, columns, made
from annotator.vocabulary.models import Label, Question
from articles.models import Article, Region, Story
from articles.parts import Part

NEAR = 120
"""Annotations that come with the page; of the few articles that have more, the others follow."""
FURTHER = 1000
"""Annotations that come at once after the page."""
_KEY = Slot("id", models.UUIDField())


def _own(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    return annotations.filter(article=Slot("article"), annotator=Slot("person"))


def _reading() -> QuerySet[Annotation]:
    return _own(Annotation.objects.filter(layer=Layer.READING))


# Without the definitions, which are long and not drawn.
_LOOKS = Prepared(lambda: Label.objects.order_by().values_list("slug", "kind", "name", "polarity"))
_LABELS = Prepared(
    lambda: Label.objects.order_by("kind", "position", "slug").values_list(*LabelRow._fields)
)
_QUESTIONS = Prepared(
    lambda: Question.objects.filter(story=Slot("story"), active=True).values_list(
        *columns(Question)
    )
)
_READING = Prepared(lambda: columns_of(in_order(_reading())))
_FROM = _reading().filter(start__gte=Slot("start"))
# One more than is wanted says that there are further ones.
_SOME = {
    NEAR: Prepared(lambda: columns_of(in_order(_FROM))[: NEAR + 1]),
    FURTHER: Prepared(lambda: columns_of(in_order(_FROM))[: FURTHER + 1]),
}
_BETWEEN = Prepared(lambda: columns_of(in_order(_FROM.filter(start__lt=Slot("end")))))
_ONE = Prepared(lambda: columns_of(_own(Annotation.everything.filter(SPAN, pk=_KEY)).order_by()))
_SPAN = Prepared(
    lambda: _own(Annotation.objects.filter(pk=_KEY)).order_by().values_list("start", "end")
)
_NEAR = Prepared(
    lambda: (
        _reading()
        .filter(start__lt=Slot("end"), end__gt=Slot("start"))
        .order_by()
        .values_list("start", "end", "id", "label_id")
    )
)
_PARTS = Prepared(
    lambda: (
        Region.objects.filter(article=Slot("article"))
        .order_by("start")
        .values_list("start", "end", "role")
    )
)


def looks() -> dict[str, Tag]:
    """Return how each label looks, by its slug."""
    return {slug: html.tag(kind, name, polarity) for slug, kind, name, polarity in _LOOKS.rows()}


def labels() -> tuple[LabelRow, ...]:
    """Return all labels, in the order in which pages show them."""
    return tuple(LabelRow(*found) for found in _LABELS.rows())


def questions(story: Story) -> list[Question]:
    """Return the story's questions that are in use, in the order in which pages show them."""
    return [made(Question, found) for found in _QUESTIONS.rows(story=story.pk)]


def own_rows(article: Article, user: User) -> list[AnnotationRow]:
    """Return the user's live reading of the article, in reading order."""
    return [row(found) for found in _READING.rows(**_whose(article, user))]


def some_own_rows(
    article: Article, user: User, most: int, drawn: Sequence[Piece], start: int = 0
) -> tuple[list[AnnotationRow], int | None]:
    """Return the user's live reading of some pieces of the text, from the one at `start` on.

    With it goes where the next piece begins, or None where none is left that anything begins in.
    About `most` annotations (NEAR or FURTHER) are read: pieces are taken whole.
    """
    found = _SOME[most].rows(start=start, **_whose(article, user))
    if len(found) <= most:
        return [row(one) for one in found], None
    rows = [row(one) for one in found]
    starts = [piece.start for piece in drawn]
    at = bisect_right(starts, rows[most]["start"]) - 1
    if starts[at] > start:
        return [one for one in rows if one["start"] < starts[at]], starts[at]
    # More than that begin in this piece alone.
    following = starts[at + 1] if at + 1 < len(starts) else None
    end = drawn[at].end + 1 if following is None else following
    found = _BETWEEN.rows(start=start, end=end, **_whose(article, user))
    return [row(one) for one in found], following


def own_row(article: Article, user: User, id: UUID) -> AnnotationRow | None:
    """Return the user's annotation, an erased one too, or None where there is none."""
    found = _ONE.first(id=id, **_whose(article, user))
    return row(found) if found else None


def span_of(article: Article, user: User, id: UUID) -> list[tuple[int, int]]:
    """Return where the user's live annotation stands: one span, or none."""
    return [(start, end) for start, end in _SPAN.rows(id=id, **_whose(article, user))]


def marks_within(
    article: Article, user: User, start: int, end: int, tags: dict[str, Tag]
) -> list[Mark]:
    """Return what the user's live reading paints into `[start, end)` of the text."""
    found = _NEAR.rows(start=start, end=end, **_whose(article, user))
    return [Mark(low, high, str(key), tags[label].look) for low, high, key, label in found]


def parts_of(article: Article) -> list[Part]:
    """Return the parts of the article that have a role, in order."""
    return [Part(*found) for found in _PARTS.rows(article=article.pk)]


def _whose(article: Article, user: User) -> dict[str, Any]:
    return {"article": article.pk, "person": user.pk}
