"""Gather all that an appendix tells of a story, with what its people are called."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from django.utils import timezone

from annotator.annotations.models import Assignment
from annotator.exchange.methods.counting import (
    book_facts,
    corpus_facts,
    lead_facts,
    reading_facts,
)
from annotator.exchange.methods.facts import MethodsFacts
from annotator.exchange.methods.settled import agreement_facts, settling_facts
from annotator.operations.release import release
from annotator.people.models import User
from annotator.reconciliation.models import Decision
from articles.models import Story


class NamesShown(StrEnum):
    """What people are called in an appendix: a number each, or their usernames."""

    PSEUDONYMS = "pseudonyms"
    USERNAMES = "usernames"


def methods_facts(
    story: Story, names: NamesShown, hidden: Collection[int] = frozenset()
) -> MethodsFacts:
    """Return what an appendix tells of the story, but of the hidden articles.

    A fixed number of statements; agreement is read as it is kept.
    """
    called = called_people(story, names)
    return MethodsFacts(
        story=story.title,
        day=timezone.localdate(),
        release=release(),
        left_out=len(hidden),
        corpus=corpus_facts(story, hidden),
        reading=reading_facts(story, hidden, called),
        book=book_facts(story, hidden),
        agreement=agreement_facts(story, hidden),
        settling=settling_facts(story, hidden, called),
        leads=lead_facts(story, hidden),
    )


def called_people(story: Story, names: NamesShown) -> Mapping[int, str]:
    """Return what each who read or settled in the story is called.

    A pseudonym is a number in the order in which people came to the desk; who reads and settles is
    a reader.
    """
    readers = Assignment.objects.filter(article__story=story).order_by()
    reading = set(readers.values_list("annotator", flat=True).distinct())
    settlers = Decision.everything.filter(article__story=story).order_by()
    settling = set(settlers.values_list("decided_by", flat=True).distinct())
    if names == NamesShown.USERNAMES:
        return dict(User.objects.filter(pk__in=reading | settling).values_list("pk", "username"))
    called = _numbered(sorted(reading), "Reader")
    return {**_numbered(sorted(settling - reading), "Adjudicator"), **called}


def _numbered(keys: list[int], word: str) -> dict[int, str]:
    """Return names that sort as they count: Reader 01 where there are ten."""
    width = len(str(len(keys)))
    return {key: f"{word} {at:0{width}}" for at, key in enumerate(keys, 1)}
