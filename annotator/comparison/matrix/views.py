"""Where sources conflict: the matrix of a story's questions and articles."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.line_filter import LineFilter
from annotator.comparison.matrix.line_list import line_list
from annotator.comparison.matrix.page import with_camps, with_cells
from annotator.comparison.matrix.visits import last_visit, note_visit
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import MOST
from annotator.comparison.question_rows.kept import Kept, kept_of
from annotator.comparison.seen import count_unread
from annotator.comparison.waiting import asks_progress, being_behind, progress_part
from annotator.operations.replica import reads_from_replica
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Story

MOST_NEWS = 6
"""Questions with news that are read: one more than are named."""


@require_GET
@never_cache
@reads_from_replica
def conflicts(request: DeskRequest, slug: str) -> HttpResponse:
    """Show the story's questions and articles, conflicts first."""
    story = story_for(request, slug, SETTLERS)
    if asks_progress(request):
        return progress_part(request, story)
    hidden, kept = articles_hidden_from(request.user, story), kept_of(story)
    lines = line_list(story, hidden)
    form = LineFilter(
        request.GET, story=story, hidden=hidden, wide=kept.articles - len(hidden) > MOST
    )
    page, totals = lines.page(request, form), lines.totals()
    since = last_visit(request.user, story)
    shown = {
        "story": story, "tab": "sources", "subtab": "conflicts", "hidden": len(hidden),
        "filter": form, "page": page, "totals": totals, "since": since,
        "changed": lines.changed(since, MOST_NEWS) if since else [],
        "unread_leads": count_unread(story, hidden),
        **being_behind(story, kept.behind and not hidden),
        **_table(story, page, form, hidden, kept),
    }  # fmt: skip
    return render(request, "comparison/conflicts.html", shown)


@require_POST
def seen(request: DeskRequest, slug: str) -> HttpResponse:
    """Note that the member looks at the conflicts: the page says so once it is there."""
    note_visit(request.user, story_for(request, slug, SETTLERS))
    return HttpResponse(status=204)


def _table(
    story: Story, page: Page[ConflictLine], form: LineFilter, hidden: Hidden, kept: Kept
) -> dict[str, Any]:
    """Return the page's rows, drawn."""
    lines = list(page)
    if not lines:
        return {"rows": ""}
    if not form.wide:
        return with_cells(story, lines, hidden)
    return with_camps(story, lines, form.cleaned_data.get("pin") or (), hidden, kept)
