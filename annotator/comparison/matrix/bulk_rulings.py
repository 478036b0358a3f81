"""Many cells ruled at once: questions that do not apply to articles. One transaction, one undo."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from annotator.annotations.recording.rewrite import atomic_with_retry
from annotator.comparison.curation_log.actions import close_curation, record_curation
from annotator.comparison.matrix.actions import (
    RowChanged,
    empty_cell_basis,
    ruling_refusal,
    stale_cells,
)
from annotator.comparison.models import Curation, Ruling, Verdict
from annotator.comparison.question_rows.answers import answers_of
from annotator.comparison.question_rows.notices import note_questions
from annotator.people.models import User
from annotator.vocabulary.models import Question
from articles.models import Article, Story

Cell = tuple[int, int]
"""The keys of a question and of an article."""


@atomic_with_retry
def rule_not_applying(
    story: Story, seen: Mapping[Cell, str], told: str, by: User, reason: str
) -> Curation:
    """Rule that each of these questions does not apply to its article; one step undoes it.

    `seen`: the cells, each with the basis that was looked at; `told`: what they have in common. A
    stale ruling on a cell gives way. Raises RowChanged where a cell is no longer empty, was ruled
    on or its question reworded, ValidationError for no cell, no reason, or who may not rule now.
    """
    if complaint := ruling_refusal(by, story):
        raise ValidationError(complaint)
    if not reason.strip():
        raise ValidationError({"reason": "Give a reason, for whoever asks later."})
    if not seen:
        raise ValidationError("Tick at least one cell.")
    keys = sorted({question for question, _ in seen})
    locked = Question.objects.select_for_update(no_key=True).filter(story=story, pk__in=keys)
    questions = {one.pk: one for one in locked.filter(active=True).order_by("pk")}
    _check_as_seen(story, questions, seen)
    now = timezone.now()
    stale = _stale_rulings(story, seen)
    Ruling.objects.filter(pk__in=stale).update(undone_at=now, undone_by=by)
    made = Ruling.everything.bulk_create(
        Ruling(
            question_id=question, article_id=article, verdict=Verdict.NOT_APPLYING,
            reason=reason.strip(), basis=empty_cell_basis(questions[question]), ruled_by=by,
            ruled_at=now,
        )
        for question, article in sorted(seen)
    )  # fmt: skip
    note_questions(questions.values())
    details = {"rulings": [one.pk for one in made]}
    first = min(seen)
    return record_curation(story, Curation.Kind.BARRED, told, by, {}, *first, details)


@atomic_with_retry
def undo_not_applying(act: Curation, by: User) -> int:
    """Take back the rulings of the act that stand, and return how many; others stay as they are."""
    if complaint := ruling_refusal(by, act.story):
        raise ValidationError(complaint)
    act = Curation.objects.select_for_update().get(pk=act.pk)
    if act.undone_at is not None:
        raise ValidationError("This is undone already.")
    close_curation(act, by)
    standing = Ruling.objects.filter(pk__in=act.details["rulings"])
    asked = standing.order_by().values("question")
    note_questions(list(Question.objects.filter(pk__in=asked)))
    return standing.update(undone_at=act.undone_at, undone_by=by)


def _check_as_seen(
    story: Story, questions: Mapping[int, Question], seen: Mapping[Cell, str]
) -> None:
    """Raise RowChanged where a cell is not as it was looked at."""
    articles = {article for _, article in seen}
    there = set(Article.objects.filter(story=story, pk__in=articles).values_list("pk", flat=True))
    answered = {
        (question, answer.article)
        for question, given in answers_of(story, questions.values(), only=articles).items()
        for answer in given
    }
    for (question, article), basis in seen.items():
        gone = question not in questions or article not in there
        if (
            gone
            or (question, article) in answered
            or basis != empty_cell_basis(questions[question])
        ):
            raise RowChanged("Some of these cells changed since you looked: look at them anew.")


def _stale_rulings(story: Story, seen: Mapping[Cell, str]) -> Sequence[int]:
    """Return the rulings on these cells that have turned stale. Raises RowChanged where one
    stands."""
    which = Q(pk__in=[])
    for question in {question for question, _ in seen}:
        mine = [article for other, article in seen if other == question]
        which |= Q(question=question, article__in=mine)
    before = list(Ruling.objects.filter(which).select_related("question"))
    stale = stale_cells(story, before)
    if len(stale) < len(before):
        raise RowChanged("Some of these cells were ruled on since you looked: look at them anew.")
    return sorted(stale)
