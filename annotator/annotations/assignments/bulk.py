"""Write many assignments at once, as a manager gives, moves and dates them; all or nothing.

The statements of an act do not grow with its assignments, but by the database's batches of rows.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from annotator.annotations.assignments.actions import AssignmentRefused
from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import ENDED, OPEN, Assignment, AssignmentState
from annotator.people.models import Membership, User
from articles.models import Article, Story

UNDONE = "The spreading was undone."
NOT_UNDONE = ~Q(state=AssignmentState.WITHDRAWN, reason=UNDONE)
"""The assignments, ended ones too, after which the program does not ask the person for the article
again; what an undone act had given counts as never given."""


class Assigned(NamedTuple):
    """How many pairs of person and article were made, and how many there were already."""

    made: int
    skipped: int


@transaction.atomic
def assign_many(
    articles: Sequence[Article], annotators: Sequence[User], by: User, due_on: date | None = None
) -> Assigned:
    """Ask each person to read each article of one story; whoever reads it already is skipped."""
    for story in {article.story_id for article in articles}:
        lock_annotators(story, annotators)
    there = set(
        Assignment.objects.filter(article__in=articles, annotator__in=annotators)
        .exclude(state__in=ENDED)
        .values_list("article_id", "annotator_id")
    )
    pairs = [(article.pk, annotator.pk) for article in articles for annotator in annotators]
    new = [pair for pair in pairs if pair not in there]
    store_pairs(new, by, timezone.now(), due_on)
    return Assigned(len(new), len(pairs) - len(new))


@transaction.atomic
def reassign(assignments: Sequence[Assignment], annotator: User, by: User) -> list[Assignment]:
    """Give articles of one story to somebody else, each with its deadline; return the new
    assignments.

    Open assignments are withdrawn, ended ones stay so. What the first reader marked stays and never
    counts. Raises AssignmentRefused, and changes nothing, where one is submitted or the other
    person reads its article already.
    """
    lock_annotators(assignments[0].article.story_id, [annotator])
    found = Assignment.objects.filter(pk__in=[assignment.pk for assignment in assignments])
    rows = list(found.select_for_update(of=("self",)).order_by("pk").select_related("annotator"))
    titles = {one.article_id: one.article.title for one in assignments}
    for row in rows:
        if row.state == AssignmentState.SUBMITTED:
            told = f"{row.annotator} has submitted “{titles[row.article_id]}”: the reading stands."
            raise AssignmentRefused(f"{told} Choose others.")
    if len(titles) < len(rows):
        raise AssignmentRefused("You chose an article twice: choose it once for the new reader.")
    reading = Assignment.objects.filter(annotator=annotator, article__in=titles)
    for article in reading.exclude(state__in=ENDED).values_list("article_id", flat=True):
        raise AssignmentRefused(f"{annotator} reads “{titles[article]}” already. Choose others.")
    open_ones = [row for row in rows if row.state in OPEN]
    ending = found.filter(pk__in=[row.pk for row in open_ones])
    update_with_history(
        open_ones,
        ending,
        by,
        state=AssignmentState.WITHDRAWN,
        reason=f"Given to {annotator}."[:500],
    )
    now = timezone.now()
    new = [
        Assignment(
            article_id=row.article_id, annotator=annotator, assigned_at=now, due_on=row.due_on
        )
        for row in rows
    ]
    made: list[Assignment] = bulk_create_with_history(new, Assignment, default_user=by)
    count_readers(titles)
    return made


@transaction.atomic
def set_due(assignments: Iterable[Assignment], due_on: date | None, by: User) -> int:
    """Give open assignments a last day, or none; return how many of them have another one now."""
    keys = [assignment.pk for assignment in assignments]
    found = Assignment.objects.filter(pk__in=keys)
    locked = found.select_for_update().order_by("pk")
    rows = [row for row in locked if row.state in OPEN and row.due_on != due_on]
    update_with_history(rows, found.filter(pk__in=[row.pk for row in rows]), by, due_on=due_on)
    return len(rows)


@transaction.atomic
def take_back(story: Story, at: datetime, by: User) -> int:
    """Withdraw what was given at that moment and nobody has begun; return how many it withdrew."""
    found = Assignment.objects.filter(
        article__story=story, assigned_at=at, state=AssignmentState.ASSIGNED
    ).order_by()
    rows = list(found.select_for_update(of=("self",)))
    update_with_history(rows, found, by, state=AssignmentState.WITHDRAWN, reason=UNDONE)
    count_readers(row.article_id for row in rows)
    return len(rows)


def store_pairs(
    pairs: Iterable[tuple[int, int]], by: User, at: datetime, due_on: date | None = None
) -> None:
    """Store an assignment for each pair of article and person, with its history."""
    new = [
        Assignment(article_id=article, annotator_id=person, assigned_at=at, due_on=due_on)
        for article, person in pairs
    ]
    if new:
        bulk_create_with_history(new, Assignment, default_user=by)
        count_readers(assignment.article_id for assignment in new)


def update_with_history(
    rows: list[Assignment], found: QuerySet[Assignment], by: User, **columns: Any
) -> None:
    """Write the same values to all of these locked rows, which `found` finds, with history."""
    found.update(**columns)
    for row in rows:
        for name, value in columns.items():
            setattr(row, name, value)
    Assignment.history.bulk_history_create(rows, update=True, default_user=by)


def lock_annotators(story: int, people: Iterable[User]) -> None:
    """Hold the people's memberships, so that nobody loses the role meanwhile.

    Raises AssignmentRefused for the first who is no active annotator of the story.
    """
    people = list(people)
    able = set(
        Membership.objects.select_for_update()
        .filter(story=story, user__in=people, user__is_active=True, annotator=True)
        .values_list("user_id", flat=True)
    )
    for person in people:
        if person.pk not in able:
            raise AssignmentRefused(f"{person} is no active annotator of this story.")
