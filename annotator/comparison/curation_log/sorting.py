"""Text answers sorted into the same and different ones: keys, as a person's act, and their undo.

The decisions that were made on these answers stay as fresh as they were: what an answer says has
not changed, only which others say the same.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError

from annotator.annotations.models import Annotation
from annotator.annotations.recording.rewrite import New, atomic_with_retry, rewrite
from annotator.comparison.curation_log.actions import record_curation
from annotator.comparison.models import Curation
from annotator.people.models import User
from annotator.reconciliation.adjudication.decisions import keep_fresh
from annotator.vocabulary.models import Question


class AnswersChanged(Exception):
    """An answer is not as the sorting supposed: somebody sorted or corrected it."""


@atomic_with_retry
def sort_answers(
    question: Question, keys: Mapping[UUID, tuple[str, str]], by: User
) -> Curation | None:
    """Give each of these answers its key; it can be undone. None where nothing changes.

    `keys`: the key that each annotation has, and the one it gets. Raises AnswersChanged where one
    is another by now, ValidationError where the question does not ask for a text.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.type != Question.Type.TEXT:
        raise ValidationError(f"“{question}” does not ask for a text: there is nothing to sort.")
    moving = {pk: (was, new) for pk, (was, new) in keys.items() if was != new}
    if not moving:
        return None

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        if any((a.question_id, a.answer_key) != (question.pk, moving[a.pk][0]) for a in batch):
            raise AnswersChanged("Some of these answers changed since you looked: sort them anew.")
        return {a.pk: {"answer_key": moving[a.pk][1]} for a in batch}

    rewrite(sorted(moving), change, by, f"Sorted with the answers to {question.slug}")
    keep_fresh(moving)
    told = f"Answers to “{question}” sorted"
    details = {"keys": {str(pk): list(pair) for pk, pair in moving.items()}}
    moved = {str(pk): ["answer_key"] for pk in moving}
    kind = Curation.Kind.SORTED
    return record_curation(question.story, kind, told, by, moved, question.pk, None, details)


def unsort_answers(act: Curation, by: User, reason: str) -> None:
    """Give the answers the keys back that they had, where they still have the act's; a question
    that they answer by now instead keeps them as they are."""
    keys = {UUID(pk): pair for pk, pair in act.details["keys"].items()}
    done: list[UUID] = []

    def change(batch: Sequence[Annotation]) -> dict[UUID, New]:
        still = [a for a in batch if (a.question_id, a.answer_key) == (act.subject, keys[a.pk][1])]
        done.extend(a.pk for a in still)
        return {a.pk: {"answer_key": keys[a.pk][0]} for a in still}

    rewrite(sorted(keys), change, by, reason)
    keep_fresh(done)
