"""Count in the background what there is to settle, story by story, whenever something changes.

A page only reads the tallies. Storing a highlight asks for nothing: a reading counts once it is
submitted.
"""

from collections.abc import Iterable
from typing import Any

from django.dispatch import Signal

from annotator.background.work import Progress, work
from annotator.reconciliation.places.refresh import refresh_tallies, tallies_behind
from articles.changes import articles_changed
from articles.models import Article, Story

places_counted = Signal()
"""Sent with `story`, its key, after its articles that had changed were counted."""


@work("What there is to settle")
def count_places(progress: Progress, story_id: int) -> None:
    """Count the articles of the story that have changed; of a story that is gone, nothing."""
    if story := Story.objects.filter(pk=story_id).first():
        refresh_tallies(story, progress)
        places_counted.send(Story, story=story.pk)


def connect() -> None:
    """Let the places be counted after each change; called once, when the app is ready."""
    articles_changed.connect(_articles, dispatch_uid="places are counted")


def ask_again(**_: Any) -> None:
    """Ask for every story whose tallies are behind: what was asked for may be lost."""
    for story in Story.objects.order_by("pk"):
        if tallies_behind(story):
            _ask(story.pk)


def _articles(articles: Iterable[int], **_: Any) -> None:
    stories = Article.objects.filter(pk__in=articles).order_by().values_list("story_id", flat=True)
    for story in stories.distinct():
        _ask(story)


def _ask(story: int) -> None:
    count_places.ask(story, story_id=story, key=f"places {story}")
