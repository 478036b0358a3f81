"""A question becomes two: some of its answers answer a new one, made like it."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError

from annotator.annotations.models import Annotation
from annotator.annotations.recording.rewrite import atomic_with_retry, rewrite
from annotator.people.models import User
from annotator.vocabulary import retirement
from annotator.vocabulary.actions import make_question
from annotator.vocabulary.models import Question, folded_name

LIKE_IT = (
    "type", "unit", "scope", "options", "tolerance", "about", "whole", "many", "can_change",
    "settling_days",
)  # fmt: skip
"""What the new question takes over."""


@atomic_with_retry
def split_question(question: Question, keys: Collection[UUID], wording: str, by: User) -> Question:
    """The answers named by `keys` answer a new question of this wording. Returns it.

    Both are asked anew: who read until now may have passed over one of the two. Raises
    ValidationError for no answer, an empty wording, and one that the story has already.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    found = Annotation.objects.filter(pk__in=keys, question=question)
    chosen = list(found.order_by("pk").values_list("pk", flat=True))
    if not chosen:
        raise ValidationError("Choose at least one answer that is to answer the new question.")
    wordings = Question.objects.filter(story=question.story_id, active=True)
    if folded_name(wording) in map(folded_name, wordings.values_list("wording", flat=True)):
        raise ValidationError("The story has this question already: word it otherwise.")
    taken_over = {name: getattr(question, name) for name in LIKE_IT}
    made = make_question(question.story, wording, by, **taken_over)
    new = {"question_id": made.pk}
    reason = f"Split off from {question.slug}"
    rewrite(chosen, lambda batch: {one.pk: new for one in batch}, by, reason)
    retirement.ask_anew(question, by, f"Split: {made.slug}")
    return made
