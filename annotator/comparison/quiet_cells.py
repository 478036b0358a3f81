"""The articles that say nothing on a question, each with what is known of it and a form to rule."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.comparison.answered import Cell, Mark, Row
from annotator.comparison.cell_words import QUIET
from annotator.comparison.columns import Column
from annotator.comparison.conflict_lines import Line
from annotator.comparison.ruling_forms import CellRulingForm

ORDER = (Mark.NOT_LOOKED_FOR, Mark.SILENT, Mark.UNREAD, Mark.NOT_APPLYING)
"""First those that somebody may have passed over."""


class Quiet(NamedTuple):
    """An article that gives no answer, and why; without a form where its cell is ruled on."""

    column: Column
    words: str
    reason: str
    form: CellRulingForm | None


def quiet_keys(row: Row, columns: Mapping[int, Column]) -> list[int]:
    """The articles without an answer, by what is known of them, then as the columns stand."""
    quiet = [key for key in columns if not row.cells[key].said]
    return sorted(quiet, key=lambda key: ORDER.index(row.cells[key].marks[0]))


def quiet_cells(
    keys: list[int], row: Row, columns: Mapping[int, Column], line: Line, rules: bool
) -> list[Quiet]:
    """These articles as the page lists them; `rules`: whether the member may rule."""
    ruled = {one.article_id for one in line.cells}

    def form(key: int) -> Any:
        if not rules or key in ruled:
            return None
        return CellRulingForm(auto_id=f"cell-{line.question.pk}-{key}-%s")

    def told(cell: Cell) -> tuple[str, str]:
        return QUIET[cell.marks[0]], cell.reason

    return [Quiet(columns[key], *told(row.cells[key]), form(key)) for key in keys]
