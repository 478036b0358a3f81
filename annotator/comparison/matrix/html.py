"""The matrix of questions and articles as HTML: every value escaped, no database, no template.

Fifty rows of cells take a template most of the page's time; see decision 8.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.comparison.engine.records import AnswerInCell, CellMark, ComparedRow, RowState
from annotator.comparison.matrix.cell_words import cell_words, chips, value_words
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.scales import draw_scale
from annotator.comparison.question_rows.columns import MatrixColumn, by_source

SHAPES = {
    RowState.CONFLICT: "×",
    RowState.SUPERSEDED: "›",
    RowState.SPEAKERS: "“",
    RowState.INCOMPARABLE: "≠",
    RowState.SELECTION: "+",
    RowState.SCOPE: "◊",
    RowState.ONE_VOICE: "1",
    RowState.TOLERANCE: "≈",
    RowState.AGREE: "=",
    RowState.PREDICTION: "?",
    RowState.SINGLE: "·",
    RowState.UNANSWERED: "–",
}
"""Signs that every typeface has."""
LOOKS = {
    RowState.CONFLICT: "clash", RowState.SUPERSEDED: "doubt", RowState.SPEAKERS: "doubt",
    RowState.AGREE: "accord", RowState.TOLERANCE: "accord",
}  # fmt: skip
"""The colour of a row; other states have none."""


class DrawnRow(NamedTuple):
    """What is drawn of one row: its cells where there are few articles, else its camps and what
    is known of the articles that say nothing."""

    line: ConflictLine
    camps: Sequence[Mapping[str, Any]]
    row: ComparedRow | None = None
    nothing: Mapping[CellMark, int] | None = None


def state_chip(state: RowState) -> SafeString:
    """A state by word, shape and colour."""
    look = LOOKS.get(state, "plain")
    return SafeString(
        f'<span class="chip state {look}"><span aria-hidden="true">{SHAPES[state]}</span>'
        f"{escape(state.value)}</span>"
    )


def head(columns: Sequence[MatrixColumn]) -> SafeString:
    """The head of a matrix of articles: sources above, their articles below."""
    sources = by_source(columns).values()
    above = "".join(
        f'<th scope="colgroup" colspan="{len(of_it)}" class="source">'
        f"<bdi>{escape(of_it[0].source_name)}</bdi></th>"
        for of_it in sources
    )
    below = "".join(
        f'<th scope="col" title="{escape(column.title)}">{_day(column)} · {column.read}</th>'
        for of_it in sources
        for column in of_it
    )
    return SafeString(
        f'<tr><th scope="col" rowspan="2" class="question">Question</th>{above}'
        f'<th scope="col" rowspan="2">Spread</th></tr><tr>{below}</tr>'
    )


def _day(column: MatrixColumn) -> str:
    return format_date(column.published, "j M Y") if column.published else "undated"


def cells_table(
    rows: Iterable[DrawnRow], columns: Sequence[MatrixColumn], address: str
) -> SafeString:
    """A row a question, a cell an article. `address` is a row's, with 0 for its question."""
    before, after = address.rsplit("/0/", 1)
    drawn = []
    for one in rows:
        at = f"{before}/{one.line.question.pk}/{after}"
        cells = "".join(_cell(one, column, at) for column in columns)
        drawn.append(_row(one, cells, at, len(columns) + 2))
    return SafeString("".join(drawn))


def _cell(one: DrawnRow, column: MatrixColumn, at: str) -> str:
    cell = one.row.cells[column.article] if one.row else None
    named = escape(f"{column.source_name}, {_day(column)}")
    link = f"{at}?article={column.article}"
    words = cell_words(cell) if cell else ""
    return (
        f'<td data-name="{named}"><a class="cell" href="{link}" hx-get="{link}" '
        f'hx-target="#under-{one.line.question.pk}">{words}</a></td>'
    )


def camps_table(
    rows: Iterable[DrawnRow], pinned: Mapping[int, Sequence[MatrixColumn]], address: str
) -> SafeString:
    """A row a question, its camps in words, and a cell for each pinned source."""
    before, after = address.rsplit("/0/", 1)
    drawn = []
    for one in rows:
        at = f"{before}/{one.line.question.pk}/{after}"
        cells = f'<td class="camps" data-name="Camps">{camps_words(one)}</td>'
        cells += "".join(_pinned(one, columns) for columns in pinned.values())
        drawn.append(_row(one, cells, at, len(pinned) + 3))
    return SafeString("".join(drawn))


