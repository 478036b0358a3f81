"""Store rows as they were computed, with their cells and what they foretell.

Called inside the transaction that holds the story's turn.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils import timezone

from annotator.background.events import EventKind, Facts, tell
from annotator.comparison.engine.records import Cell, RowState
from annotator.comparison.foretold import foretold_by
from annotator.comparison.models import KeptPrediction, QuestionCell, QuestionRow
from annotator.comparison.question_rows.answers import question_record
from annotator.comparison.question_rows.cell_table import ComputedCell, keep_cells
from annotator.comparison.question_rows.cells import camp_order, cell_as_data, said_as_data
from annotator.comparison.question_rows.compute import Computed
from articles.models import Story

MOST_JUDGES = 200
"""Passages that judge a prediction, kept with it; the others are counted."""
_STORED = (
    "story", "basis", "state", "certain", "rank", "why", "findings", "lost", "sources", "voices",
    "answers", "articles", "outlets", "camps", "shown", "joined", "pairs",
    "counted_state", "stale", "stale_cells", "ruled", "finding", "attribution_lost", "sorting",
    "summary", "changed_at", "silent", "due",
)  # fmt: skip


def store_computed(story: Story, computed: Collection[Computed]) -> None:
    """Store these rows, whose versions were found to be the newest; they are due no more."""
    rows = [one.row for one in computed]
    kept = QuestionRow.objects.filter(pk__in=[row.question_id for row in rows])
    before = {pk: told for pk, *told in kept.values_list(
        "pk", "summary", "changed_at", "counted_state"
    )}  # fmt: skip
    now = timezone.now()
    changed: dict[int, Facts] = {}
    for row in rows:
        said, at, state = before.get(row.question_id, ("", None, ""))
        state = state or RowState.UNANSWERED.value
        if row.counted_state != state:
            changed[row.question_id] = {
                "state": row.counted_state, "before": str(state), "settled": row.certain,
            }  # fmt: skip
        row.changed_at = at if said == row.summary else now
        row.due = False
    QuestionRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["question"], update_fields=_STORED
    )
    _store_cells(computed)
    _store_foretold(story, computed)
    tell(EventKind.ROW_CHANGED, story.pk, changed)


def _store_cells(computed: Collection[Computed]) -> None:
    """Store what became of each cell, where that is another than before."""
    compared = {one.row.question_id: one.compared.cells for one in computed}
    rows = QuestionCell.objects.filter(question__in=list(compared)).order_by()
    tied = {one.row.question_id: _joined(one) for one in computed}
    moved = []
    for question, article, *kept in rows.values_list(
        "question_id", "article_id", "said", "camp", "joined"
    ):
        found = compared[question].get(article)
        said, camp = (cell_as_data(found), _camp(found)) if found else (None, "")
        joined = article in tied[question]
        if kept != [said, camp, joined]:
            moved.append(ComputedCell(question, article, said, camp, joined))
    keep_cells(moved)


def _joined(computed: Computed) -> set[int]:
    """Return the articles that sentences make one voice."""
    joined: Any = computed.row.joined
    return {key for pair in joined for key in pair[:2]}


def _camp(cell: Cell) -> str:
    """Return what the cell is sorted by on the page of its row; '' where nothing of it stands
    there."""
    return camp_order(cell.letters) if cell.said or cell.aside else ""


def _store_foretold(story: Story, computed: Collection[Computed]) -> None:
    keys = [one.row.question_id for one in computed]
    KeptPrediction.objects.filter(question__in=keys).delete()
    KeptPrediction.objects.bulk_create(
        [each for one in computed for each in _foretold(story, one)], batch_size=500
    )


def _foretold(story: Story, computed: Computed) -> Iterable[KeptPrediction]:
    question = computed.row.question
    for one in foretold_by(question_record(question), computed.answers):
        answer: Any = one.said.answer
        first, last = one.due or (None, None)
        judges = [
            [_place(judge.said), judge.fits, said_as_data(judge.said)]
            for judge in one.judges[:MOST_JUDGES]
        ]
        yield KeptPrediction(
            question=question, story=story, article_id=answer.article, source=answer.source,
            published_on=answer.published, start=answer.name.start, outcome=one.outcome.value,
            aside=one.aside, due_first=first, due_last=last, said=said_as_data(one.said),
            judges={"shown": judges, "more": max(len(one.judges) - MOST_JUDGES, 0)},
        )  # fmt: skip


def _place(said: Any) -> list[Any]:
    """Return the article and the source of an answer, and the day of publication."""
    answer = said.answer
    day = answer.published
    return [answer.article, answer.source, day.isoformat() if day else None]
