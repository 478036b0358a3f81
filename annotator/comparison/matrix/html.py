"""The matrix as HTML: no database, and no template, which would take long: see decision 8."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.comparison.corrections.words import CorrectedCells
from annotator.comparison.engine.records import Cell, CellMark
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.scales import draw_scale
from annotator.comparison.matrix.words import LOOKS, cell_words, row_words
from annotator.comparison.question_rows.columns import MatrixColumn
from annotator.markup import EMPTY, fill, join

GivenBy = Mapping[tuple[int, int], Sequence[int]]


class DrawnRow(NamedTuple):
    """What is drawn of one row: its cells where there are few articles, else its camps and what
    is known of the articles that say nothing."""

    line: ConflictLine
    cells: Mapping[int, Cell] | None = None
    silent: Mapping[CellMark, int] | None = None
    pinned: Sequence[Mapping[str, Any]] = ()
    """All camps with the keys of their articles, where sources are pinned."""
    corrected: CorrectedCells = MappingProxyType({})
    """What was corrected in its cells."""


def head(columns: Sequence[MatrixColumn]) -> SafeString:
    """Draw the head of a matrix of articles: of each its source, its day, how far it is read."""
    heads = join(
        fill(
            '<th scope="col" title="{}"><bdi>{}</bdi><small>{} · {}</small></th>',
            column.title, column.source_name, _day(column), column.read,
        )
        for column in columns
    )  # fmt: skip
    return fill("<tr>{}</tr>", heads)


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
        told = fill(
            '<p class="who short">{}</p>'
            '<details class="opens"><summary>What each article says</summary></details>',
            who_says_what(one, _by_letter(one, columns)),
        )
        drawn.append(_row(one, told, cells, at, len(columns)))
    return join(drawn)


def _cell(one: DrawnRow, column: MatrixColumn, at: str) -> SafeString:
    cell = one.cells[column.article] if one.cells else None
    link = f"{at}?article={column.article}"
    nothing = fill(' class="nothing"') if not (cell and (cell.said or cell.aside)) else EMPTY
    corrected = one.corrected.get((one.line.question.pk, column.article))
    note = fill('<small class="corrected" dir="auto">{}</small>', corrected) if corrected else EMPTY
    return fill(
        '<td{} data-name="{}, {}"><a class="cell" href="{}" hx-get="{}" hx-target="#under-{}">{}{}'
        "</a></td>",
        nothing, column.source_name, _day(column), link, link, one.line.question.pk,
        cell_words(cell) if cell else "", note,
    )  # fmt: skip


def _by_letter(one: DrawnRow, columns: Iterable[MatrixColumn]) -> Mapping[str, Iterable[str]]:
    """Return the names of the sources that give each value, by its letter."""
    found: dict[str, dict[str, None]] = {}
    for column in columns:
        cell = one.cells[column.article] if one.cells else None
        for said in cell.said if cell else ():
            found.setdefault(said.letter, {})[column.source_name] = None
    return found


def camps_table(
    rows: Iterable[DrawnRow], pinned: Mapping[int, str], given: GivenBy, address: str
) -> SafeString:
    """Draw a row a question, with who says what, and a cell for each of the `pinned` sources, named
    by key; `given`: the articles by which each answers each question."""
    before, after = address.rsplit("/0/", 1)
    drawn = []
    for one in rows:
        at = f"{before}/{one.line.question.pk}/{after}"
        pk = one.line.question.pk
        cells = [_pinned(one, given.get((pk, key), ()), name) for key, name in pinned.items()]
        told = fill('<p class="who">{}</p>', who_says_what(one))
        drawn.append(_row(one, told, join(cells), at, len(pinned)))
    return join(drawn)


def who_says_what(
    one: DrawnRow, sources: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> SafeString:
    """Draw the largest camps in words, and how many articles say nothing: “a 1,100 km: 27 articles,
    19 voices · b 800 km: 3 · and 2 more values · 6 silent, 2 unread”.

    `sources`: the names of the sources that give a value, by its letter, in place of numbers.
    """
    parts = []
    shown = one.line.computed.shown
    for n, camp in enumerate(shown["camps"]):
        counted = _named(sources.get(camp["letter"], ())) or _counted(camp, whole=n == 0)
        parts.append(
            fill(
                '<span class="camp"><b>{}</b> <span class="value" dir="auto">{}</span>: {}</span>',
                camp["letter"], camp["text"], counted,
            )
        )  # fmt: skip
    if smaller := shown["smaller"]:
        values = "value" if smaller == 1 else "values"
        parts.append(fill('<span class="camp">and {:,} more {}</span>', smaller, values))
    if nothing := _nothing_said(one):
        parts.append(fill('<span class="camp quiet">{}</span>', nothing))
    return join(parts, " ")


def _named(sources: Iterable[str]) -> SafeString:
    return join((fill("<bdi>{}</bdi>", name) for name in sources), ", ")


def _counted(camp: Mapping[str, Any], whole: bool) -> str:
    number = f"{camp['articles']:,}"
    if not whole:
        return number
    voices = "1 voice" if camp["voices"] == 1 else f"{camp['voices']:,} voices"
    return f"{number} {'article' if number == '1' else 'articles'}, {voices}"


def _nothing_said(one: DrawnRow) -> str:
    """Return how many articles say nothing, by why: “1 not looked for, 5 silent, 2 unread”."""
    counts: Mapping[CellMark, int] = one.silent or Counter(
        cell.marks[0] for cell in (one.cells or {}).values() if not cell.said
    )
    ordered = sorted((mark.value, number) for mark, number in counts.items() if number)
    return ", ".join(f"{number:,} {mark}" for mark, number in ordered)


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


def _row(one: DrawnRow, told: SafeString, cells: SafeString, at: str, wide: int) -> SafeString:
    """Draw a question with what is `told` of it, its cells below, and room for its passages."""
    line = one.line
    key, look = line.question.pk, LOOKS.get(line.state, "plain")
    scaled = line.question.type in {"quantity", "date"}
    picture = draw_scale(line.computed.shown["camps"]) if scaled else ""
    across = max(wide, 1)
    return fill(
        '<tbody class="{}" id="q-{}"><tr><th scope="rowgroup" colspan="{}" class="question">'
        '<div><div class="asked"><a href="{}" hx-get="{}" hx-target="#under-{}" dir="auto">{}</a>{}'
        "</div>{}{}</div></th></tr>{}"
        '<tr class="under"><td colspan="{}"><div id="under-{}"></div></td></tr></tbody>',
        look, key, across, at, at, key, line.question.wording, row_words(line), told, picture,
        fill('<tr class="cells">{}</tr>', cells) if cells else "", across, key,
    )  # fmt: skip