def camps_words(one: DrawnRow) -> str:
    """a 1,100 km: 27 articles, 19 voices · b 800 km: 3 · silent 6 · unread 4"""
    told = []
    for n, camp in enumerate(one.camps):
        number = f"{len(camp['articles']):,}"
        words = "article" if number == "1" else "articles"
        voices = "1 voice" if camp["voices"] == 1 else f"{camp['voices']:,} voices"
        counted = f"{number} {words}, {voices}" if n == 0 else number
        told.append(
            f'<span class="camp"><b>{escape(camp["letter"])}</b> '
            f'<span class="value" dir="auto">{escape(camp["text"])}</span>: {counted}</span>'
        )
    for mark, silent in sorted((one.nothing or {}).items(), key=lambda item: item[0].value):
        told.append(f'<span class="camp quiet">{escape(mark.value)} {silent:,}</span>')
    return " ".join(told)


def _pinned(one: DrawnRow, columns: Sequence[MatrixColumn]) -> str:
    keys = {column.article for column in columns}
    held = [(camp, len(keys.intersection(camp["articles"]))) for camp in one.camps]
    words = " ".join(
        f'<span class="said"><b>{escape(camp["letter"])}</b> '
        f'<span class="value" dir="auto">{escape(camp["text"])}</span>'
        f"{f' ×{number}' if number > 1 else ''}</span>"
        for camp, number in held
        if number
    )
    if not words:
        answers = keys.intersection(one.line.computed.articles)
        words = f'<span class="quiet">{"another answer" if answers else "–"}</span>'
    return f'<td data-name="{escape(columns[0].source_name)}">{words}</td>'


def _row(one: DrawnRow, cells: str, at: str, wide: int) -> str:
    line = one.line
    key, look = line.question.pk, LOOKS.get(line.state, "plain")
    picture = draw_scale(one.camps) if line.question.type in {"quantity", "date"} else ""
    return (
        f'<tr class="{look}" id="q-{key}"><th scope="row" class="question">'
        f'<a href="{at}" hx-get="{at}" hx-target="#under-{key}" dir="auto">'
        f"{escape(line.question.wording)}</a>{row_words(line)}</th>{cells}"
        f'<td class="picture" data-name="Spread">{picture}</td></tr>'
        f'<tr class="under"><td colspan="{wide}"><div id="under-{key}"></div></td></tr>'
    )


def row_words(line: ConflictLine) -> SafeString:
    """State, how the question is put, why, and what was ruled: below the question's wording."""
    weighed = line.computed
    chips = [state_chip(line.state)]
    if line.unsettled:
        chips.append(SafeString('<span class="chip wait">unsettled</span>'))
    chips += [SafeString(f'<span class="chip quiet">{escape(w)}</span>') for w in _put(line)]
    told = f'<span class="chips">{" ".join(chips)}</span>'
    told += f'<span class="why">{escape(weighed.reason)}</span>'
    if weighed.sources > 1:
        voices = "1 voice" if weighed.voices == 1 else f"{weighed.voices} voices"
        told += f'<span class="why">{weighed.sources} sources, {voices}</span>'
    if line.ruling:
        who, stale = escape(str(line.ruling.ruled_by)), " (stale)" if line.stale else ""
        told += (
            f'<span class="why ruled">Ruled{stale}: {escape(line.ruling.state)}, '
            f"by <bdi>{who}</bdi>, “{escape(line.ruling.reason)}”. "
            f"Computed: {escape(weighed.state)}.</span>"
        )
    if line.stale_cells:
        cells = "cell has" if line.stale_cells == 1 else f"{line.stale_cells} cells have"
        told += f'<span class="why ruled">A ruling on a {cells} turned stale.</span>'
    return SafeString(told)


def _put(line: ConflictLine) -> list[str]:
    """How the question is put, where that decides: unit, tolerance, whole, can change, many."""
    question, words = line.question, []
    if question.type == "quantity":
        share = f"±{question.tolerance * 100:g} %" if question.tolerance else ""
        words += [part for part in (", ".join(filter(None, [question.unit, share])),) if part]
        if question.whole is not None:
            words.append(f"whole {question.whole:g}")
    if question.can_change:
        words.append("can change")
    if question.many:
        words.append("several answers")
    return words


def passage_words(said: AnswerInCell) -> SafeString:
    """What one answer comes to, and why it cannot be compared if so."""
    outcome = (said.outcome,) if said.outcome else ()
    marks = (CellMark.DENIED,) if said.answer.modality == "denied" else ()
    unsettled = () if said.answer.settled else (CellMark.UNSETTLED,)
    why = f' <span class="why">{escape(said.why)}</span>' if said.why else ""
    return SafeString(value_words(said) + chips((*outcome, *marks, *unsettled)) + why)
