"""Draw the agreement page's tables of figures: no template, no database."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.markup import EMPTY, fill, join
from annotator.reconciliation.agreement.article_figures import Period, Ranked
from annotator.reconciliation.agreement.charts import (
    draw_interval,
    draw_share,
    draw_value,
    interval_in_words,
    three_decimals,
)
from annotator.reconciliation.agreement.statistics.figures import Figure
from annotator.reconciliation.agreement.statistics.meanings import MEANINGS

OF_ALL = ("exact", "overlap", "characters", "details", "alpha", "u_alpha")
OF_LABEL = ("exact", "overlap", "characters", "details", "ku_alpha")
OF_PAIR = ("exact", "overlap", "characters", "details", "kappa", "u_alpha")


class FigureRow(NamedTuple):
    """A row of a table: its name, the address that chooses it alone, its figures."""

    name: str
    address: str
    figures: dict[str, Figure]


SHARES = ("exact", "overlap", "characters", "details")
"""Figures that are shares, from 0 to 1; the others are coefficients, with chance at 0."""


def draw_shares(figures: dict[str, Figure]) -> SafeString:
    """Draw the shares as bars of 100, each with what it means, its value, interval and n."""
    return join(_row(name, figures[name], draw_share(figures[name])) for name in SHARES)


def draw_coefficients(figures: dict[str, Figure]) -> SafeString:
    """Draw each coefficient with what it is good for, its value, interval, n and coverage."""
    return join(
        _row(name, figure, draw_interval(figure))
        for name, figure in figures.items()
        if name not in SHARES
    )


def _row(name: str, figure: Figure, picture: SafeString) -> SafeString:
    meaning = MEANINGS[name]
    good_for = fill("Good for {}. ", meaning.good_for) if meaning.good_for else EMPTY
    facts = [f"n = {figure.n:,} {figure.of}"]
    if figure.coverage is not None:
        facts.append(f"coverage {100 * figure.coverage:.0f} % {meaning.covered}")
    if figure.left_out:
        some = "article" if figure.left_out == 1 else "articles"
        facts.append(f"{figure.left_out:,} {some} left out, where spans of one annotator overlap")
    return fill(
        '<tr data-figure="{}"><th scope="row">{}<small>{}{}</small></th><td class="value">{}</td>'
        '<td class="span">{}<small>{}</small></td><td><small>{}</small></td></tr>',
        name, meaning.name, good_for, meaning.says, draw_value(figure),
        picture, interval_in_words(figure), join(facts, fill("<br>")),
    )  # fmt: skip


def draw_parts(parts: Iterable[FigureRow], columns: Sequence[str]) -> SafeString:
    """Draw a table of the parts of what was chosen; n is that of the exact F1."""
    heads = join(
        fill('<th class="number" scope="col">{}</th>', MEANINGS[name].name) for name in columns
    )
    rows = join(
        fill(
            '<tr><th scope="row"><a href="{}"><bdi>{}</bdi></a></th>{}'
            '<td class="number" data-name="Spans compared">{:,}</td></tr>',
            part.address, part.name, join(_cell(name, part.figures[name]) for name in columns),
            part.figures["exact"].n,
        )
        for part in parts
    )  # fmt: skip
    return fill(
        '<table class="cards parts"><thead><tr><td></td>{}'
        '<th class="number" scope="col">Spans compared</th></tr></thead>'
        "<tbody>{}</tbody></table>",
        heads, rows,
    )  # fmt: skip


def _cell(name: str, figure: Figure) -> SafeString:
    covered = EMPTY
    if name == "alpha" and figure.value is not None and figure.coverage is not None:
        covered = fill(" <small>of {:.0f} %</small>", 100 * figure.coverage)
    return fill(
        '<td class="number" data-name="{}">{}{}</td>',
        MEANINGS[name].name, draw_value(figure), covered,
    )  # fmt: skip


def draw_articles(rows: Iterable[tuple[Ranked, str, str]]) -> SafeString:
    """Draw articles, each with the address of its figures and that of its differences."""
    return join(_article(*row) for row in rows)


def _article(row: Ranked, figures: str, differences: str) -> SafeString:
    exact, overlap = (
        "nothing marked" if value is None else three_decimals(value)
        for value in (row.exact, row.overlap)
    )
    last = format_date(row.share.last, "j M Y") if row.share.last else "–"
    return fill(
        '<tr><td class="title"><a href="{}" dir="auto">{}</a></td>'
        '<td data-name="Source"><bdi>{}</bdi></td>'
        '<td class="date" data-name="Last submitted">{}</td>'
        '<td class="number" data-name="Exact F1"><b>{}</b></td>'
        '<td class="number" data-name="Overlap F1">{}</td>'
        '<td class="number" data-name="Spans compared">{:,}</td>'
        '<td><a href="{}">Differences</a></td></tr>',
        figures, row.share.title, row.share.source_name, last, exact, overlap, row.spans,
        differences,
    )  # fmt: skip


def period_name(period: Period) -> str:
    """Return “March 2024”, or “week of 4 Mar 2024”."""
    day = format_date(period.first, "j M Y" if period.weekly else "F Y")
    return f"week of {day}" if period.weekly else day
