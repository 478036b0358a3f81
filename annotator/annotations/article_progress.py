"""How far the work on an article is: the only writer of `ArticleProgress`.

Whatever changes a submitted reading says so here, in its own transaction, so that figures computed
from it are known to be old the moment it is committed.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from annotator.annotations import notices
from annotator.annotations.models import ArticleProgress, Stage
from annotator.background.events import EventKind, tell
from annotator.people.models import User
from articles.changes import note_articles
from articles.models import Article

readings_noted = Signal()
"""Sent inside the transaction, with `articles`: the keys of those whose readings have changed."""


def readings_changed(articles: Iterable[int]) -> None:
    """Note that what counts of these articles has changed. To be called inside a transaction."""
    if keys := set(articles):
        _count("readings", keys)
        readings_noted.send(ArticleProgress, articles=keys)


def decisions_changed(article: int) -> None:
    """Note that something was decided, or undone, of this article."""
    _count("decisions", [article])


def _count(column: str, articles: Iterable[int]) -> None:
    keys = set(articles)
    note_articles(keys)
    rows = ArticleProgress.objects.order_by()
    changed = {column: F(column) + 1}
    if rows.filter(pk__in=keys).update(**changed) == len(keys):
        return
    missing = keys - set(rows.filter(pk__in=keys).values_list("pk", flat=True))
    found = Article.objects.filter(pk__in=missing).order_by("pk").values_list("pk", "story_id")
    new = [ArticleProgress(article_id=pk, story_id=story) for pk, story in found]
    # Two at once may both find it missing: one inserts, the other waits and then updates.
    ArticleProgress.objects.bulk_create(new, ignore_conflicts=True)
    rows.filter(pk__in=missing).update(**changed)


def locked(article: Article) -> ArticleProgress:
    """Return the article's progress, made if need be, its row locked until the transaction ends."""
    ArticleProgress.objects.get_or_create(article=article, defaults={"story_id": article.story_id})
    return ArticleProgress.objects.select_for_update().get(pk=article.pk)


def move(progress: ArticleProgress, stage: Stage, by: User) -> None:
    """Give the locked progress another stage, with a history row; the same one changes nothing."""
    if progress.stage != stage:
        progress.stage = stage
        _save(progress, by)
        if stage == Stage.FINISHED:
            notices.tell_readers(progress.pk)
            tell(EventKind.ARTICLE_SETTLED, progress.story_id, {progress.pk: {}})


@transaction.atomic
def close(article: Article, by: User) -> None:
    """Take the article as read: it is ready with the readings that are submitted."""
    progress = locked(article)
    if progress.closed_at is None:
        progress.closed_at = timezone.now()
        _save(progress, by)


@transaction.atomic
def open_again(article: Article, by: User) -> None:
    """Let the article wait for its readers again."""
    progress = locked(article)
    if progress.closed_at is not None:
        progress.closed_at = None
        _save(progress, by)


def _save(progress: ArticleProgress, by: User) -> None:
    """Save stage and time of closing, and no counter: another transaction may have counted on."""
    progress._history_user = by  # type: ignore[attr-defined]
    progress.save(update_fields=["stage", "closed_at"])
