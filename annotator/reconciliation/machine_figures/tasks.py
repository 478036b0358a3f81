"""Count in the background what a story's machines come to, whenever what they rest on changes.

Nothing is asked for where a reading is changed: it follows the count of places, in the background.
"""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save

from annotator.annotations.recording.rewrite import machine_marks_rewritten
from annotator.background.work import Progress, work
from annotator.machines.models import AidRule, MachineReading, StoryReader
from annotator.reconciliation.machine_figures.counting import count_machines
from annotator.reconciliation.places.tasks import places_counted
from articles.models import Story


@work("What machines come to")
def refresh_machines(progress: Progress, story_id: int) -> None:
    """Count what has changed of the story's machines; of a story that is gone, nothing."""
    if story := Story.objects.filter(pk=story_id).first():
        count_machines(story, progress)


def connect() -> None:
    """Let it be counted after each change; called once, when the app is ready."""
    places_counted.connect(_places, dispatch_uid="machines are counted")
    post_save.connect(_read, sender=MachineReading, dispatch_uid="machines are counted")
    machine_marks_rewritten.connect(_rewritten, dispatch_uid="machines are counted")
    post_save.connect(_ruled, sender=AidRule, dispatch_uid="machines are counted")


def ask_again(**_: Any) -> None:
    """Ask for every story that has a machine: what was asked for may be lost."""
    stories = StoryReader.objects.order_by().values_list("story", flat=True)
    for story in stories.distinct():
        _ask(story)


def _places(story: int, **_: Any) -> None:
    if StoryReader.objects.filter(story=story).exists():
        _ask(story)


def _read(instance: MachineReading, raw: bool = False, **_: Any) -> None:
    if not raw:
        _of_articles([instance.article_id])


def _rewritten(articles: Collection[int], **_: Any) -> None:
    _of_articles(articles)


def _ruled(instance: AidRule, raw: bool = False, **_: Any) -> None:
    if not raw:
        _ask(instance.of.story_id)


def _of_articles(articles: Collection[int]) -> None:
    """Ask for the stories of these articles that have a machine."""
    stories = StoryReader.objects.filter(story__articles__in=articles).order_by()
    for story in stories.values_list("story", flat=True).distinct():
        _ask(story)


def _ask(story: int) -> None:
    refresh_machines.ask(story, story_id=story, key=f"machines {story}")
