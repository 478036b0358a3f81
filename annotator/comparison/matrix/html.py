"""The matrix as HTML: no database, and no template, which would take long: see decision 8."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.comparison.engine.records import Cell, CellMark, RowState
from annotator.comparison.matrix.cell_words import cell_words
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.scales import draw_scale
from annotator.comparison.question_rows.columns import MatrixColumn, by_source
from annotator.markup import fill, join

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


GivenBy = Mapping[tuple[int, int], Sequence[int]]


class DrawnRow(NamedTuple):
    """What is drawn of one row: its cells where there are few articles, else its camps and what
    is known of the articles that say nothing."""

    line: ConflictLine
    cells: Mapping[int, Cell] | None = None
    silent: Mapping[CellMark, int] | None = None
    pinned: Sequence[Mapping[str, Any]] = ()
    """All camps with the keys of their articles, where sources are pinned."""


def state_chip(state: RowState) -> SafeString:
    """Draw a state by word, shape and colour."""
    look = LOOKS.get(state, "plain")
    return fill(
        '<span class="chip state {}"><span aria-hidden="true">{}</span>{}</span>',
        look, SHAPES[state], state.value,
    )  # fmt: skip


def head(columns: Sequence[MatrixColumn]) -> SafeString:
    """Draw the head of a matrix of articles: sources above, their articles below."""
    sources = by_source(columns).values()
    above = join(
        fill(
            '<th scope="colgroup" colspan="{}" class="source"><bdi>{}</bdi></th>',
            len(of_it), of_it[0].source_name,
        )
        for of_it in sources
    )  # fmt: skip
    below = join(
        fill('<th scope="col" title="{}">{} · {}</th>', column.title, _day(column), column.read)
        for of_it in sources
        for column in of_it
    )
    return fill(
        '<tr><th scope="col" rowspan="2" class="question">Question</th>{}'
        '<th scope="col" rowspan="2">Spread</th></tr><tr>{}</tr>',
        above, below,
    )  # fmt: skip


def _day(column: MatrixColumn) -> str:
    return format_date(column.published, "j M Y") if column.published else "undated"


def cells_table(
    rows: Iterable[DrawnRow], columns: Sequence[MatrixColumn], address: str
) -> SafeString:
    """Draw a row a question, a cell an article. `address` is a row's, with 0 for its question."""
    before, after = address.rsplit("/0/", 1)
    drawn = []
    for one in rows:
        at = f"{before}/{one.line.question.pk}/{after}"
        cells = join(_cell(one, column, at) for column in columns)
        drawn.append(_row(one, cells, at, len(columns) + 2))
    return join(drawn)


def _cell(one: DrawnRow, column: MatrixColumn, at: str) -> SafeString:
    cell = one.cells[column.article] if one.cells else None
    link = f"{at}?article={column.article}"
    return fill(
        '<td data-name="{}, {}"><a class="cell" href="{}" hx-get="{}" hx-target="#under-{}">{}</a>'
        "</td>",
        column.source_name, _day(column), link, link, one.line.question.pk,
        cell_words(cell) if cell else "",
    )  # fmt: skip


def camps_table(
    rows: Iterable[DrawnRow], pinned: Mapping[int, str], given: GivenBy, address: str
) -> SafeString:
    """Draw a row a question, its camps in words, and a cell for each of the `pinned` sources, named
    by key; `given`: the articles by which each answers each question."""
    before, after = address.rsplit("/0/", 1)
    drawn = []
    for one in rows:
        at = f"{before}/{one.line.question.pk}/{after}"
        cells = [fill('<td class="camps" data-name="Camps">{}</td>', camps_words(one))]
        pk = one.line.question.pk
        cells += [_pinned(one, given.get((pk, key), ()), name) for key, name in pinned.items()]
        drawn.append(_row(one, join(cells), at, len(pinned) + 3))
    return join(drawn)


