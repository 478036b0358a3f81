"""Where sources conflict: the matrix of a story's questions and articles."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.blindness import articles_hidden_from
from annotator.comparison.answered import Article, State
from annotator.comparison.answers import (
    Hidden,
    answers_of,
    articles_of,
    asked,
    known_of,
)
from annotator.comparison.columns import MOST, Column, by_source, columns_of
from annotator.comparison.conflict_lines import Line, LineFilter, lines_of, totals_of
from annotator.comparison.conflicts_csv import conflicts_csv
from annotator.comparison.copying import voices_of
from annotator.comparison.matrix_table import Drawn, camps_table, cells_table, head
from annotator.comparison.nothing import Nothing
from annotator.comparison.rows import compare
from annotator.comparison.sentence_copies import joining
from annotator.comparison.visits import look
from annotator.comparison.weighing import camps_of
from annotator.listing import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Story

MOST_NAMED = 3
"""Conflicts that the sentence above the matrix names."""


@require_GET
@never_cache
def conflicts(request: DeskRequest, slug: str) -> HttpResponse:
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    columns = columns_of(story, hidden)
    sources = {column.article: column.source for column in columns}
    form = LineFilter(request.GET, articles=sources, wide=len(columns) > MOST)
    lines = lines_of(story, hidden)
    page = page_of(form.chosen(lines), request)
    news = look(request.user, story, {line.question.pk: line.told for line in lines})
    shown = {
        "story": story, "tab": "sources", "way": "conflicts", "hidden": len(hidden),
        "filter": form, "page": page, "lines": lines, "columns": columns,
        "totals": totals_of(lines), "named": named(lines), "since": news.since,
        "changed": [line.question for line in lines if line.question.pk in news.changed],
        **_table(story, page, columns, form, hidden),
    }  # fmt: skip
    return render(request, "comparison/conflicts.html", shown)


def named(lines: Sequence[Line]) -> dict[str, Any]:
    """The conflicts that the sentence names, and how many more there are."""
    found = [line for line in lines if line.state == State.CONFLICT]
    return {"first": found[:MOST_NAMED], "more": len(found[MOST_NAMED:]), "count": len(found)}


def _table(
    story: Story, page: Page[Line], columns: Sequence[Column], form: LineFilter, hidden: Hidden
) -> dict[str, Any]:
    """The page's rows, drawn with a cell an article, or, where these are many, by camps."""
    address = reverse("comparison:passages", args=[story.slug, 0])
    lines = list(page)
    if not lines:
        return {"rows": ""}
    if len(columns) <= MOST:
        drawn = _with_cells(story, lines, columns, hidden)
        return {"rows": cells_table(drawn, columns, address), "head": head(columns)}
    sources = by_source(columns)
    pinned = {source.pk: sources[source.pk] for source in form.cleaned_data.get("pin") or ()}
    rows: SafeString = camps_table(_with_camps(story, lines, columns, hidden), pinned, address)
    return {"rows": rows, "pinned": [listed[0].source_name for listed in pinned.values()]}


def _with_cells(
    story: Story, lines: Sequence[Line], columns: Sequence[Column], hidden: Hidden
) -> Iterator[Drawn]:
    answers = answers_of(story, [line.question for line in lines], hidden)
    camps = camps_of(line.weighed for line in lines)
    known, voices = known_of(story, hidden), voices_of(story, hidden)
    keys = [column.article for column in columns]
    for line in lines:
        pk = line.question.pk
        articles = articles_of(keys, known, line.cells)
        here = joining(voices, line.weighed.joined)
        yield Drawn(line, camps[pk], compare(asked(line.question), answers[pk], articles, here))


def _with_camps(
    story: Story, lines: Sequence[Line], columns: Sequence[Column], hidden: Hidden
) -> Iterator[Drawn]:
    camps = camps_of(line.weighed for line in lines)
    known = known_of(story, hidden)
    nothing = Nothing([column.article for column in columns], known.submitted, known.unasked)
    for line in lines:
        ruled: list[Article] = articles_of(
            [one.article_id for one in line.cells if one.article_id], known, line.cells
        )
        barred = {article.key for article in ruled if not article.applies}
        answering = set(line.weighed.articles) - barred
        counts = nothing.counts(asked(line.question), answering, ruled)
        yield Drawn(line, camps[line.question.pk], None, counts)


@require_GET
@never_cache
def download(request: DeskRequest, slug: str) -> StreamingHttpResponse:
    """conflicts.csv of the story, without the articles that one has still to read."""
    story = story_for(request, slug, SETTLERS)
    pieces = conflicts_csv(
        story, articles_hidden_from(request.user, story), bom=request.GET.get("bom") == "1"
    )
    name = f"{story.slug}-conflicts-{timezone.localdate().isoformat()}.csv"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return StreamingHttpResponse(
        (piece.encode() for piece in pieces),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )
