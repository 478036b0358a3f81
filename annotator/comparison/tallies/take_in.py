"""What counts in some articles, taken into their story's tallies: the door to their writers."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from annotator.annotations.models import Annotation
from annotator.comparison.tallies.claims import take_in_claims
from annotator.comparison.tallies.marks import marks_of
from annotator.comparison.tallies.names import take_in_names
from annotator.comparison.tallies.stances import take_in_stances
from articles.models import Story

PORTION = 50
"""Articles whose marks are in memory at once."""
FEW = 25
"""So many articles are taken in by the act that changes them: whoever acts sees it done."""


@transaction.atomic
def take_in(story: Story, articles: Collection[int]) -> None:
    """Let the story's tallies count what stands in these articles now, whatever they counted.

    The number of statements does not grow with what is marked there.
    """
    # Two at once would both take the same out: the second waits, and finds it done.
    Story.objects.select_for_update(no_key=True).get(pk=story.pk)
    marks = marks_of(story, articles)
    take_in_names(story, marks)
    take_in_stances(story, marks)
    take_in_claims(story, marks)


def take_in_if_few(story: Story, annotations: Collection[UUID]) -> None:
    """Let the tallies count what was just done to these annotations, if they are of few articles;
    else the background does. To be called in the transaction of the act."""
    among = Annotation.everything.filter(pk__in=list(annotations), article__story=story)
    articles = among.order_by().values_list("article_id", flat=True).distinct()
    if len(found := list(articles[: FEW + 1])) <= FEW:
        take_in(story, found)
