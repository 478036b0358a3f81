"""The articles that say nothing on a question, each with what is known of it and a form to rule."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.comparison.engine.records import Cell, CellMark, ComparedRow
from annotator.comparison.matrix.cell_words import QUIET
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.question_rows.columns import MatrixColumn
from annotator.comparison.row.forms import CellRulingForm

ORDER = (CellMark.NOT_LOOKED_FOR, CellMark.SILENT, CellMark.UNREAD, CellMark.NOT_APPLYING)
"""First the articles whose answer somebody may have passed over."""


class QuietCell(NamedTuple):
    """An article that gives no answer, and why; without a form where its cell is ruled on."""

    column: MatrixColumn
    words: str
    reason: str
    form: CellRulingForm | None


def quiet_keys(row: ComparedRow, columns: Mapping[int, MatrixColumn]) -> list[int]:
    """Return the articles without an answer, by what is known of them, then as the columns
    stand."""
    quiet = [key for key in columns if not row.cells[key].said]
    return sorted(quiet, key=lambda key: ORDER.index(row.cells[key].marks[0]))


def quiet_cells(
    keys: list[int],
    row: ComparedRow,
    columns: Mapping[int, MatrixColumn],
    line: ConflictLine,
    rules: bool,
) -> list[QuietCell]:
    """Return these articles as the page lists them; `rules`: whether the member may rule."""
    ruled = {one.article_id for one in line.cells}

    def form(key: int) -> Any:
        if not rules or key in ruled:
            return None
        return CellRulingForm(auto_id=f"cell-{line.question.pk}-{key}-%s")

    def words(cell: Cell) -> tuple[str, str]:
        return QUIET[cell.marks[0]], cell.reason

    return [QuietCell(columns[key], *words(row.cells[key]), form(key)) for key in keys]
