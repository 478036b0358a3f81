"""What every change out of an outbox needs: taken once, in an open reading, saved with a receipt.

Beneath the actions, which say what a change is.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.annotations.assignments import actions
from annotator.annotations.models import Annotation, Assignment, AssignmentState
from annotator.people.models import User
from annotator.refusals import refusal
from articles.models import Article


def accept_once(act: Callable[[], Annotation], op: UUID | None) -> Annotation:
    """Run the act in a transaction; answer a change that was accepted before with what stands now.

    `op` is the change's own id, None where it has none. Raises ValidationError in the words of the
    constraint that refused it.
    """
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                done = receipt(op) if op else None
                if done is not None:
                    return Annotation.everything.get(pk=done)
                return act()
        except IntegrityError as error:
            # Two senders of one change may pass the look above side by side: look once more.
            if attempt == 2 or (op and not receipt(op) and "pkey" not in str(error)):
                raise refusal(error, Annotation) from error
    raise AssertionError("unreachable")


def receipt(op: UUID) -> UUID | None:
    """Return the key of the annotation that this change has changed, if it was accepted before."""
    rows: Any = Annotation.history
    found: UUID | None = rows.filter(op=op).order_by("op").values_list("id", flat=True).first()
    return found


def open_reading(article: Article, by: User) -> Assignment:
    """Return the annotator's open assignment, locked; the first change sets it in progress.

    Raises ValidationError where there is none, or it is submitted.
    """
    assignment = actions.standing_assignment(article, by, lock=True)
    if assignment is None:
        raise ValidationError("You are not assigned to this article. Ask a manager of the story.")
    if assignment.state == AssignmentState.SUBMITTED:
        raise ValidationError("You have submitted this article. Reopen it to change it.")
    if assignment.state == AssignmentState.ASSIGNED:
        actions.begin(article, by)
    return assignment


def save_with_receipt(annotation: Annotation, by: User, op: UUID | None, sign: str) -> Annotation:
    """Save the annotation and its history row, which carries `op` as the change's receipt.

    `sign` is the history's: `+` for made or restored, `~` for changed, `-` for erased.
    """
    fields = annotation._meta.fields
    annotation.updated_at = timezone.now()
    # What it refers to was looked up just now: to ask again would cost a statement each.
    annotation.clean_fields(exclude=[field.name for field in fields if field.remote_field])
    annotation.skip_history_when_saving = True  # type: ignore[attr-defined]
    annotation.save(force_insert=annotation.revision == 1)
    rows: Any = Annotation.history
    rows.model.objects.create(
        **{field.attname: getattr(annotation, field.attname) for field in fields},
        history_date=annotation.updated_at,
        history_user=by,
        history_type=sign,
        op=op,
    )
    return annotation
