"""Whose turn it is to adjudicate an article: one at a time, under the article's lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from annotator.annotations import article_progress
from annotator.annotations.models import (
    ENDED,
    OPEN,
    Annotation,
    ArticleProgress,
    Assignment,
    AssignmentState,
    Layer,
    Stage,
)
from annotator.people.models import User
from annotator.reconciliation.models import Decision
from annotator.reconciliation.places.load import Readings, readings_of
from annotator.reconciliation.places.place import PlaceState
from articles.models import Article


@contextmanager
def turn(article: Article, by: User) -> Iterator[None]:
    """Take an adjudicator's turn at the article: its progress is locked, then brought up to date.

    Raises ValidationError for whoever may not settle this article, or where it is not ready.
    """
    locked = article_progress.locked(article)
    check_may_settle(article, by, locked)
    if locked.stage == Stage.FINISHED and not places_left(readings_of(article)):
        raise ValidationError("This article is finished. Reopen it to decide again.")
    yield
    settled = Annotation.document_labels.filter(article=article, layer=Layer.GOLD)
    begun = Decision.objects.filter(article=article).exists() or settled.exists()
    if locked.stage == Stage.READING and begun:
        article_progress.move(locked, Stage.SETTLING, by)
    elif locked.stage == Stage.SETTLING and not begun:
        article_progress.move(locked, Stage.READING, by)
    elif locked.stage == Stage.FINISHED:
        article_progress.move(locked, Stage.REVISION, by)
    article_progress.decisions_changed(article.pk)


def check_may_settle(article: Article, by: User, at: ArticleProgress | None) -> None:
    """Raise ValidationError where `by` may not settle the article now."""
    if complaint := settle_refusal(article, by, at):
        raise ValidationError(complaint)


def settle_refusal(article: Article, by: User, at: ArticleProgress | None) -> str:
    """Return why `by` may not settle the article now, in words for the adjudicator, or ''."""
    reads = Assignment.objects.filter(article=article).exclude(state__in=ENDED)
    states = dict(reads.order_by().values_list("annotator_id", "state"))
    if by.pk in states and not article.story.readers_settle:
        return (
            "You read this article yourself: another adjudicator settles it. A manager can allow "
            "readers to settle in the story's settings."
        )
    if states.get(by.pk) in OPEN:
        return "Submit your own reading of this article first."
    if at is not None and (at.stage != Stage.READING or at.closed_at):
        return ""
    submitted = sum(state == AssignmentState.SUBMITTED for state in states.values())
    if submitted < article.story.readers:
        return (
            f"{submitted} of {article.story.readers} readings are submitted. Wait for the rest, or "
            "let a manager close the reading."
        )
    if AssignmentState.IN_PROGRESS in states.values():
        return "Somebody is still reading this article. Wait until they submit."
    return ""


def places_left(readings: Readings) -> int:
    """Count the places that are open or stale."""
    return sum(place.state != PlaceState.SETTLED for place in readings.places)
