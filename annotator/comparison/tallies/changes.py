"""Note which articles of a story are to be counted anew: the writer of `TallyChange`.

A change is noted in the transaction that makes it, so that none is ever lost. Storing a highlight
notes nothing: a reading counts once it is submitted.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save

from annotator.background import worker_is_there
from annotator.comparison.tallies.name_uses import LONGEST
from annotator.comparison.tallies.take_in import take_in
from annotator.comparison.tally_models import (
    ClaimWording,
    NameTally,
    NameUse,
    StancePlace,
    StanceTally,
    TallyChange,
)
from annotator.text import fold
from annotator.vocabulary.changes import things_changed
from annotator.vocabulary.models import Entity, Question
from articles.changes import articles_changed
from articles.models import Article, Story


def note(story: int, articles: Iterable[int] = (), whole: bool = False) -> None:
    """Note that these articles of the story, or all of it, are to be counted anew."""
    TallyChange.objects.create(story_id=story, articles=sorted(articles), whole=whole)


def is_behind(story: Story) -> bool:
    """Return whether something of the story is still to be counted; one statement."""
    return TallyChange.objects.filter(story=story).exists()


def being_behind(story: Story, hidden: object) -> dict[str, bool]:
    """Return what a page says of its figures: whether they are behind, and whether a worker is
    there to count anew; two statements where they are, else one.

    Where articles are `hidden`, it says nothing: it would tell that somebody else has read them.
    """
    behind = not hidden and is_behind(story)
    return {"behind": behind, "worker": behind and worker_is_there()}


def connect() -> None:
    """Let what changes be noted; called once, when the app is ready."""
    articles_changed.connect(_articles, dispatch_uid="tallies")
    things_changed.connect(_things, dispatch_uid="tallies")
    for receiver, model in (
        (_article_saved, Article),
        (_question_saved, Question),
        (_entity_saved, Entity),
    ):
        post_save.connect(receiver, sender=model, dispatch_uid=f"tallies {receiver.__name__}")


def _articles(articles: list[int], **_: Any) -> None:
    found = Article.objects.filter(pk__in=articles).order_by().values_list("story_id", "pk")
    by_story: dict[int, list[int]] = {}
    for story, key in found:
        by_story.setdefault(story, []).append(key)
    for story, keys in by_story.items():
        note(story, keys)


def _article_saved(instance: Article, created: bool, **_: Any) -> None:
    if created:  # nothing is marked in it yet
        return
    for model in (NameUse, StancePlace, ClaimWording):
        kept = model._default_manager.filter(article=instance).exclude(story=instance.story_id)
        elsewhere = set(kept.values_list("story_id", flat=True))
        for story in Story.objects.filter(pk__in=elsewhere):
            take_in(story, [instance.pk])  # it is another story's by now
    note(instance.story_id, [instance.pk])


def _question_saved(instance: Question, **_: Any) -> None:
    """Note that a question is asked, or otherwise than before: claims are compared with it."""
    note(instance.story_id)


def _things(things: list[Any], **_: Any) -> None:
    """Note what was written of several questions or entities at once."""
    for story in {one.story_id for one in things if isinstance(one, Question)}:
        note(story)
    for one in things:
        if isinstance(one, Entity):
            _entity_saved(one, created=False)


def _entity_saved(instance: Entity, created: bool, **_: Any) -> None:
    """Keep what is sorted by an entity's name sorted by the one that it has now."""
    if created:
        return
    called = fold(instance.name)[:LONGEST]
    NameTally.objects.filter(entity=instance.pk).exclude(called=called).update(called=called)
    for end in ("holder", "target"):
        rows = StanceTally.objects.filter(**{end: instance.pk})
        column = {f"{end}_called": called}
        rows.exclude(**column).update(**column)
