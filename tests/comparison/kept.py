"""What the Sources pages keep, brought up to date as a worker would, before somebody looks."""

from annotator.comparison.page_refresh.refresh import refresh
from annotator.comparison.tallies.changes import note
from articles.models import Story


def keep_up(story: Story) -> None:
    """Count the whole story anew, so that what a test made beneath the actions is counted too."""
    note(story.pk, whole=True)
    refresh(story)
