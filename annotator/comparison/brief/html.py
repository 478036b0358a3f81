"""The rows of a brief as HTML: no database, and no template, which would take long."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.comparison.brief.quotes import BriefQuote, BriefRow, BriefValue
from annotator.comparison.engine.records import RowState
from annotator.markup import EMPTY, fill, join


def draw_brief(rows: Iterable[BriefRow], slug: str) -> SafeString:
    """Draw an `<article>` a row: what it says, why, what was ruled, and each value with its
    quotes."""
    before, after = reverse("comparison:passages", args=[slug, 0]).rsplit("/0/", 1)
    places = reverse("reconciliation:settle", args=[0]).split("0")
    return join(_row(one, f"{before}/{one.line.computed.pk}/{after}", places) for one in rows)


def _row(one: BriefRow, at: str, places: list[str]) -> SafeString:
    line, row = one.line, one.line.computed
    told = [fill('<p class="state finding" dir="auto">{}</p>', words) for words in one.told]
    if one.untold:
        told.append(
            fill(
                '<p class="state finding"><a href="{}">And {:,} more like these.</a></p>',
                at, one.untold,
            )
        )  # fmt: skip
    left = EMPTY
    if one.smaller:
        values = "value" if one.smaller == 1 else "values"
        left = fill(
            '<p class="small"><a href="{}">and {:,} more {}</a></p>', at, one.smaller, values
        )
    return fill(
        '<article class="brief" id="q-{}"><h2 dir="auto">{}</h2>'
        '<p class="state"><span class="chip {}">{}</span> {}, {}. <span dir="auto">{}</span></p>'
        '{}{}<div class="sides">{}</div>{}</article>\n',
        row.pk, row.question.wording, "bad" if line.label == RowState.CONFLICT.value else "wait",
        line.label, _number(row.sources, "source"), _number(row.voices, "voice"), line.reason,
        join(told), _ruled(one), join(_value(value, at, places) for value in one.values), left,
    )  # fmt: skip


def _ruled(one: BriefRow) -> SafeString:
    parts, ruling = [], one.line.ruling
    if ruling:
        parts.append(
            fill(
                '<p class="ruling">Ruled{} <b>{}</b> by {}, {}: <q dir="auto">{}</q>'
                " Computed: {}.</p>",
                " (stale: the row has changed since)" if one.line.stale else "", ruling.state,
                ruling.ruled_by, _day(ruling.ruled_at.date()), ruling.reason,
                one.line.computed.state,
            )
        )  # fmt: skip
    if one.line.stale_cells:
        parts.append(fill('<p class="ruling">A ruling on a cell of this row is stale.</p>'))
    return join(parts)


def _value(value: BriefValue, at: str, places: list[str]) -> SafeString:
    more = EMPTY
    if value.more:
        more = fill('<p class="small"><a href="{}">and {:,} more</a></p>', at, value.more)
    return fill(
        '<section><h3><span class="letter">{}</span> <span dir="auto">{}</span></h3>{}{}</section>',
        value.letter, value.text, join(_quote(quote, places) for quote in value.quoted), more,
    )  # fmt: skip


def _quote(quote: BriefQuote, places: list[str]) -> SafeString:
    said = quote.said
    before, after = places
    return fill(
        '<figure><blockquote dir="auto">{}<b>{}</b>{}</blockquote>'
        "<figcaption><bdi>{}</bdi>{}{}{}{}{} · "
        '<a href="{}{}{}?at={}">in the article</a>{}</figcaption></figure>',
        *quote.sentence, quote.source, f", {_day(quote.published)}" if quote.published else "",
        _speaker(quote), f" · as of {said.as_of}" if said.as_of else "",
        "" if said.settled else " · not settled yet",
        fill(" · <b>{}</b>", quote.corrected) if quote.corrected else "",
        before, said.article, after, said.start,
        fill(' · <a href="{}" rel="noreferrer">original</a>', quote.url) if quote.url else EMPTY,
    )  # fmt: skip


def _speaker(quote: BriefQuote) -> SafeString:
    said_by, via = quote.said.said_by, quote.said.via
    if said_by and via:
        return fill(" · said by <bdi>{}</bdi>, as <bdi>{}</bdi> reports", said_by, via)
    if speaker := said_by or via:
        return fill(" · said by <bdi>{}</bdi>", speaker)
    return fill(" · own voice")


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return format_date(day, "j M Y")
