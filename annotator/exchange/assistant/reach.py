"""Whose eyes an assistant reads with: the stories that it may read, and what of them is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from annotator.annotations.models import Annotation, Layer
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.counted import counting_annotations
from annotator.people.models import Membership, User
from articles.models import Story


class AssistantRefused(ValueError):
    """What an assistant asks for cannot be had; the message says why, in plain words."""


@dataclass(frozen=True)
class AssistantReach:
    """What an assistant may read: as a person of the desk, or as the desk itself.

    `user`: whose eyes it reads with, None for the desk's own. `only`: the slug of the one story
    that it reads, '' for every one. `desk`: the desk's address, without a last slash.
    """

    user: User | None = None
    only: str = ""
    desk: str = ""

    def stories(self) -> QuerySet[Story]:
        """Return the stories that it may read: of a person's, those that they settle or manage."""
        found = Story.objects.filter(slug=self.only) if self.only else Story.objects.all()
        if self.user is not None and not self.user.is_superuser:
            settles = Q(adjudicator=True) | Q(manager=True)
            own = Membership.objects.filter(settles, user=self.user).order_by()
            found = found.filter(pk__in=own.values("story"))
        return found.order_by("slug")

    def story(self, slug: str) -> Story:
        """Return the story of this slug. Raises AssistantRefused."""
        found = self.stories().filter(slug=checked(slug)).first()
        if found is None:
            raise AssistantRefused(f"There is no story “{slug[:80]}”: list_stories names them all.")
        return found

    def hidden(self, story: Story) -> frozenset[int]:
        """Return the keys of the articles that the person has still to read."""
        return frozenset() if self.user is None else articles_hidden_from(self.user, story)


def settled(story: Story, hidden: Sequence[int] | frozenset[int] = ()) -> QuerySet[Annotation]:
    """Return the highlights of the story that people have settled and that count, in no order."""
    found = Annotation.objects.filter(counting_annotations(story), layer=Layer.GOLD).order_by()
    return found.exclude(article__in=hidden) if hidden else found


def checked(words: str, most: int = 200) -> str:
    """Return the words without blanks around them. Raises AssistantRefused where no text can hold
    them, or where they are too many."""
    if "\x00" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise AssistantRefused("The words hold a character that no text has: leave it out.")
    if len(words) > most:
        raise AssistantRefused(f"These are more than {most} characters: ask for fewer.")
    return words.strip()
