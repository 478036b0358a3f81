"""Write one assignment at a time, from asking to the end.

With `bulk.py`, which asks many at once, this is the only writer of assignments. Every refusal is a
ValidationError whose message is for the reader. Each function is one transaction that locks what it
changes and leaves a history row naming who did it.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from annotator.annotations import notices
from annotator.annotations.article_progress import readings_changed
from annotator.annotations.models import (
    ENDED,
    OPEN,
    Annotation,
    ArticleProgress,
    Assignment,
    AssignmentState,
    Layer,
    NoticeKind,
    Stage,
)
from annotator.background.events import EventKind, tell
from annotator.people.models import Membership, User
from annotator.prepared import Prepared, Slot, columns, made
from articles.models import Article


def _standing(assignments: QuerySet[Assignment]) -> QuerySet[Assignment, Any]:
    own = assignments.filter(article=Slot("article"), annotator=Slot("person"))
    return own.exclude(state__in=ENDED).order_by().values_list(*columns(Assignment))


_STANDING = Prepared(lambda: _standing(Assignment.objects.all()))
_STANDING_LOCKED = Prepared(lambda: _standing(Assignment.objects.select_for_update()))


class AssignmentRefused(ValidationError):
    """The assignment cannot be made or changed so; the message says why."""


@transaction.atomic
def assign(
    article: Article,
    annotator: User,
    by: User,
    at: datetime | None = None,
    due_on: date | None = None,
) -> Assignment:
    """Ask one person to read one article; `at` is for imports that keep their times.

    Raises AssignmentRefused for somebody who may not annotate in the story, and ValidationError, in
    the constraint's words, where they are to read it already.
    """
    # Locked, so that nobody loses the role between this question and the row.
    membership = (
        Membership.objects.select_for_update()
        .filter(story_id=article.story_id, user=annotator, annotator=True)
        .first()
    )
    if membership is None:
        raise AssignmentRefused(f"{annotator} is no annotator of this story: give the role first.")
    if not annotator.is_active:
        raise AssignmentRefused(f"{annotator} has left the desk: the account is not active.")
    assignment = Assignment(
        article=article, annotator=annotator, assigned_at=at or timezone.now(), due_on=due_on,
        text_version=article.version,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return _save_signed(assignment, by)
    except IntegrityError:
        assignment.validate_constraints()  # the same refusal, in words
        raise


@transaction.atomic
def withdraw(assignment: Assignment, by: User, reason: str = "") -> Assignment:
    """Take an open assignment back; what was annotated is kept and never counted."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.state == AssignmentState.SUBMITTED:
        raise AssignmentRefused("This reading is submitted: it stands, and is not withdrawn.")
    if locked.state in ENDED:
        raise AssignmentRefused("This assignment has ended already.")
    locked.state, locked.reason = AssignmentState.WITHDRAWN, reason
    return _save_signed(locked, by)


def begin(article: Article, by: User) -> Assignment | None:
    """Note that work has begun: assigned becomes in progress; any other state stays.

    Cheap enough to be called at every change. Returns None where `by` is not assigned.
    """
    found = standing_assignment(article, by)
    if found is None or found.state != AssignmentState.ASSIGNED:
        return found
    with transaction.atomic():
        locked = standing_assignment(article, by, lock=True)
        if locked is None or locked.state != AssignmentState.ASSIGNED:
            return locked
        locked.state = AssignmentState.IN_PROGRESS
        return _save_signed(locked, by)


@transaction.atomic
def submit(article: Article, by: User, at: datetime | None = None) -> Assignment:
    """Hand in one's reading of the article, empty or not: empty says there was nothing."""
    assignment = _own(article, by)
    if assignment.state not in OPEN:
        raise AssignmentRefused("You have submitted this reading already.")
    assignment.state = AssignmentState.SUBMITTED
    assignment.submitted_at = at or timezone.now()
    assignment.text_version = article.version
    assignment.reason = ""
    readings_changed([article.pk])
    _save_signed(assignment, by)
    tell(EventKind.READING_SUBMITTED, article.story_id, {article.pk: {}})
    return assignment


@transaction.atomic
def reopen(article: Article, by: User) -> Assignment:
    """Take one's own submitted reading back to work on it, until adjudication begins; once the
    text was corrected, also after that."""
    # The row of the article is locked against a settled annotation written this very moment.
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    assignment = _own(article, by)
    if assignment.state != AssignmentState.SUBMITTED:
        raise AssignmentRefused("This reading is not submitted: go on with it.")
    if assignment.text_version >= article.version and adjudication_begun(article):
        raise AssignmentRefused(
            "An adjudicator has begun to settle this article, so the reading stands as it is."
        )
    assignment.state, assignment.submitted_at = AssignmentState.IN_PROGRESS, None
    assignment.text_version = article.version
    readings_changed([article.pk])
    return _save_signed(assignment, by)


@transaction.atomic
def hand_back(article: Article, by: User, reason: str) -> Assignment:
    """Give up reading an article; what was annotated is kept and never counted.

    Raises AssignmentRefused without a reason, and once the reading is submitted.
    """
    assignment = _own(article, by)
    if assignment.state not in OPEN:
        raise AssignmentRefused("You have submitted this reading: reopen it first.")
    if not reason.strip():
        raise AssignmentRefused("Say why you hand the article back, so that a manager can help.")
    assignment.state, assignment.reason = AssignmentState.HANDED_BACK, reason.strip()
    return _save_signed(assignment, by)


@transaction.atomic
def send_back(assignment: Assignment, by: User, reason: str) -> Assignment:
    """Ask for a submitted reading to be looked at again; it does not count until it is submitted.

    Raises AssignmentRefused without a reason, or where the reading is not submitted.
    """
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.state != AssignmentState.SUBMITTED:
        raise AssignmentRefused("This reading is not submitted: there is nothing to send back.")
    if not reason.strip():
        raise AssignmentRefused("Say what the annotator should look at again.")
    locked.state, locked.submitted_at, locked.reason = (
        AssignmentState.IN_PROGRESS,
        None,
        reason.strip(),
    )
    readings_changed([locked.article_id])
    notices.tell([locked.annotator_id], locked.article_id, NoticeKind.SENT_BACK)
    return _save_signed(locked, by)


def adjudication_begun(article: Article) -> bool:
    """Return whether anything of the article is decided yet, or settled by an import."""
    decided = ArticleProgress.objects.filter(pk=article.pk).exclude(stage=Stage.READING)
    settled = Annotation.everything.filter(article=article, layer=Layer.GOLD, erased_at=None)
    return decided.exists() or settled.exists()


def standing_assignment(article: Article, person: User, lock: bool = False) -> Assignment | None:
    """Return the person's assignment that has not ended, or None; locked if asked."""
    asked = _STANDING_LOCKED if lock else _STANDING
    found = asked.first(article=article.pk, person=person.pk)
    return made(Assignment, found) if found else None


def _own(article: Article, by: User) -> Assignment:
    assignment = standing_assignment(article, by, lock=True)
    if assignment is None:
        raise AssignmentRefused("You are not asked to read this article: ask a manager.")
    return assignment


def _save_signed(assignment: Assignment, by: User) -> Assignment:
    """Store the assignment together with its history row, and return it."""
    assignment._history_user = by  # type: ignore[attr-defined]
    assignment.save()
    return assignment
