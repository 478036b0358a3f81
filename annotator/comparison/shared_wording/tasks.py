"""What is looked for in the background once a story's rows are up to date."""

from typing import Any

from annotator.background.work import Progress, work
from annotator.comparison.question_rows.tasks import rows_refreshed
from annotator.comparison.shared_wording.losses import losses_behind, refresh_losses
from articles.models import Story


@work("Attribution lost", priority=-10)
def look_for_losses(progress: Progress, story_id: int) -> None:
    """Bring up to date where attribution is lost in a story; one that is gone has none."""
    progress.tell(0, 1)
    if story := Story.objects.filter(pk=story_id).first():
        refresh_losses(story)
    progress.tell(1, 1)


def connect() -> None:
    """Ask for another look whenever a story's rows were refreshed and its articles changed."""
    rows_refreshed.connect(_look)


def _look(story: Story, **_: Any) -> None:
    if losses_behind(story):
        look_for_losses.ask(story.pk, story_id=story.pk, key=f"losses {story.pk}")
