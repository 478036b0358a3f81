"""Tell what somebody may find: the doors of the stories they are a member of, and no more.

The rules are those of every other page: of a story its members see articles and questions; of what
is marked there one sees what `visibility/blind_review.py` says; names are the whole desk's.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Q

from annotator.annotations.visibility.blind_review import visible_in_stories
from annotator.people.access import SETTLERS
from annotator.people.models import Membership, User
from annotator.search.models import FoundKind
from articles.models import Story

MOST_NARROWED = 60
"""Stories by which the index itself is narrowed: of more, only the things are asked."""
_MARKED = (FoundKind.ANNOTATION, FoundKind.NOTE)


@dataclass(frozen=True)
class Reach:
    """The stories in which somebody searches: those that they settle, and those they only read."""

    user: User
    settled: frozenset[int]
    read: frozenset[int]
    names: bool
    """Whether names are found: not where one story alone is searched for what it holds."""
    titles: dict[int, str]
    slugs: dict[int, str]

    @property
    def stories(self) -> frozenset[int]:
        """Every story in which is searched."""
        return self.settled | self.read

    def within(self, stories: Collection[int], names: bool = False) -> "Reach":
        """Return the reach into some of the stories alone; names, which belong to none, if said."""
        kept = frozenset(stories)
        return replace(
            self, settled=self.settled & kept, read=self.read & kept, names=names and self.names
        )

    def visible(self) -> Q:
        """Return what may be found, as a condition on SearchDocument."""
        opened = Q(kind=FoundKind.ARTICLE, article__story__in=self.stories)
        opened |= Q(
            kind=FoundKind.QUESTION, question__story__in=self.stories, question__active=True
        )
        marked = Q(kind__in=_MARKED, annotation__erased_at=None)
        opened |= marked & visible_in_stories(self.user, self.stories, self.settled, "annotation__")
        if self.names:
            opened |= Q(kind=FoundKind.ENTITY, entity__active=True)
        return opened

    def narrowing(self) -> list[str] | None:
        """Return words of `scope` of which every document that may be found has one, or None.

        It only spares looking at what `visible` would refuse.
        """
        if len(self.stories) > MOST_NARROWED:
            return None
        words = [f"s{story}" for story in sorted(self.settled)]
        words += [f"o{story}" for story in sorted(self.read)]
        words.append(f"b{self.user.pk}")
        return [*words, "name"] if self.names else words


def reach_of(user: User) -> Reach:
    """Return where somebody may search: all stories for a superuser, else those of a member."""
    members = Membership.objects.filter(user=user).order_by("story__title", "story_id")
    rows = list(members.select_related("story").defer("story__guidelines"))
    stories = [member.story for member in rows]
    settled = {member.story_id for member in rows if member.roles & SETTLERS}
    if user.is_superuser:
        stories = list(Story.objects.defer("guidelines"))
        settled = {story.pk for story in stories}
    return Reach(
        user,
        frozenset(settled),
        frozenset(story.pk for story in stories) - settled,
        bool(stories) or user.is_superuser,
        {story.pk: story.title for story in stories},
        {story.pk: story.slug for story in stories},
    )
