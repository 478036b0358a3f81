"""The background's part in the pages of names, stance and unanswered claims."""

from typing import Any

from annotator.background.work import Progress, work
from annotator.comparison.page_refresh.refresh import refresh
from annotator.comparison.tally_models import TallyChange
from articles.models import Story


@work("Names, stances and unanswered claims")
def refresh_source_pages(progress: Progress, story_id: int) -> None:
    """Count what has changed in the story."""
    if story := Story.objects.filter(pk=story_id).first():
        refresh(story, progress.tell)


def ask_for_refresh(instance: TallyChange, created: bool, **_: Any) -> None:
    """Let the background count what was noted, after the commit; to listen to `TallyChange`."""
    if created:
        _ask(instance.story_id)


def ask_again(**_: Any) -> None:
    """Ask for every story of which a change waits: a migration has noted it, or what was asked for
    is lost; to listen to the end of migrations."""
    for story in TallyChange.objects.order_by().values_list("story_id", flat=True).distinct():
        _ask(story)


def _ask(story: int) -> None:
    refresh_source_pages.ask(story, story_id=story, key=f"source pages {story}")
