"""Where sources conflict: the matrix of a story's questions and articles."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.engine.records import RowState
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_from, totals_of
from annotator.comparison.matrix.line_filter import LineFilter
from annotator.comparison.matrix.page import with_camps, with_cells
from annotator.comparison.matrix.visits import NO_NEWS, note_visit
from annotator.comparison.matrix.waiting import asks_progress, progress_part
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import MOST
from annotator.comparison.question_rows.refresh import PATIENCE, rows_for
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Story

MOST_NAMED = 3
"""Conflicts that the sentence above the matrix names."""


@require_GET
@never_cache
def conflicts(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the story's questions and articles, conflicts first."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    rows = rows_for(story, hidden, patience=PATIENCE)
    if asks_progress(request):
        return progress_part(request, rows)
    lines = lines_from(story, rows.rows, hidden)
    wide = rows.articles - len(hidden) > MOST
    form = LineFilter(request.GET, story=story, hidden=hidden, wide=wide)
    page = page_of(form.chosen(lines), request)
    summaries = {line.question.pk: line.summary for line in lines}
    # A row that is still to be computed is no news: the visit counts once none is left.
    news = NO_NEWS if rows.left else note_visit(request.user, story, summaries)
    shown = {
        "story": story, "tab": "sources", "subtab": "conflicts", "hidden": len(hidden),
        "filter": form, "page": page, "lines": lines, "totals": totals_of(lines),
        "named": named(lines), "since": news.since, "kept": rows,
        "changed": [line.question for line in lines if line.question.pk in news.changed],
        **_table(story, page, form, hidden),
    }  # fmt: skip
    return render(request, "comparison/conflicts.html", shown)


def _table(
    story: Story, page: Page[ConflictLine], form: LineFilter, hidden: Hidden
) -> dict[str, Any]:
    """Return the page's rows, drawn."""
    lines = list(page)
    if not lines:
        return {"rows": ""}
    if not form.wide:
        return with_cells(story, lines, hidden)
    return with_camps(story, lines, form.cleaned_data.get("pin") or (), hidden)


def named(lines: Sequence[ConflictLine]) -> dict[str, Any]:
    """Return the conflicts that the sentence names, and how many more there are."""
    found = [line for line in lines if line.state == RowState.CONFLICT]
    return {"first": found[:MOST_NAMED], "more": len(found[MOST_NAMED:]), "count": len(found)}