def camps_words(one: DrawnRow) -> SafeString:
    """Draw the largest camps in words: “a 1,100 km: 27 articles, 19 voices · b 800 km: 3 · and 2
    more values · silent 6”."""
    parts = []
    shown = one.line.computed.shown
    for n, camp in enumerate(shown["camps"]):
        number = f"{camp['articles']:,}"
        words = "article" if number == "1" else "articles"
        voices = "1 voice" if camp["voices"] == 1 else f"{camp['voices']:,} voices"
        counted = f"{number} {words}, {voices}" if n == 0 else number
        parts.append(
            fill(
                '<span class="camp"><b>{}</b> <span class="value" dir="auto">{}</span>: {}</span>',
                camp["letter"], camp["text"], counted,
            )
        )  # fmt: skip
    if smaller := shown["smaller"]:
        values = "value" if smaller == 1 else "values"
        parts.append(fill('<span class="camp">and {:,} more {}</span>', smaller, values))
    for mark, silent in sorted((one.silent or {}).items(), key=lambda item: item[0].value):
        parts.append(fill('<span class="camp quiet">{} {:,}</span>', mark.value, silent))
    return join(parts, " ")


def _pinned(one: DrawnRow, answering: Sequence[int], source: str) -> SafeString:
    keys = set(answering)
    held = [(camp, len(keys.intersection(camp["articles"]))) for camp in one.pinned]
    words = [
        fill(
            '<span class="said"><b>{}</b> <span class="value" dir="auto">{}</span>{}</span>',
            camp["letter"], camp["text"], f" ×{number}" if number > 1 else "",
        )
        for camp, number in held
        if number
    ]  # fmt: skip
    if not words:
        words = [fill('<span class="quiet">{}</span>', "another answer" if keys else "–")]
    return fill('<td data-name="{}">{}</td>', source, join(words, " "))


def _row(one: DrawnRow, cells: SafeString, at: str, wide: int) -> SafeString:
    line = one.line
    key, look = line.question.pk, LOOKS.get(line.state, "plain")
    scaled = line.question.type in {"quantity", "date"}
    picture = draw_scale(line.computed.shown["camps"]) if scaled else ""
    return fill(
        '<tr class="{}" id="q-{}"><th scope="row" class="question">'
        '<a href="{}" hx-get="{}" hx-target="#under-{}" dir="auto">{}</a>{}</th>{}'
        '<td class="picture" data-name="Spread">{}</td></tr>'
        '<tr class="under"><td colspan="{}"><div id="under-{}"></div></td></tr>',
        look, key, at, at, key, line.question.wording, row_words(line), cells, picture, wide, key,
    )  # fmt: skip


def row_words(line: ConflictLine) -> SafeString:
    """Draw state, how the question is put, why, and what was ruled: below the question's
    wording."""
    computed = line.computed
    chips = [state_chip(line.state)]
    if line.unsettled:
        chips.append(fill('<span class="chip wait">unsettled</span>'))
    if line.stale or line.stale_cells:
        chips.append(fill('<span class="chip wait">stale ruling</span>'))
    chips += [fill('<span class="chip bad">{}</span>', mark) for mark in computed.shown["marks"]]
    if computed.attribution_lost:
        chips.append(fill('<span class="chip bad">attribution lost</span>'))
    chips += [fill('<span class="chip quiet">{}</span>', words) for words in _question_chips(line)]
    parts = [
        fill(
            '<span class="chips">{}</span><span class="why">{}</span>',
            join(chips, " "), line.reason,
        )
    ]  # fmt: skip
    parts += [fill('<span class="why">{}</span>', words) for words in line.told]
    if left := computed.shown["untold"]:
        parts.append(fill('<span class="why">And {} more like these.</span>', left))
    if computed.sources > 1:
        voices = "1 voice" if computed.voices == 1 else f"{computed.voices} voices"
        parts.append(fill('<span class="why">{} sources, {}</span>', computed.sources, voices))
    if line.ruling:
        parts.append(
            fill(
                '<span class="why ruled">Ruled{}: {}, by <bdi>{}</bdi>, “{}”. Computed: {}.</span>',
                " (stale)" if line.stale else "", line.ruling.state, line.ruling.ruled_by,
                line.ruling.reason, computed.state,
            )
        )  # fmt: skip
    if line.stale_cells:
        cells = "cell has" if line.stale_cells == 1 else f"{line.stale_cells} cells have"
        parts.append(fill('<span class="why ruled">A ruling on a {} turned stale.</span>', cells))
    return join(parts)


def _question_chips(line: ConflictLine) -> list[str]:
    """Return how the question is put, where that decides: unit, tolerance, whole, can change,
    many."""
    question, words = line.question, []
    if question.type == "date" and question.asks:
        words.append(question.get_asks_display())
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
