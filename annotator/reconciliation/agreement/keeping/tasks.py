"""Count a story's agreement in the background."""

from annotator.background.work import Progress, work
from annotator.reconciliation.agreement.keeping.counting import count_agreement
from articles.models import Story


@work("Agreement")
def refresh_agreement(progress: Progress, story_id: int) -> None:
    """Count what has changed of the story's figures; of a story that is gone, nothing."""
    if story := Story.objects.filter(pk=story_id).first():
        count_agreement(story, progress)
