"""What every change out of an outbox needs: taken once, in an open reading, saved with a receipt.

Beneath the actions, which say what a change is.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from annotator.annotations.assignments import actions
from annotator.annotations.models import Annotation, Assignment, AssignmentState
from annotator.annotations.recording import origins
from annotator.people.models import User
from annotator.prepared import Prepared, PreparedInsert, PreparedUpdate, Slot, values_of
from annotator.refusals import refusal
from articles.models import Article

_HISTORY: Any = Annotation.history
_RECEIPT = Prepared(
    lambda: _HISTORY.filter(op=Slot("op", models.UUIDField())).order_by().values_list("id")
)
_STORE, _STORE_AGAIN = PreparedInsert(Annotation), PreparedUpdate(Annotation)
_SIGN = PreparedInsert(_HISTORY.model)


class StaleRevision(Exception):
    """The annotation is not as the change supposed; `today` is what stands there now."""

    def __init__(self, message: str, today: Annotation | None) -> None:
        super().__init__(message)
        self.message = message
        self.today = today


class ArticleRevised(Exception):
    """The article got another text since it was read from the database: nothing was stored."""


def accept_once(
    act: Callable[[], Annotation],
    op: UUID | None,
    taken: Callable[[], StaleRevision | None] = lambda: None,
) -> Annotation:
    """Run the act in a transaction; answer a change that was accepted before with what stands now.

    `op` is the change's own id, None where it has none; `taken` tells whether the id of a new
    annotation is another's. A change that was accepted raises what it changed by one revision, so
    that the act cannot pass twice: only one that is refused is looked for. Raises what the act
    raises, and ValidationError in the words of the constraint that refused it.
    """
    try:
        with transaction.atomic():
            return act()
    except (StaleRevision, ValidationError):
        if (done := _accepted(op)) is None:
            raise
        return done
    except IntegrityError as error:
        # What another sender of the same stored meanwhile is seen now.
        if (done := _accepted(op)) is not None:
            return done
        raise taken() or refusal(error, Annotation) from error


def _accepted(op: UUID | None) -> Annotation | None:
    """Return what this change has changed, as it stands now, if it was accepted before."""
    found = _RECEIPT.first(op=op) if op else None
    return Annotation.everything.get(pk=found[0]) if found else None


def open_reading(article: Article, by: User) -> Assignment:
    """Return the annotator's open assignment, locked; the first change sets it in progress.

    Raises ValidationError where there is none, or it is submitted, and ArticleRevised where
    `article` has another text by now than it had when it was loaded.
    """
    assignment = actions.standing_assignment(article, by, lock=True)
    if assignment is None:
        raise ValidationError("You are not assigned to this article. Ask a manager of the story.")
    if assignment.state == AssignmentState.SUBMITTED:
        raise ValidationError("You have submitted this article. Reopen it to change it.")
    if assignment.text_version > article.version:
        raise ArticleRevised
    if assignment.state == AssignmentState.ASSIGNED:
        actions.begin(article, by)
    return assignment


def save_with_receipt(
    annotation: Annotation, by: User, op: UUID | None, sign: str, mark: UUID | None = None
) -> Annotation:
    """Save the annotation and its history row, which carries `op` as the change's receipt.

    `sign` is the history's: `+` for made or restored, `~` for changed, `-` for erased; `mark` is
    what the annotation is accepted from just now.
    """
    if mark is not None or (annotation.proposed and sign == "~"):
        origins.judge(annotation, mark)
    fields = annotation._meta.fields
    annotation.updated_at = timezone.now()
    # What it refers to was looked up just now: to ask again would cost a statement each.
    annotation.clean_fields(exclude=[field.name for field in fields if field.remote_field])
    values = values_of(annotation)
    (_STORE if annotation.revision == 1 else _STORE_AGAIN).run(values)
    _SIGN.run(
        values
        | {
            "history_date": annotation.updated_at,
            "history_change_reason": None,
            "history_user_id": by.pk,
            "history_type": sign,
            "op": op,
        }
    )
    if mark is not None:
        origins.keep(annotation, mark)
    return annotation
