"""What the pages of names, stance and unanswered claims show, brought up to date in portions.

Each portion is a transaction: interrupting it, or doing the same beside it, does no harm.
"""

from collections.abc import Callable

from django.db import transaction

from annotator.comparison.names.suggestions import seek_names
from annotator.comparison.open_claims.suggestions import seek_suggestions
from annotator.comparison.tallies.claims import take_in_questions
from annotator.comparison.tallies.take_in import PORTION, take_in
from annotator.comparison.tally_models import TallyChange
from articles.models import Article, Story

MOST_CHANGES = 500
"""Changes that are taken in together."""

Tell = Callable[[int, int], None]
"""Is told how many articles, forms or claims are done, of how many."""


def refresh(story: Story, tell: Tell = lambda done, of: None) -> None:
    """Count what has changed in the story, then seek what names and claims are like.

    `tell` may raise between portions to stop it: what is done stays done, the rest stays noted.
    """
    while _take_in_changes(story, tell):
        pass
    with transaction.atomic():
        Story.objects.select_for_update(no_key=True).get(pk=story.pk)
        take_in_questions(story)
    seek_names(story, tell)
    seek_suggestions(story, tell)


def _take_in_changes(story: Story, tell: Tell) -> bool:
    """Count the articles that are noted. Return whether there were any notes."""
    noted = list(TallyChange.objects.filter(story=story).order_by("pk")[:MOST_CHANGES])
    if any(one.whole for one in noted):
        every = Article.objects.filter(story=story).order_by("pk")
        keys = list(every.values_list("pk", flat=True))
    else:
        keys = sorted({key for one in noted for key in one.articles})
    for first in range(0, len(keys), PORTION):
        take_in(story, keys[first : first + PORTION])
        tell(min(first + PORTION, len(keys)), len(keys))
    # Only what was read is taken away: what was noted meanwhile is counted in the next round.
    TallyChange.objects.filter(pk__in=[one.pk for one in noted]).delete()
    return bool(noted)
