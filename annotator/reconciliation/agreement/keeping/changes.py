"""Note that articles have changed, so that figures which rest on them are known to be behind.

The note is a part of the transaction that changes them; the task is asked for after its commit.
Storing a highlight notes nothing: a reading counts once it is submitted.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.db.models.signals import post_save

from annotator.annotations.article_progress import readings_noted
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.reconciliation.agreement_models import AgreementChange, ArticleAgreement
from annotator.vocabulary.models import Kind
from articles.changes import articles_changed
from articles.models import Article


def connect() -> None:
    """Let what changes be noted from now on; called once, when the app is ready."""
    readings_noted.connect(_readings)
    articles_changed.connect(_articles)
    post_save.connect(_article_saved, sender=Article)


def note(articles: Iterable[tuple[int, int]]) -> None:
    """Note that these articles, each by its story's key and its own, are to be counted again."""
    rows = list(articles)
    AgreementChange.objects.bulk_create(AgreementChange(article_id=pk) for _, pk in rows)
    for story in {story for story, _ in rows}:
        refresh_agreement.ask(story, story_id=story, key=f"agreement {story}")


def ask_again(**_: Any) -> None:
    """Ask for every story of which a change waits: a migration has noted it, or what was asked for
    is lost."""
    waiting = AgreementChange.objects.order_by().values_list("article__story_id", flat=True)
    for story in waiting.distinct():
        refresh_agreement.ask(story, story_id=story, key=f"agreement {story}")


def _readings(articles: Iterable[int], **_: Any) -> None:
    note(Article.objects.filter(pk__in=articles).order_by().values_list("story_id", "pk"))


def _articles(articles: Iterable[int], **_: Any) -> None:
    """Note the articles that are of another source now than when they were counted."""
    kept = ArticleAgreement.objects.filter(article__in=articles, kind=Kind.CLAIM)
    moved = kept.exclude(source_key=F("article__source_id")).order_by()
    note(moved.values_list("story_id", "article_id"))


def _article_saved(instance: Article, created: bool, **_: Any) -> None:
    if not created:
        _articles([instance.pk])
