"""What part of a page is what: set by a manager, proposed by a reader, accepted, dropped, undone.

The only writer of `RegionChange`; the regions themselves are written by `articles.regions`.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.annotations.models import RegionChange
from annotator.people.models import User
from annotator.refusals import refusal
from articles.models import Article, Region
from articles.parts import BODY
from articles.regions import Replaced, parts_of, put_back, replace_region, visible

State = RegionChange.State


@transaction.atomic
def set_region(article: Article, by: User, start: int, end: int, role: str) -> RegionChange:
    """Give a part of the article a role; it holds at once. Raises ValidationError."""
    done = replace_region(article, start, end, role, Region.Origin.MANAGER)
    low, high = visible(article, start, end)
    now = timezone.now()
    return RegionChange.objects.create(
        article=article, start=low, end=high, role=role, by=by, at=now, state=State.HOLDS,
        decided_by=by, decided_at=now, before=done.before, after=done.after,
    )  # fmt: skip


@transaction.atomic
def propose_region(article: Article, by: User, start: int, end: int, role: str) -> RegionChange:
    """Store the proposal of a role for a part of the article; nothing changes yet.

    Raises ValidationError.
    """
    low, high = visible(article, start, end)
    over = [part for part in parts_of(article) if part.start < high and part.end > low]
    there = any(p.role == role and p.start <= low and high <= p.end for p in over)
    if there or (role == BODY and not over):
        raise ValidationError(f"This is {role} already.")
    proposed = {"role": role, "at": timezone.now()}
    try:
        with transaction.atomic():
            change, _ = RegionChange.objects.update_or_create(
                article=article, by=by, start=low, end=high, state=State.PROPOSED, defaults=proposed
            )
    except IntegrityError as error:
        raise refusal(error, RegionChange) from error
    return change


@transaction.atomic
def accept(change: RegionChange, by: User) -> RegionChange:
    """Let what was proposed hold. Raises ValidationError where it is proposed no longer."""
    change = _taken(change, State.PROPOSED)
    article = change.article
    done = replace_region(article, change.start, change.end, change.role, Region.Origin.READER)
    change.before, change.after = done.before, done.after
    return _decided(change, by, State.HOLDS)


@transaction.atomic
def drop(change: RegionChange, by: User) -> RegionChange:
    """Let what was proposed not hold. Raises ValidationError where it is proposed no longer."""
    return _decided(_taken(change, State.PROPOSED), by, State.DROPPED)


@transaction.atomic
def undo(change: RegionChange, by: User) -> RegionChange:
    """Undo an act; a proposal that was decided on is one again. Raises ValidationError.

    A proposal that nobody has decided on is withdrawn.
    """
    change = _taken(change, State.HOLDS, State.DROPPED, State.PROPOSED)
    was = State(change.state)
    if was == State.HOLDS:
        before, after = ([_region(row) for row in rows] for rows in (change.before, change.after))
        put_back(change.article, Replaced(before, after))
        change.before, change.after = [], []
    # What its own author decided on was never a proposal.
    again = was != State.PROPOSED and change.by_id != change.decided_by_id
    if not again:
        return _decided(change, by, State.UNDONE)
    change.state, change.decided_by, change.decided_at = State.PROPOSED, None, None
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        raise ValidationError(
            "The same words were proposed again since. Decide on that first."
        ) from error
    return change


def _taken(change: RegionChange, *states: str) -> RegionChange:
    """Return the change as it is now, locked. Raises ValidationError where it is of another
    state."""
    # Two managers at once: the second learns what the first did.
    now = RegionChange.objects.select_for_update().get(pk=change.pk)
    if now.state not in states:
        raise ValidationError(f"This is {now.get_state_display()} by now. Look again.")
    now.article = change.article
    return now


def _decided(change: RegionChange, by: User, state: str) -> RegionChange:
    change.state, change.decided_by, change.decided_at = state, by, timezone.now()
    change.save()
    return change


def _region(row: list[object]) -> tuple[int, int, str, str]:
    start, end, role, origin = row
    return int(str(start)), int(str(end)), str(role), str(origin)
