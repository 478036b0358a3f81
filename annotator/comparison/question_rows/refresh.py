"""The rows of a story's questions, kept up to date: the writer of `QuestionRow`.

Only what changed is computed again: the questions that changed articles answer, or answered, and
the questions whose parameters, rulings or copies changed. It goes on in portions, each one a
transaction: interrupting it, or doing the same beside it, does no harm.
"""

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from annotator.comparison.models import Copy, QuestionRow, Ruling
from annotator.comparison.question_rows.answers import Hidden, cell_rulings
from annotator.comparison.question_rows.compute import compute, copies_stamp, is_basis_of
from annotator.comparison.question_rows.inputs import refresh_snapshots, snapshots_current
from annotator.vocabulary.models import Question
from articles.models import Story

BATCH = 25
"""Questions whose rows are computed together: their answers are in memory at once."""
BATCH_WHILE_WAITING = 8
"""The number of them where somebody waits and more than one batch is due."""
PATIENCE = 1.0
"""For how many seconds a page computes what is due before it shows what there is."""
DEFERRED_ON_PAGE = ("camps", "articles", "outlets", "joined")
"""Columns of a row, all lists, that a page reads only for the rows that it shows."""
DEFERRED_ELSEWHERE = ("camps", "outlets")
"""Columns of a row that a whole row does without until `camps_of` or `outlets_of` reads them."""
_STORED = (
    "story", "basis", "state", "certain", "rank", "why", "findings", "lost", "sources", "voices",
    "answers", "articles", "outlets", "camps", "joined", "due",
)  # fmt: skip


class Rows(NamedTuple):
    """The rows of a story, and how far they are.

    `questions`: how many it has; `left`: how many of them are still to be computed; `articles`: how
    many articles the story has.
    """

    rows: list[QuestionRow]
    questions: int
    left: int
    articles: int

    @property
    def ready(self) -> int:
        return self.questions - self.left


def refresh_rows(story: Story, patience: float | None = None, only: Question | None = None) -> int:
    """Compute what changed again, for about `patience` seconds if given; return how many rows.

    The number of statements grows with the number of batches alone.
    """
    refresh_snapshots(story)
    return _compute_due(story, _due(_active_questions(story, only), story), patience, only)


def rows_for(
    story: Story,
    hidden: Hidden = (),
    only: Question | None = None,
    patience: float | None = None,
    with_articles: bool = False,
) -> Rows:
    """Return the rows of the story's active questions, or of `only` one, without `hidden` articles.

    What is computed for a member who has still to read is never kept. Lists of articles are left to
    `camps_of`, unless `with_articles`.
    """
    stamp = refresh_snapshots(story)
    questions = _active_questions(story, only, with_articles)
    due = _due(questions, story)
    if due:
        _compute_due(story, due, patience, only)
        questions = _active_questions(story, only, with_articles)
        due = _due(questions, story)
    if hidden:
        rows, left = _rows_without(story, questions, due, hidden), 0
    else:
        rows, left = [row for question in questions if (row := _row_of(question))], len(due)
    return Rows(rows, len(questions), left, stamp.articles)


def question_rows(
    story: Story, hidden: Hidden = (), only: Question | None = None
) -> list[QuestionRow]:
    """Return the rows of `rows_for`, all of them up to date and whole but for their camps."""
    return rows_for(story, hidden, only, with_articles=True).rows


def rows_behind(story: Story) -> bool:
    """Return whether a row of the story is missing or old; nothing is written."""
    return not snapshots_current(story) or bool(_due(_active_questions(story), story))


def camps_of(rows: Iterable[QuestionRow]) -> dict[int, list[dict[str, Any]]]:
    """Return the camps of these rows by question, in one statement; it makes the rows whole."""
    listed = {row.pk: row for row in rows}
    kept = [pk for pk, row in listed.items() if "camps" in row.get_deferred_fields()]
    found = QuestionRow.objects.filter(pk__in=kept).values_list("pk", "camps", "articles", "joined")
    for pk, camps, articles, joined in found:
        row = listed[pk]
        row.camps, row.articles, row.joined = camps, articles, joined
    return {pk: row.camps for pk, row in listed.items()}


def outlets_of(rows: Iterable[QuestionRow]) -> dict[int, list[int]]:
    """Return the keys of the sources that answer each of these questions, in one statement."""
    listed = {row.pk: row for row in rows}
    kept = [pk for pk, row in listed.items() if "outlets" in row.get_deferred_fields()]
    found = QuestionRow.objects.filter(pk__in=kept).values_list("pk", "outlets")
    return {pk: row.outlets for pk, row in listed.items() if pk not in kept} | dict(found)


def _active_questions(
    story: Story, only: Question | None = None, with_articles: bool = False
) -> list[Question]:
    """Return the active questions, or `only` one, each with its row where it has one."""
    found = Question.objects.filter(story=story, active=True).select_related("computed_row")
    found = found.filter(pk=only.pk) if only else found
    found = found.defer(
        *(
            f"computed_row__{name}"
            for name in (DEFERRED_ELSEWHERE if with_articles else DEFERRED_ON_PAGE)
        )
    )
    return list(found.order_by("pk"))


def _row_of(question: Question) -> QuestionRow | None:
    return getattr(question, "computed_row", None)


def _due(questions: Iterable[Question], story: Story) -> list[Question]:
    """Return the questions whose row is missing or old."""
    rulings, copies = cell_rulings(story), copies_stamp(story)
    return [
        question
        for question in questions
        if (row := _row_of(question)) is None
        or row.due
        or not is_basis_of(row.basis, question, rulings.get(question.pk, []), copies)
    ]


def _compute_due(
    story: Story, due: Sequence[Question], patience: float | None, only: Question | None
) -> int:
    """Compute and store the due rows, batch by batch; return how many."""
    began, done = monotonic(), 0
    while due:
        with transaction.atomic():
            # Two at once could each miss what the other saw: the second waits, finds it done.
            Story.objects.select_for_update(no_key=True).get(pk=story.pk)
            due = _due(_active_questions(story, only), story)
            waits = patience is not None and len(due) > BATCH
            size = min(BATCH_WHILE_WAITING, BATCH) if waits else BATCH
            batch, due = due[:size], due[size:]
            QuestionRow.objects.bulk_create(
                compute(story, batch),
                update_conflicts=True,
                unique_fields=["question"],
                update_fields=_STORED,
            )
        done += len(batch)
        if patience is not None and monotonic() - began > patience:
            break
    return done


def _rows_without(
    story: Story, questions: Iterable[Question], due: Iterable[Question], hidden: Hidden
) -> list[QuestionRow]:
    """Return the rows as they are without the hidden articles.

    A stored row is taken where these articles have no part in it; the others are computed.
    """
    copies = Copy.objects.filter(story=story, share__gte=story.copy_share / 100)
    touching = copies.filter(Q(article__in=hidden) | Q(original__in=hidden))
    # Two articles may be one voice through a hidden one.
    near = {key for pair in touching.values_list("article", "original") for key in pair}
    near.update(hidden)
    ruled = Ruling.objects.filter(question__story=story, article__in=hidden)
    apart = {question.pk for question in due} | set(ruled.values_list("question_id", flat=True))
    answered = QuestionRow.objects.filter(story=story).order_by()
    for pk, articles in answered.values_list("question_id", "articles"):
        if not near.isdisjoint(articles):
            apart.add(pk)
    live = [question for question in questions if question.pk in apart or not _row_of(question)]
    rows = [row for question in questions if question not in live and (row := _row_of(question))]
    for first in range(0, len(live), BATCH):
        rows += compute(story, live[first : first + BATCH], hidden)
    return rows
