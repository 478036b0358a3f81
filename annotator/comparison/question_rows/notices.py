"""Note what has changed in a story's articles, questions, speakers and rulings: the writer of
`Change`, and who asks for the rows to be brought up to date.

A change is noted in the transaction that makes it, so that none is ever lost, whoever makes it:
what is saved one by one by Django's signals, articles that are written many at once by
`articles.changes`, rulings by their actions. Storing a highlight notes nothing: a reading counts
once it is submitted.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import ModelSignal, post_delete, post_save, pre_delete

from annotator.annotations.models import Annotation
from annotator.comparison.copies.actions import forget_article
from annotator.comparison.models import (
    ArticleSnapshot,
    Change,
    QuestionCell,
    Ruling,
    StorySnapshot,
)
from annotator.comparison.question_rows.tasks import ask_for
from annotator.vocabulary.changes import things_changed
from annotator.vocabulary.models import Entity, Question
from articles.changes import article_revised, articles_changed
from articles.models import Article, Story


def note(
    story: int, articles: Iterable[int] = (), questions: Iterable[int] = (), whole: bool = False
) -> None:
    """Note that these articles and questions of the story have changed, or all of it; its rows are
    refreshed after the commit."""
    Change.objects.create(
        story_id=story, articles=sorted(articles), questions=sorted(questions), whole=whole
    )
    ask_for(story)


def note_questions(questions: Iterable[Question]) -> None:
    """Note that these questions, or what was ruled on them, have changed."""
    by_story: dict[int, set[int]] = {}
    for question in questions:
        by_story.setdefault(question.story_id, set()).add(question.pk)
    for story, keys in by_story.items():
        note(story, questions=keys)


def connect() -> None:
    """Link what changes with its notes; called once, when the app is ready."""
    articles_changed.connect(_articles)
    things_changed.connect(_things)
    article_revised.connect(_revised)
    heard: tuple[tuple[ModelSignal, Any, type[Model]], ...] = (
        (post_save, _article_saved, Article),
        (pre_delete, _article_goes, Article),
        (post_save, _question_saved, Question),
        (post_save, _speaker_saved, Entity),
        (post_save, _story_saved, Story),
        (post_save, _ruling_saved, Ruling),
        (post_delete, _ruling_saved, Ruling),
    )
    for signal, receiver, model in heard:
        signal.connect(receiver, sender=model)


def ask_again(**_: Any) -> None:
    """Ask for the rows of every story of which a change waits: a migration has noted it, or what
    was asked for is lost."""
    for story in Change.objects.order_by().values_list("story_id", flat=True).distinct():
        ask_for(story)


def _articles(articles: list[int], **_: Any) -> None:
    found = Article.objects.filter(pk__in=articles).order_by().values_list("story_id", "pk")
    by_story: dict[int, list[int]] = {}
    for story, key in found:
        by_story.setdefault(story, []).append(key)
    for story, keys in by_story.items():
        note(story, articles=keys)


def _article_saved(instance: Article, created: bool, raw: bool = False, **_: Any) -> None:
    if raw:  # loaded from a file, its story perhaps after it
        return
    note(instance.story_id, articles=[instance.pk])
    if created:
        return
    elsewhere = ArticleSnapshot.objects.filter(pk=instance.pk).exclude(story=instance.story_id)
    for story in elsewhere.values_list("story_id", flat=True):
        forget_article(instance.pk)
        note(story, articles=[instance.pk])


def _article_goes(instance: Article, origin: Any = None, **_: Any) -> None:
    if Story in (type(origin), getattr(origin, "model", None)):
        return  # all that is kept of a story goes with it
    cells = QuestionCell.objects.filter(article=instance).values_list("question_id", flat=True)
    note(instance.story_id, articles=[instance.pk], questions=cells)


def _question_saved(instance: Question, raw: bool = False, **_: Any) -> None:
    if not raw:
        note_questions([instance])


def _speaker_saved(instance: Entity, created: bool, raw: bool = False, **_: Any) -> None:
    if not created and not raw:
        _note_speakers([instance])


def _revised(article: Article, **_: Any) -> None:
    """Let the article be compared again, and its sentences be read: both follow from its text."""
    forget_article(article.pk)
    QuestionCell.objects.filter(article=article).update(stamp="")
    note(article.story_id, articles=[article.pk])


def _things(sender: type[Model], things: list[Any], **_: Any) -> None:
    if sender is Question:
        note_questions(things)
    elif sender is Entity:
        _note_speakers(things)


def _note_speakers(speakers: Collection[Entity]) -> None:
    """Note the questions whose answers name these speakers: they may be called otherwise now."""
    said = Annotation.objects.filter(
        Q(said_by__in=speakers) | Q(via__in=speakers), question__isnull=False
    ).order_by()
    named = said.values_list("question_id", flat=True).distinct()
    note_questions(Question.objects.filter(pk__in=list(named)))


def _story_saved(instance: Story, raw: bool = False, **_: Any) -> None:
    """Note another share from which articles are one voice; and a story that is new, whose articles
    may have been loaded from a file before it."""
    if raw:
        note(instance.pk, whole=True)
        return
    kept = StorySnapshot.objects.filter(pk=instance.pk, copy_share=instance.copy_share)
    if not kept.exists():
        note(instance.pk)


def _ruling_saved(instance: Ruling, raw: bool = False, **_: Any) -> None:
    if not raw:
        note_questions([instance.question])
