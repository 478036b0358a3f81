"""What every change out of an outbox needs: taken once, in an open reading, kept with its receipt.

Beneath the actions, which say what a change is.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.annotations.assignments import actions
from annotator.annotations.models import Annotation, ArticleLabel, Assignment, AssignmentState
from annotator.people.models import User
from annotator.refusals import refusal
from articles.models import Article

Kept = TypeVar("Kept", Annotation, ArticleLabel)


def once(model: type[Kept], act: Callable[[], Kept], op: UUID | None) -> Kept:
    """Run the act in a transaction; a change that was accepted before is answered as it stands."""
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                done = receipt(model, op) if op else None
                if done is not None:
                    return model.everything.get(pk=done)
                return act()
        except IntegrityError as error:
            # Two senders of one change may pass the look above side by side: look once more.
            if attempt == 2 or (op and not receipt(model, op) and "pkey" not in str(error)):
                raise refusal(error, model) from error
    raise AssertionError("unreachable")


def receipt(model: type[Annotation] | type[ArticleLabel], op: UUID) -> UUID | None:
    """The key of what a change that has been accepted before changed, if it has."""
    rows: Any = model.history
    found: UUID | None = rows.filter(op=op).order_by("op").values_list("id", flat=True).first()
    return found


def open_reading(article: Article, by: User) -> Assignment:
    """The annotator's open assignment, locked, and in progress from the first change on."""
    assignment = actions.standing_assignment(article, by, lock=True)
    if assignment is None:
        raise ValidationError("You are not assigned to this article. Ask a manager of the story.")
    if assignment.state == AssignmentState.SUBMITTED:
        raise ValidationError("You have submitted this article. Reopen it to change it.")
    if assignment.state == AssignmentState.ASSIGNED:
        actions.begin(article, by)
    return assignment


def keep(thing: Kept, by: User, op: UUID | None, sign: str) -> Kept:
    """Save it and its history row, which carries the op as the change's receipt."""
    fields = thing._meta.fields
    thing.updated_at = timezone.now()
    # What it refers to was looked up just now: to ask again would cost a statement each.
    thing.clean_fields(exclude=[field.name for field in fields if field.remote_field])
    thing.skip_history_when_saving = True  # type: ignore[attr-defined]
    thing.save(force_insert=thing.revision == 1)
    rows: Any = type(thing).history
    rows.model.objects.create(
        **{field.attname: getattr(thing, field.attname) for field in fields},
        history_date=thing.updated_at,
        history_user=by,
        history_type=sign,
        op=op,
    )
    return thing
