"""Tell of rows and cells; of what is settled alone, where the token reads no more."""

from collections.abc import Sequence

from annotator.api.rows.schemas import CellOut, RowOut, RulingOut, SaidOut
from annotator.comparison.engine.records import AnswerInCell, Cell, RowState
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.page import cells_of
from annotator.comparison.models import Ruling, Verdict
from annotator.comparison.question_rows.answers import Hidden, answers_of
from annotator.comparison.question_rows.columns import MatrixColumn, columns_of
from annotator.comparison.stamps import cell_stamp
from annotator.vocabulary.models import Question


def row_out(line: ConflictLine, settled_only: bool) -> RowOut:
    """Return a row; `settled_only`: without anything that rests on readings."""
    question, row = line.question, line.computed
    asked = {name: getattr(question, name) for name in ("slug", "wording", "type", "unit")}
    settled = RowState(row.certain) if row.certain else None
    ruling = ruling_out(line.ruling) if line.ruling and not line.stale else None
    if settled_only:
        return RowOut(
            question=question.pk, **asked, state=None, computed_state=None, settled_state=settled,
            reason=None, sources=None, voices=None, answers=None, findings=[], lost=[],
            ruling=ruling, stale=None, basis=None,
        )  # fmt: skip
    return RowOut(
        question=question.pk, **asked, state=line.state, computed_state=RowState(row.state),
        settled_state=settled, reason=line.reason, sources=row.sources, voices=row.voices,
        answers=row.answers, findings=line.findings, lost=line.lost,
        ruling=ruling_out(line.ruling) if line.ruling else None,
        stale=line.stale or line.stale_cells > 0, basis=row.basis,
    )  # fmt: skip


def cells_out(
    line: ConflictLine, articles: Sequence[int], hidden: Hidden, settled_only: bool
) -> list[CellOut]:
    """Return the cells of these articles; a number of statements that does not grow."""
    question = line.question
    columns = {one.article: one for one in columns_of(question.story, hidden, articles)}
    keys = [key for key in articles if key in columns]
    cells = cells_of(question.story, [line], keys)[line.computed.pk]
    bases = {} if settled_only else _bases(question, hidden, keys)
    return [_cell(columns[key], cells[key], bases.get(key), settled_only) for key in keys]


def _bases(question: Question, hidden: Hidden, keys: Sequence[int]) -> dict[int, str]:
    answers = answers_of(question.story, [question], hidden, keys)[question.pk]
    return {
        key: cell_stamp(question, [one for one in answers if one.article == key]) for key in keys
    }


def _cell(column: MatrixColumn, cell: Cell, basis: str | None, settled_only: bool) -> CellOut:
    said = [one for one in (*cell.said, *cell.aside) if one.answer.settled or not settled_only]
    return CellOut(
        article=column.article,
        source=column.source_name,
        title=column.title,
        published_on=column.published,
        marks=[] if settled_only else [mark.value for mark in cell.marks],
        said=[_said(one) for one in said],
        basis=basis,
    )


def _said(one: AnswerInCell) -> SaidOut:
    answer, place = one.answer, one.answer.name
    return SaidOut(
        annotation=place.key, start=place.start, end=place.end, quote=place.quote,
        value=one.text, letter=one.letter, settled=answer.settled, said_by=answer.said_by,
        via=answer.via, modality=answer.modality, as_of=answer.as_of, scope=answer.scope,
        derived=one.derived, aside=answer.aside,
    )  # fmt: skip


def ruling_out(ruling: Ruling) -> RulingOut:
    """Return a ruling; who ruled is loaded with it."""
    return RulingOut(
        id=ruling.pk,
        question=ruling.question_id,
        article=ruling.article_id,
        verdict=Verdict(ruling.verdict),
        state=RowState(ruling.state) if ruling.state else None,
        reason=ruling.reason,
        ruled_by=ruling.ruled_by.username,
        ruled_at=ruling.ruled_at,
    )
