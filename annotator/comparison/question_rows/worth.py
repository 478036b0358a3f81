"""What counts of a row: its computed state, or what was ruled on it while that holds."""

from collections.abc import Collection, Mapping

from annotator.comparison.engine.records import RowState
from annotator.comparison.models import QuestionRow, Ruling
from annotator.comparison.question_rows.answers import cell_rulings
from annotator.comparison.question_rows.compute import RANKS, Computed
from annotator.comparison.stamps import count_stale_cells, ruling_basis
from articles.models import Story


def apply_rulings(story: Story, computed: Collection[Computed]) -> None:
    """Set on these rows what was ruled on them and their cells; two statements."""
    questions = [one.row.question for one in computed]
    ruled = Ruling.objects.filter(question__in=questions, article=None)
    rulings: Mapping[int, Ruling] = {one.question_id: one for one in ruled}
    cells = cell_rulings(story, questions=questions)
    for one in computed:
        key = one.row.question_id
        stale = count_stale_cells(cells.get(key, ()), one.answers, one.row.question)
        _apply(one.row, rulings.get(key), cells.get(key, ()), stale)


def _apply(
    row: QuestionRow, ruling: Ruling | None, cells: Collection[Ruling], stale_cells: int
) -> None:
    stale = ruling is not None and ruling.basis != ruling_basis(row.basis)
    row.counted_state = ruling.state if ruling and not stale else row.state
    row.rank = RANKS.index(RowState(row.counted_state))
    row.stale_cells = stale_cells
    row.stale = stale or stale_cells > 0
    row.ruled = ruling is not None or bool(cells)
    row.summary = summary_of(row, ruling)


def summary_of(row: QuestionRow, ruling: Ruling | None) -> str:
    """Return what the row says, in few words; of two rows that say the same, the same words."""
    ruled = f", ruled {ruling.state}" if ruling else ""
    return f"{row.certain} → {row.state}{ruled}"
