"""The rows of an edition as HTML, drawn from its document alone; to members with the ways to the
articles as they are now."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.comparison.editions.documents.document import Document
from annotator.comparison.engine.records import RowState
from annotator.markup import EMPTY, fill, join

Data = Mapping[str, Any]
Versions = Mapping[int, int]
"""Which version of its text each article has now, by its key."""


def draw_edition(document: Document, versions: Versions | None = None) -> SafeString:
    """Draw an `<article>` a row, as the brief draws it.

    `versions`: of the articles, for a member: each quote then leads to its place, and to the older
    version where the text has been corrected since. None for whoever has the public link.
    """
    articles = {one["id"]: one for one in document["articles"]}
    return join(_row(row, articles, versions) for row in document["rows"])


def _row(row: Data, articles: Mapping[int, Data], versions: Versions | None) -> SafeString:
    state, asked = row["state"], row["question"]
    told = [*row["findings"], *row["attribution_lost"]]
    sides = [_value(value, articles, versions) for value in row["values"]]
    if row["others"]:
        sides.append(_others(row, articles, versions))
    return fill(
        '<article class="brief" id="q-{}"><h2 dir="auto">{}</h2>'
        '<p class="state"><span class="chip {}">{}</span> {}, {}. <span dir="auto">{}</span></p>'
        '{}{}<div class="sides">{}</div></article>\n',
        asked["id"], asked["text"], "bad" if state == RowState.CONFLICT.value else "wait", state,
        _number(row["sources"], "source"), _number(row["voices"], "voice"), row["reason"],
        join(fill('<p class="state finding" dir="auto">{}</p>', words) for words in told),
        _ruled(row), join(sides),
    )  # fmt: skip


def _ruled(row: Data) -> SafeString:
    if not (ruling := row["ruling"]):
        return EMPTY
    return fill(
        '<p class="ruling">Ruled <b>{}</b>, {}: <q dir="auto">{}</q> Computed: {}.</p>',
        ruling["state"], _day(ruling["at"][:10]), ruling["reason"], row["computed_state"],
    )  # fmt: skip


def _value(value: Data, articles: Mapping[int, Data], versions: Versions | None) -> SafeString:
    more = EMPTY
    if value["more"]:
        more = fill('<p class="small">and {:,} more</p>', value["more"])
    return fill(
        '<section><h3><span class="letter">{}</span> <span dir="auto">{}</span></h3>{}{}</section>',
        value["letter"], value["value"], _quotes(value["answers"], articles, versions), more,
    )  # fmt: skip


def _others(row: Data, articles: Mapping[int, Data], versions: Versions | None) -> SafeString:
    """Draw the answers that give none of the values: each says what it comes to."""
    more = EMPTY
    if row["more_others"]:
        more = fill('<p class="small">and {:,} more</p>', row["more_others"])
    return fill(
        '<section><h3><span class="letter">–</span> Besides</h3>{}{}</section>',
        join(
            fill(
                '<p class="besides" dir="auto">{}{}</p>{}',
                one["derived"] or one["value"], _how(one), _quote(one, articles, versions),
            )
            for one in row["others"]
        ), more,
    )  # fmt: skip


def _how(answer: Data) -> str:
    notes = [answer["modality"]] if answer["modality"] in {"denied", "predicted"} else []
    notes += [answer["scope"]] if answer["scope"] else []
    return f" ({', '.join(notes)})" if notes else ""


def _quotes(
    answers: Iterable[Data], articles: Mapping[int, Data], versions: Versions | None
) -> SafeString:
    return join(_quote(answer, articles, versions) for answer in answers)


def _quote(answer: Data, articles: Mapping[int, Data], versions: Versions | None) -> SafeString:
    article = articles[answer["article"]]
    day = article["published_on"]
    return fill(
        '<figure><blockquote dir="auto">{}<b>{}</b>{}</blockquote>'
        '<figcaption><bdi>{}</bdi>, <cite dir="auto">{}</cite>{}{}{}{} · {}–{}{}{}</figcaption>'
        "</figure>",
        answer["before"], answer["quote"], answer["after"], article["source"], article["title"],
        f", {_day(day)}" if day else "", _speaker(answer),
        f" · as of {answer['as_of']}" if answer["as_of"] else "",
        fill(' · <span dir="auto">{}</span>', answer["derived"]) if answer["derived"] else EMPTY,
        fill('<span title="characters of the text">{}', answer["start"]),
        fill("{}</span>", answer["end"]), _way(answer, article, versions),
        fill(' · <a href="{}" rel="noreferrer nofollow">original</a>', article["address"])
        if article["address"] else EMPTY,
    )  # fmt: skip


def _way(answer: Data, article: Data, versions: Versions | None) -> SafeString:
    """Draw the way to the quote's place, or to the version that was quoted."""
    if versions is None:
        return EMPTY
    key, version = article["id"], article["text_version"]
    if versions.get(key) == version:
        at = f"{reverse('reconciliation:settle', args=[key])}?at={answer['start']}"
        return fill(' · <a href="{}">in the article</a>', at)
    at = reverse("reconciliation:version", args=[key, version])
    return fill(' · <a href="{}">in version {}</a> · <b>corrected since</b>', at, version)


def _speaker(answer: Data) -> SafeString:
    said_by, via = answer["said_by"], answer["via"]
    if said_by and via:
        return fill(" · said by <bdi>{}</bdi>, as <bdi>{}</bdi> reports", said_by, via)
    if speaker := said_by or via:
        return fill(" · said by <bdi>{}</bdi>", speaker)
    return fill(" · own voice")


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@lru_cache(maxsize=4096)
def _day(day: str) -> str:
    return format_date(date.fromisoformat(day), "j M Y")
