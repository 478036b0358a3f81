"""The rows of a story's questions as they are kept: what pages and tables read. Nothing is written.

To a member who has still to read, rows in which these articles have a part are computed without
them, as asked, and never kept.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotator.comparison.engine.records import ComparedRow
from annotator.comparison.models import (
    Change,
    Copy,
    QuestionCell,
    QuestionRow,
    Ruling,
)
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.compute import compute, unanswered_row
from annotator.vocabulary.models import Question
from articles.models import Story

Place = tuple[int, int, int]
"""An article, and where in it something starts and ends."""
Sentence = tuple[str, str, str]
"""What stands before some words, the words, what stands after them."""
BATCH = 25
"""Questions whose rows are computed together for a member who has still to read."""
DEFERRED_ON_PAGE = ("camps", "articles", "outlets", "joined", "findings", "lost")
"""Columns of a row, all lists, that a page reads only for the rows that it shows."""


class Kept(NamedTuple):
    """What is kept of a story's articles, and whether more is to be computed."""

    articles: int
    unread: int
    loose: int
    copies: int
    behind: bool

    @property
    def read(self) -> int:
        """How many articles are read and have no claim without a question."""
        return self.articles - self.unread - self.loose


class ShownRow(NamedTuple):
    """A row as somebody sees it; with what was compared, where it was computed for them alone."""

    row: QuestionRow
    compared: ComparedRow | None = None


class RowsReady(NamedTuple):
    """How many of a story's questions have their rows, while more is to be computed."""

    ready: int
    questions: int


def kept_of(story: Story) -> Kept:
    """Return what is kept of the story; one statement."""
    changing = Exists(Change.objects.filter(story=OuterRef("pk")))
    due = Exists(QuestionRow.objects.filter(story=OuterRef("pk"), due=True, question__active=True))
    read = ("articles", "unread", "loose", "copies")
    found = Story.objects.filter(pk=story.pk).values_list(
        *(f"snapshot__{name}" for name in read), changing, due
    )
    articles, unread, loose, copies, more, left = found.get()
    return Kept(articles or 0, unread or 0, loose or 0, copies or 0, bool(more or left))


def progress_of(story: Story) -> RowsReady:
    """Return how far the rows of the story are; to be asked where it is behind."""
    asked = Question.objects.filter(story=story, active=True)
    ready = asked.filter(computed_row__due=False)
    return RowsReady(ready.count(), asked.count())


def rows_behind(story: Story) -> bool:
    """Return whether a row of the story is missing or old."""
    return kept_of(story).behind


def kept_rows(story: Story) -> QuerySet[QuestionRow]:
    """Return the rows of the story's active questions that are computed, in no order, without
    their lists."""
    found = QuestionRow.objects.filter(story=story, question__active=True).exclude(state="")
    return found.select_related("question").defer(*DEFERRED_ON_PAGE)


def rows_of(
    story: Story, hidden: Hidden = (), among: Collection[int] | None = None
) -> list[ShownRow]:
    """Return all rows of the story's active questions that are computed, whole, without `hidden`
    articles; those of the questions `among` alone, by their keys."""
    kept = kept_rows(story).defer(None).order_by("pk")
    rows = list(kept if among is None else kept.filter(pk__in=among))
    if not hidden:
        return [ShownRow(row) for row in rows]
    apart = questions_touched(story, hidden)
    alone = [row.question for row in rows if row.pk in apart]
    return [ShownRow(row) for row in rows if row.pk not in apart] + _computed(story, alone, hidden)


def row_of(question: Question, hidden: Hidden = ()) -> ShownRow:
    """Return the row of one question, whole; an empty one where it is not computed yet."""
    story = question.story
    if hidden and question.pk in questions_touched(story, hidden, question):
        [shown] = _computed(story, [question], hidden)
        return shown
    row = QuestionRow.objects.filter(pk=question.pk).exclude(state="").first()
    row = row or unanswered_row(story, question)
    row.question = question
    return ShownRow(row)


def question_rows(
    story: Story, hidden: Hidden = (), only: Question | None = None
) -> list[QuestionRow]:
    """Return the rows of the story, or of `only` one question, as somebody sees them."""
    return [row_of(only, hidden).row] if only else [one.row for one in rows_of(story, hidden)]


def questions_touched(story: Story, hidden: Hidden, only: Question | None = None) -> set[int]:
    """Return the keys of the questions in whose rows the hidden articles have a part."""
    copies = Copy.objects.filter(story=story, share__gte=story.copy_share / 100)
    touching = copies.filter(Q(article__in=hidden) | Q(original__in=hidden))
    # Two articles may be one voice through a hidden one.
    near = {key for pair in touching.values_list("article", "original") for key in pair}
    cells = QuestionCell.objects.filter(article__in=near.union(hidden), question__story=story)
    ruled = Ruling.objects.filter(question__story=story, article__in=hidden)
    if only:
        cells, ruled = cells.filter(question=only), ruled.filter(question=only)
    found = set(cells.order_by().values_list("question_id", flat=True))
    return found.union(ruled.values_list("question_id", flat=True))


def _computed(story: Story, questions: Sequence[Question], hidden: Hidden) -> list[ShownRow]:
    early = dict(
        QuestionRow.objects.filter(pk__in=[one.pk for one in questions])
        .order_by()
        .values_list("pk", "early")
    )
    found = []
    for first in range(0, len(questions), BATCH):
        for one in compute(story, questions[first : first + BATCH], hidden):
            one.row.early = early.get(one.row.question_id, 0)
            found.append(ShownRow(one.row, one.compared))
    return found


def sentences_kept(answering: Mapping[int, Collection[int]]) -> dict[Place, Sentence]:
    """Return the sentences of answers by their places; one statement.

    `answering`: the articles whose cells are wanted, by question.
    """
    return {place: sentence for place, (sentence, *_) in quoted_in_cells(answering).items()}


def quoted_in_cells(
    answering: Mapping[int, Collection[int]],
) -> dict[Place, tuple[Sentence, int, date | None]]:
    """Return the sentences of answers, each with the source and the day of its article, by their
    places; one statement."""
    wanted = Q(pk__in=[])
    for question, articles in answering.items():
        wanted |= Q(question=question, article__in=list(articles))
    cells = QuestionCell.objects.filter(wanted).order_by()
    return {
        (article, start, end): ((before, words, after), source, day)
        for article, source, day, kept in cells.values_list(
            "article_id", "source", "published_on", "sentences"
        )
        for start, end, before, words, after in kept
    }


def camps_of(rows: Iterable[QuestionRow]) -> dict[int, list[dict[str, Any]]]:
    """Return all camps of these rows, with the keys of their articles, by question; one
    statement."""
    listed = {row.pk: row for row in rows}
    wanted = [pk for pk, row in listed.items() if "camps" in row.get_deferred_fields()]
    if wanted:
        found = QuestionRow.objects.filter(pk__in=wanted).order_by()
        for pk, camps in found.values_list("pk", "camps"):
            listed[pk].camps = camps
    return {pk: row.camps for pk, row in listed.items()}
