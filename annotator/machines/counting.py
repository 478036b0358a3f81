"""Say which machines count as readers, and of which articles: where a story lets them.

A machine counts beside people and never for one: of an article that nobody has submitted, the
reading of a machine counts for nothing.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from annotator.annotations.models import Annotation, Assignment, AssignmentState, Layer
from annotator.machines.models import MachineReading, StoryReader, fits
from articles.models import Story


class CountedReading(NamedTuple):
    """A submitted reading that counts: of what article, whose, since when."""

    article: int
    reader: int
    """The key of the account."""
    at: datetime | None
    machine: str
    """The machine's name; empty for a person."""


def counted_readings(articles: Collection[int]) -> list[CountedReading]:
    """Return the submitted readings that count of these articles, in one statement for people and
    machines together."""
    people = Assignment.objects.filter(article__in=articles, state=AssignmentState.SUBMITTED)
    read: QuerySet[Any] = people.order_by().values_list(
        "article_id", "annotator_id", "submitted_at", Value("", CharField())
    )
    machines = fit_readings().filter(Exists(_wanted()), article__in=articles).order_by()
    both = read.union(
        machines.values_list("article_id", "reader__account_id", "submitted_at", "reader__name"),
        all=True,
    )
    found = [CountedReading(*row) for row in both]
    read_by_people = {one.article for one in found if not one.machine}
    return [one for one in found if one.article in read_by_people]


def fit_readings() -> QuerySet[MachineReading]:
    """Return the readings of machines that stand and are of the text as it is now."""
    return MachineReading.objects.filter(fits())


def marks_by(readers: Collection[int], machines: Collection[int]) -> QuerySet[Annotation]:
    """Return the live annotations of these readers, and what is settled; `machines` are those of
    the readers that are machines.

    Without a machine the layer of machines is not asked for at all.
    """
    if not machines:
        live = Annotation.everything.filter(erased_at=None)
        return live.filter(Q(layer=Layer.READING, annotator__in=readers) | Q(layer=Layer.GOLD))
    read = Q(layer__in=[Layer.READING, Layer.MACHINE], annotator__in=readers)
    return Annotation.every_layer.filter(read | Q(layer=Layer.GOLD), erased_at=None)


def live_marks(machines: Collection[int]) -> QuerySet[Annotation]:
    """Return the live annotations of all people, what is settled, and those of these machines."""
    if not machines:
        return Annotation.everything.filter(erased_at=None)
    return Annotation.every_layer.filter(
        ~Q(layer=Layer.MACHINE) | Q(annotator__in=machines), erased_at=None
    )


class CountingMachine(NamedTuple):
    """A machine that counts as a reader in a story."""

    name: str
    username: str
    """Its account's: what it is called in tables."""


def counting_machines(stories: Collection[Story]) -> Mapping[int, list[CountingMachine]]:
    """Return by story's key the machines that count in it, in the order of their names."""
    counting = StoryReader.objects.filter(story__in=stories, counts=True, removed_at=None)
    found: dict[int, list[CountingMachine]] = {story.pk: [] for story in stories}
    rows = counting.order_by("reader__name", "pk")
    for story, *named in rows.values_list("story_id", "reader__name", "reader__account__username"):
        found[story].append(CountingMachine(*named))
    return found


def submitted_by(reader: int) -> Q:
    """Return what has a reading by this person or machine that counts, as a condition on a model
    with an article."""
    people = Assignment.objects.filter(annotator=reader, state=AssignmentState.SUBMITTED)
    machines = fit_readings().filter(Exists(_wanted()), reader__account=reader)
    return Q(article__in=people.order_by().values("article")) | Q(
        article__in=machines.order_by().values("article")
    )


def readers_of(articles: QuerySet[Any]) -> Q:
    """Return who has a reading that counts of one of these articles, as a condition on User.

    `articles` are keys.
    """
    people = Assignment.objects.filter(article__in=articles, state=AssignmentState.SUBMITTED)
    machines = fit_readings().filter(Exists(_wanted()), article__in=articles)
    return Q(pk__in=people.order_by().values("annotator")) | Q(
        pk__in=machines.order_by().values("reader__account")
    )


def _wanted() -> QuerySet[StoryReader]:
    return StoryReader.objects.filter(
        reader=OuterRef("reader"), story=OuterRef("article__story"), counts=True, removed_at=None
    )
