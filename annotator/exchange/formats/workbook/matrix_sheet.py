"""Give the matrix as rows of a sheet: questions × articles, as on the page of Sources."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse

from annotator.comparison.engine.records import AnswerInCell, Cell, CellMark
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_of
from annotator.comparison.matrix.page import cells_of
from annotator.comparison.matrix.words import LOOKS
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import MatrixColumn, columns_of
from annotator.exchange.formats.workbook.book import BookCell
from articles.models import Story

BATCH = 20
"""Questions whose cells are in memory at once."""
BEFORE = ("question", "state", "reason", "ruling", "sources", "voices")
"""The columns before those of the articles."""


def matrix_columns(story: Story, hidden: Hidden) -> list[MatrixColumn]:
    """Return the articles of the sheet: by source, in order of publication."""
    return columns_of(story, hidden)


def matrix_header(columns: Sequence[MatrixColumn]) -> list[str]:
    """Return the heads of the columns: of an article its source, day, title, how far it is read."""
    return [*BEFORE, *(_head(column) for column in columns)]


def _head(column: MatrixColumn) -> str:
    day = column.published.isoformat() if column.published else "undated"
    return f"{column.source_name}\n{day} · {column.read}\n{column.title}"


def matrix_rows(
    story: Story, hidden: Hidden, columns: Sequence[MatrixColumn], base: str
) -> Iterator[list[Any]]:
    """Yield a row a question, conflicts first; with `base`, cells lead to their passages."""
    listed = lines_of(story, hidden)
    keys = [column.article for column in columns]
    for first in range(0, len(listed), BATCH):
        batch = listed[first : first + BATCH]
        cells = cells_of(story, batch, keys)
        for line in batch:
            address = ""
            if base:
                at = reverse("comparison:passages", args=[story.slug, line.question.pk])
                address = base + at
            yield [*_about(line, address), *_said(cells[line.computed.pk], keys, address)]


def _about(line: ConflictLine, address: str) -> list[Any]:
    ruling = line.ruling
    ruled = f"{ruling.state}: {ruling.reason}" if ruling else ""
    told = " ".join([line.reason, *line.findings, *line.lost])
    return [
        BookCell(line.question.wording, "link" if address else "", address),
        BookCell(line.label, LOOKS.get(line.state, "")),
        told,
        f"{ruled} (stale)" if ruling and line.stale else ruled,
        line.computed.sources,
        line.computed.voices,
    ]


def _said(cells: dict[int, Cell], keys: Sequence[int], address: str) -> Iterator[BookCell]:
    for key in keys:
        cell = cells[key]
        look = "" if cell.said or cell.aside else "quiet"
        yield BookCell(cell_text(cell), look, f"{address}?article={key}" if address else "")


def cell_text(cell: Cell) -> str:
    """Return all that a cell says, a line an answer, and what it says of itself as its last."""
    lines = dict.fromkeys(_answer(said) for said in cell.said)
    marks = [mark.value for mark in cell.marks if mark != CellMark.SAYS or not cell.said]
    if marks:
        lines[f"({', '.join(marks)})" if cell.said else ", ".join(marks)] = None
    for said in cell.aside:
        lines[f"not counted, {said.answer.aside}: {_answer(said)}"] = None
    return "\n".join(lines)


def _answer(said: AnswerInCell) -> str:
    answer = said.answer
    words = [f"{said.letter} {said.derived or said.text}".strip()]
    if answer.speaker:
        words.append(f"said by {answer.speaker}")
    if answer.said_by and answer.via:
        words.append(f"as {answer.via} reports")
    if answer.as_of:
        words.append(f"as of {answer.as_of}")
    if said.scope:
        words.append(f"other scope: {answer.scope}")
    return " · ".join(words)
