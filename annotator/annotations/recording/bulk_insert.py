"""Store many annotations, or assignments, at once, as an import brings them: with their own times.

Beneath the actions: who calls it has checked anchors and rights; the database judges the rest.
"""

from collections.abc import Sequence

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import Annotation, Assignment
from annotator.people.models import User
from annotator.refusals import refusal

BATCH = 500


def store_many(annotations: Sequence[Annotation], by: User | None, reason: str = "") -> None:
    """Store new annotations with a history row each, dated by their `created_at`; all or none.

    Raises ValidationError, in the words of the constraint that refused one of them.
    """
    now = timezone.now()
    for annotation in annotations:
        annotation.created_at = annotation.created_at or now
        annotation.updated_at = annotation.updated_at or annotation.created_at
        annotation._history_date = annotation.created_at  # type: ignore[attr-defined]
    with transaction.atomic():
        _store(Annotation, annotations, by, reason)
        readings_changed(a.article_id for a in annotations)  # imported gold, too


def store_assignments(
    new: Sequence[Assignment], changed: Sequence[Assignment], by: User | None, reason: str = ""
) -> None:
    """Store new assignments in any state, and others as they have become; all or none.

    Raises ValidationError, in the words of the constraint that refused one of them.
    """
    for assignment in new:
        assignment._history_date = assignment.assigned_at  # type: ignore[attr-defined]
    with transaction.atomic():
        _store(Assignment, new, by, reason)
        for assignment in changed:
            assignment._history_user = by  # type: ignore[attr-defined]
            assignment._change_reason = reason  # type: ignore[attr-defined]
            assignment.save()
        articles = {assignment.article_id for assignment in (*new, *changed)}
        count_readers(articles)
        readings_changed(articles)


def _store(
    model: type[models.Model],
    instances: Sequence[Annotation] | Sequence[Assignment],
    by: User | None,
    reason: str,
) -> None:
    try:
        with transaction.atomic():
            # By batches, so that the history rows of all are never in memory together.
            for first in range(0, len(instances), BATCH):
                bulk_create_with_history(
                    list(instances[first : first + BATCH]),
                    model,
                    default_user=by,
                    default_change_reason=reason,
                )
    except IntegrityError as error:
        raise refusal(error, model) from error
