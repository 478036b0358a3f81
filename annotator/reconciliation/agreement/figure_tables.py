"""Draw the agreement page's tables of figures: every value escaped, no template, no database."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.reconciliation.agreement.article_figures import Period, Ranked
from annotator.reconciliation.agreement.charts import (
    draw_interval,
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


def draw_whole(figures: dict[str, Figure]) -> SafeString:
    """Draw each figure with what it means, its value, interval, n and coverage."""
    return SafeString("".join(_row(name, figure) for name, figure in figures.items()))


def _row(name: str, figure: Figure) -> str:
    meaning = MEANINGS[name]
    facts = [f"n = {figure.n:,} {escape(figure.of)}"]
    if figure.coverage is not None:
        facts.append(f"coverage {100 * figure.coverage:.0f} % {meaning.covered}")
    if figure.left_out:
        some = "article" if figure.left_out == 1 else "articles"
        facts.append(f"{figure.left_out:,} {some} left out, where spans of one annotator overlap")
    return (
        f'<tr data-figure="{name}"><th scope="row">{meaning.name}'
        f"<small>{escape(meaning.says)}</small></th>"
        f'<td class="value">{draw_value(figure)}</td>'
        f'<td class="span">{draw_interval(figure)}<small>{interval_in_words(figure)}</small></td>'
        f"<td><small>{'<br>'.join(facts)}</small></td></tr>"
    )


def draw_parts(parts: Iterable[FigureRow], columns: Sequence[str]) -> SafeString:
    """Draw a table of the parts of what was chosen, with these figures; n is that of the exact
    F1."""
    heads = "".join(
        f'<th class="number" scope="col">{MEANINGS[name].name}</th>' for name in columns
    )
    rows = "".join(
        f'<tr><th scope="row"><a href="{escape(part.address)}"><bdi>{escape(part.name)}</bdi></a>'
        f"</th>{''.join(_cell(name, part.figures[name]) for name in columns)}"
        f'<td class="number" data-name="Spans compared">{part.figures["exact"].n:,}</td></tr>'
        for part in parts
    )
    return SafeString(
        f'<table class="cards parts"><thead><tr><td></td>{heads}'
        f'<th class="number" scope="col">Spans compared</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _cell(name: str, figure: Figure) -> str:
    covered = ""
    if name == "alpha" and figure.value is not None and figure.coverage is not None:
        covered = f" <small>of {100 * figure.coverage:.0f} %</small>"
    return (
        f'<td class="number" data-name="{MEANINGS[name].name}">{draw_value(figure)}{covered}</td>'
    )


def draw_articles(rows: Iterable[tuple[Ranked, str, str]]) -> SafeString:
    """Draw articles, each with the address of its figures and that of its differences."""
    return SafeString("".join(_article(*row) for row in rows))


def _article(row: Ranked, figures: str, differences: str) -> str:
    exact, overlap = (
        "nothing marked" if value is None else three_decimals(value)
        for value in (row.exact, row.overlap)
    )
    last = format_date(row.share.last, "j M Y") if row.share.last else "–"
    return (
        f'<tr><td class="title"><a href="{escape(figures)}" dir="auto">'
        f"{escape(row.share.title)}</a></td>"
        f'<td data-name="Source"><bdi>{escape(row.share.source_name)}</bdi></td>'
        f'<td class="date" data-name="Last submitted">{last}</td>'
        f'<td class="number" data-name="Exact F1"><b>{exact}</b></td>'
        f'<td class="number" data-name="Overlap F1">{overlap}</td>'
        f'<td class="number" data-name="Spans compared">{row.spans:,}</td>'
        f'<td><a href="{escape(differences)}">Differences</a></td></tr>'
    )


def period_name(period: Period) -> str:
    """Return “March 2024”, or “week of 4 Mar 2024”."""
    day = format_date(period.first, "j M Y" if period.weekly else "F Y")
    return f"week of {day}" if period.weekly else day
