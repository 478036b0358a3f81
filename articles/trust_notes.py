"""Tell the trust log of stories and articles that are deleted, from wherever they are."""

from typing import Any

from django.db.models.signals import post_delete

from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Article, Story


def connect() -> None:
    """Let the receivers hear. Called when the app is ready."""
    post_delete.connect(_story_deleted, Story, dispatch_uid="trust: a story is deleted")
    post_delete.connect(_article_deleted, Article, dispatch_uid="trust: an article is deleted")


def _story_deleted(sender: Any, instance: Story, **named: Any) -> None:
    record(TrustKind.STORY_DELETED, story=instance)


def _article_deleted(sender: Any, instance: Article, origin: Any = None, **named: Any) -> None:
    # Where a story goes, its line stands for its articles.
    if getattr(origin, "model", type(origin)) is not Story:
        story = Story.objects.filter(pk=instance.story_id).first()
        record(TrustKind.ARTICLE_DELETED, story=story, facts={"article": instance.pk})
