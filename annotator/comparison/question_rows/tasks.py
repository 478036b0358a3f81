"""What is computed in the background where sources are compared."""

from django.dispatch import Signal

from annotator.background.work import Progress, work
from annotator.comparison.question_rows.refresh import refresh_rows
from articles.models import Story

rows_refreshed = Signal()
"""Sent with the `story` whose rows are up to date: what follows from them may be looked at."""


@work("Question rows")
def bring_up_to_date(progress: Progress, story_id: int) -> None:
    """Bring the rows of a story up to date; a story that is gone has none."""
    if story := Story.objects.filter(pk=story_id).first():
        refresh_rows(story, progress.tell)
        rows_refreshed.send(sender=None, story=story)


def ask_for(story: int) -> None:
    """Ask that the story's rows are brought up to date, once what is written now is committed."""
    bring_up_to_date.ask(story, story_id=story, key=f"rows {story}")
