"""Somebody leaves the desk: the account closes, and what they had yet to read goes on or back."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.curation.plans import CurationPlan, number
from annotator.annotations.models import ENDED, OPEN, Assignment, AssignmentState
from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.people import actions as people
from annotator.people.invitations.actions import open_invitations
from annotator.people.models import Membership, User


@dataclass(frozen=True)
class OpenReadings:
    """A person's open assignments: the ones that the heir takes on, and the ones that nobody
    does."""

    handed: tuple[Assignment, ...]
    withdrawn: tuple[Assignment, ...]


@atomic_with_retry
def deactivate_user(
    user: User, by: User, heir: User | None = None, own: bool = False
) -> OpenReadings:
    """Close the account and withdraw the open assignments; the heir is asked in their place.

    Where the heir is no annotator of the story, or reads the article already, the assignment is
    withdrawn alone. What was submitted counts. `own`: by themselves. Raises ValidationError.
    """
    people.deactivate(user, by, own)
    share = _divide_open_readings(user, heir, lock=True)
    now = timezone.now()
    handed, withdrawn = f"{user} has left: handed to {heir}", f"{user} has left"
    for reason, assignments in ((handed, share.handed), (withdrawn, share.withdrawn)):
        for assignment in assignments:
            assignment.state, assignment.reason = AssignmentState.WITHDRAWN, reason
    ended = [*share.handed, *share.withdrawn]
    if ended:
        bulk_update_with_history(ended, Assignment, ["state", "reason"], default_user=by)
    if heir is not None and share.handed:
        new = [
            Assignment(
                article_id=assignment.article_id,
                annotator=heir,
                assigned_at=now,
                due_on=assignment.due_on,
            )
            for assignment in share.handed
        ]
        reason = f"In place of {user}"[:100]
        bulk_create_with_history(new, Assignment, default_user=by, default_change_reason=reason)
    count_readers(assignment.article_id for assignment in ended)
    return share


def deactivate_user_preview(
    user: User, by: User, heir: User | None = None, own: bool = False
) -> CurationPlan:
    """Return what `deactivate_user` would do. Raises ValidationError where it is refused."""
    if complaint := people.deactivation_refusal(user, by, own):
        raise ValidationError(complaint)
    share = _divide_open_readings(user, heir)
    who = "You" if own else str(user)
    will = [f"{who} can no longer sign in; all sessions and tokens end at once."]
    if letters := open_invitations(user).count():
        will.append(
            f"{number(letters, 'open invitation')} by {who.lower() if own else who} will end."
        )
    if heir is not None:
        count = len(share.handed)
        will.append(f"{number(count, 'open article')} of theirs will be {heir}'s to read, afresh.")
    if share.withdrawn:
        because = f": {heir} reads it already, or is no annotator there" if heir else ""
        will.append(f"{number(len(share.withdrawn), 'open article')} will be withdrawn{because}.")
    done = Assignment.objects.filter(annotator=user, state=AssignmentState.SUBMITTED).count()
    stays = (
        f"{number(done, 'submitted reading')} will go on counting.",
        f"What {'you' if own else 'they'} marked, wrote and did stays, under the name of {user} "
        f"({user.username}), in every list and export.",
        "Somebody who may change accounts can activate this one again, in the admin.",
    )
    return CurationPlan(tuple(will), stays)


def _divide_open_readings(user: User, heir: User | None, lock: bool = False) -> OpenReadings:
    """Return which open assignments the heir can take on. Raises ValidationError for an unfit
    heir."""
    if heir is not None and (heir.pk == user.pk or not heir.is_active):
        raise ValidationError("Hand the articles to somebody else who is active.")
    rows = Assignment.objects.select_for_update(of=("self",)) if lock else Assignment.objects
    theirs = rows.filter(annotator=user, state__in=OPEN).order_by("pk")
    mine = list(theirs.select_related("article").defer("article__text"))
    if heir is None:
        return OpenReadings((), tuple(mine))
    able = Membership.objects.filter(user=heir, annotator=True)
    if lock:
        able = able.select_for_update()
    stories = set(able.values_list("story_id", flat=True))
    going = Assignment.objects.filter(annotator=heir, article__in=[a.article_id for a in mine])
    reads = set(going.exclude(state__in=ENDED).values_list("article_id", flat=True))
    fit = [a for a in mine if a.article.story_id in stories and a.article_id not in reads]
    return OpenReadings(tuple(fit), tuple(a for a in mine if a not in fit))
