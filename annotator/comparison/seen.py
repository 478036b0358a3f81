"""What a member sees of a story: its articles as the lists of names and stance show them, whose,
called what, when; and the leads about them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery

from annotator.annotations.models import Annotation
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.counted import counting_annotations
from annotator.comparison.models import Lead, LeadState
from annotator.people.models import User
from articles.models import Article, Source, Story


class SeenArticle(NamedTuple):
    """An article without its text."""

    pk: int
    source: int
    source_name: str
    title: str
    published: date | None


@dataclass
class Seen:
    """What a member may see of a story, and the annotations that count in it."""

    story: Story
    unseen: frozenset[int]
    """The keys of the articles that the member is still to read."""
    annotations: QuerySet[Annotation]

    @property
    def hidden(self) -> int:
        return len(self.unseen)

    @property
    def within(self) -> Q:
        """The articles that may be seen, as a condition on what belongs to one."""
        return Q(article__story=self.story) & ~Q(article__in=self.unseen)

    @cached_property
    def articles(self) -> dict[int, SeenArticle]:
        """The articles by key, the earliest first. One statement."""
        read = ("pk", "source_id", "source__name", "title", "published_on")
        among = Article.objects.filter(story=self.story).order_by("published_on", "pk")
        rows = (SeenArticle(*row) for row in among.values_list(*read))
        return {row.pk: row for row in rows if row.pk not in self.unseen}

    @cached_property
    def sources(self) -> dict[int, str]:
        """The outlets' names by key, in order of name. One statement."""
        found = dict(sources_of(self.story, self.unseen).values_list("pk", "name"))
        return dict(sorted(found.items(), key=lambda one: (one[1].casefold(), one[0])))


def sources_of(story: Story, unseen: Collection[int] = ()) -> QuerySet[Source]:
    """Return the outlets of the story's articles, in no order; each is looked up in an index."""
    among = Article.objects.filter(story=story, source=OuterRef("pk")).order_by()
    among = among.exclude(pk__in=unseen) if unseen else among
    # Of EXISTS PostgreSQL makes a join, for which it reads all articles of the story.
    some = Source.objects.alias(some=Subquery(among.values("pk")[:1]))
    return some.filter(some__isnull=False).order_by()


def seen_by(user: User, story: Story) -> Seen:
    """Return what `user` sees of the story: all but the articles that they are still to read."""
    return seen_without(articles_hidden_from(user, story), story)


def seen_without(unseen: frozenset[int], story: Story) -> Seen:
    """Return what is seen of the story by somebody who may not see these articles yet."""
    found = Annotation.objects.filter(
        counting_annotations(story), ~Q(article__in=unseen)
    ).order_by()
    return Seen(story, unseen, found)


def leads_seen(story: Story, hidden: Collection[int] = ()) -> QuerySet[Lead]:
    """Return the story's leads that are not taken back, without those about `hidden` articles; in
    no order."""
    found = Lead.objects.filter(story=story).exclude(state=LeadState.TAKEN_BACK).order_by()
    if hidden:
        found = found.exclude(Q(article_a__in=hidden) | Q(article_b__in=hidden))
    return found


def count_unread(story: Story, hidden: Collection[int] = ()) -> int:
    """Return how many leads wait to be judged; one statement."""
    return leads_seen(story, hidden).filter(state=LeadState.UNREAD).count()
