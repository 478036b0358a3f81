"""The articles of a story as lists of names and stance tell them: whose, called what, when."""

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from annotator.annotations.blindness import articles_hidden_from
from annotator.annotations.models import Annotation
from annotator.comparison.counting import counted
from annotator.people.models import User
from articles.models import Article, Story


class Covering(NamedTuple):
    """An article without its text."""

    pk: int
    source: int
    source_name: str
    title: str
    published: date | None


class Seen(NamedTuple):
    """What a member may see of a story: its articles by key, its sources by name, and the
    annotations that count in them."""

    story: Story
    articles: dict[int, Covering]
    hidden: int
    annotations: QuerySet[Annotation]

    @property
    def sources(self) -> dict[int, str]:
        """The outlets' names by key, in order of name."""
        found = {one.source: one.source_name for one in self.articles.values()}
        return dict(sorted(found.items(), key=lambda one: (one[1].casefold(), one[0])))


def seen_by(user: User, story: Story) -> Seen:
    """All but the articles that `user` is still to read: two statements, whatever their number."""
    hidden = articles_hidden_from(user, story)
    read = ("pk", "source_id", "source__name", "title", "published_on")
    among = Article.objects.filter(story=story).order_by("published_on", "pk")
    rows = (Covering(*row) for row in among.values_list(*read))
    articles = {row.pk: row for row in rows if row.pk not in hidden}
    found = Annotation.objects.filter(counted(story), ~Q(article__in=hidden)).order_by()
    return Seen(story, articles, len(hidden), found)
