"""Read the stances that go into one file, from the same reader as the pages of stance."""

from collections.abc import Iterator

from django.db.models import Q

from annotator.annotations.models import Layer
from annotator.annotations.visibility.portions import Portion
from annotator.comparison.seen import seen_without
from annotator.comparison.stance.nodes import StanceStatement
from annotator.comparison.stance.relations import Asked
from annotator.comparison.stance.statements import statements_of
from articles.models import Article


def statements_in(portion: Portion, *, settled: bool = False) -> Iterator[StanceStatement]:
    """Yield the stances of the portion that count between sources, story by story.

    `settled`: those that an adjudicator settled alone.
    """
    rows = portion.rows & Q(layer=Layer.GOLD) if settled else portion.rows
    for story in portion.stories:
        among = Article.objects.filter(portion.articles, story=story).order_by().values("pk")
        seen = seen_without(portion.hidden, story)
        yield from statements_of(seen, Asked(), rows & Q(article__in=among))
