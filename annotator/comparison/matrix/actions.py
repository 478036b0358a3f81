"""What adjudicators rule on rows and cells, and take back: the only writer of rulings.

Each is one transaction under the lock of the question, so that two adjudicators take turns.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.engine.records import RowState
from annotator.comparison.models import Ruling, Verdict
from annotator.comparison.question_rows.answers import Hidden, answers_of
from annotator.comparison.question_rows.compute import compute
from annotator.comparison.question_rows.notices import note_questions
from annotator.comparison.stamps import cell_stamp, ruling_basis
from annotator.people.models import User
from annotator.refusals import refusal
from annotator.vocabulary.models import Question
from articles.models import Article, Story


class RowChanged(Exception):
    """The row is not as the ruling supposed: somebody ruled, or an answer changed."""


def ruling_refusal(by: User, story: Story) -> str:
    """Return why `by` may not rule in this story now, in words for the adjudicator, or ''.

    It does not depend on whether the articles that they have still to read answer: that would tell.
    """
    left = len(articles_hidden_from(by, story))
    if not left:
        return ""
    articles = "an article" if left == 1 else f"{left} articles"
    return f"You have still to read {articles} of this story: submit your readings, then rule."


def rule_row(question: Question, by: User, *, state: RowState, reason: str, basis: str) -> Ruling:
    """Rule that the row's state is another; `basis` names the row that was looked at.

    A ruling that has turned stale gives way. Raises RowChanged where the row is another by now,
    ValidationError for a missing reason, and where it is ruled on already.
    """
    with transaction.atomic():
        Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        [found] = compute(question.story, [question])
        now = ruling_basis(found.row.basis)
        if now != ruling_basis(basis):
            raise RowChanged("This row has changed in the meantime: look at it as it is now.")
        ruling = Ruling(question=question, verdict=Verdict.STATE, state=state, basis=now)
        return _store_ruling(ruling, by, reason)


def rule_cell(
    question: Question, article: Article, by: User, *, verdict: Verdict, reason: str, basis: str
) -> Ruling:
    """Rule why a cell is empty; `basis` names the cell that was looked at.

    Silence can be confirmed only where the article gives no answer. Raises what `rule_row` raises.
    """
    with transaction.atomic():
        Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        now = cell_basis(question, article.pk)
        if now != basis:
            raise RowChanged("This cell has changed in the meantime: look at it as it is now.")
        if verdict == Verdict.SILENT and _answers(question, article.pk):
            raise ValidationError({"verdict": "The article answers this: it is not silent."})
        ruling = Ruling(question=question, article=article, verdict=verdict, basis=now)
        return _store_ruling(ruling, by, reason)


def _store_ruling(ruling: Ruling, by: User, reason: str) -> Ruling:
    """Store the ruling in place of a stale one. Raises ValidationError."""
    if complaint := ruling_refusal(by, ruling.question.story):
        raise ValidationError(complaint)
    if not reason.strip():
        raise ValidationError({"reason": "Give a reason, for whoever asks later."})
    before = Ruling.objects.filter(question=ruling.question, article=ruling.article)
    stale = before.exclude(basis=ruling.basis)
    stale.update(undone_at=timezone.now(), undone_by=by)  # the new one is noted as it is saved
    ruling.reason, ruling.ruled_by, ruling.ruled_at = reason.strip(), by, timezone.now()
    try:
        with transaction.atomic():
            ruling.save()
    except IntegrityError as error:
        raise refusal(error, Ruling) from error
    return ruling


@transaction.atomic
def undo(ruling: Ruling, by: User) -> None:
    """Take the ruling back; it stays on record. Raises RowChanged where somebody has done so."""
    if complaint := ruling_refusal(by, ruling.question.story):
        raise ValidationError(complaint)
    standing = Ruling.objects.filter(pk=ruling.pk)
    if not standing.update(undone_at=timezone.now(), undone_by=by):
        raise RowChanged("This ruling was taken back already.")
    note_questions([ruling.question])


def cell_basis(question: Question, article: int) -> str:
    """Return a name for what the cell holds and how the question is worded."""
    return cell_stamp(question, _answers(question, article))


def empty_cell_basis(question: Question) -> str:
    """Return the basis of every cell that holds nothing."""
    return cell_stamp(question, ())


def _answers(question: Question, article: int) -> list:  # type: ignore[type-arg]
    return answers_of(question.story, [question], only=[article])[question.pk]


def stale_cells(story: Story, rulings: Iterable[Ruling], hidden: Hidden = ()) -> set[int]:
    """Return the keys of the rulings on cells that are stale; two statements, whatever their
    number."""
    ruled = [ruling for ruling in rulings if ruling.article_id]
    if not ruled:
        return set()
    questions = {ruling.question_id: ruling.question for ruling in ruled}
    articles = {ruling.article_id for ruling in ruled if ruling.article_id}
    answers = answers_of(story, questions.values(), hidden, articles)
    return {
        r.pk
        for r in ruled
        if r.basis
        != cell_stamp(r.question, [a for a in answers[r.question_id] if a.article == r.article_id])
    }
