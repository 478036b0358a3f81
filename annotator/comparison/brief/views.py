"""The brief, page by page to read, and whole to print."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.brief.html import draw_brief
from annotator.comparison.brief.quotes import quoted_lines
from annotator.comparison.matrix.line_list import KeptList, LiveList, line_list
from annotator.comparison.matrix.panel_views import finished_articles
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import sources_of
from annotator.comparison.question_rows.kept import kept_of
from annotator.comparison.waiting import asks_progress, being_behind, progress_part
from annotator.markup import fill
from annotator.one_state import one_state
from annotator.operations.replica import reads_from_replica
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Story

QUESTIONS = 10
"""Questions on a page of a brief, each with up to a hundred quotes."""
_ROWS = fill("<!-- rows -->")
"""Where the rows stand in a page that is sent piece by piece: no value is markup like this."""


@require_GET
@reads_from_replica
def brief(request: DeskRequest, slug: str) -> HttpResponse:
    """Show conflicts with their quotes, sources, dates and links, ten a page: to read."""
    story = story_for(request, slug, SETTLERS)
    if asks_progress(request):
        return progress_part(request, story)
    hidden = articles_hidden_from(request.user, story)
    lines = line_list(story, hidden)
    page = lines.told_page(request, QUESTIONS)
    shown = _frame(story, hidden, lines) | {"page": page, "told": page.paginator.count}
    shown["drawn"] = draw_brief(quoted_lines(story, list(page), whole=False), slug)
    return render(request, "comparison/brief.html", shown)


@require_GET
@reads_from_replica
def brief_whole(request: DeskRequest, slug: str) -> HttpResponseBase:
    """Send all of the brief, piece by piece, every value with its quotes: to print, and to share
    inside."""
    story = story_for(request, slug, SETTLERS)
    if asks_progress(request):
        return progress_part(request, story)
    hidden = articles_hidden_from(request.user, story)
    lines = line_list(story, hidden)
    told = lines.told(1)
    shown = _frame(story, hidden, lines) | {"whole": True, "told": told, "drawn": _ROWS}
    frame = render_to_string("comparison/brief.html", shown, request)
    if not told:
        return HttpResponse(frame)
    return StreamingHttpResponse(_pieces(story, lines, *frame.split(_ROWS)))


def _frame(story: Story, hidden: Hidden, lines: KeptList | LiveList) -> dict[str, Any]:
    """Return what stands above the rows of a brief."""
    kept = kept_of(story)
    return {
        "story": story, "tab": "sources", "subtab": "brief", "totals": lines.totals(),
        "articles": kept.articles - len(hidden), "sources": sources_of(story, hidden).count(),
        "finished": finished_articles(story, hidden),
        **being_behind(story, kept.behind and not hidden),
    }  # fmt: skip


def _pieces(story: Story, lines: KeptList | LiveList, before: str, after: str) -> Iterator[str]:
    """Yield the page: what stands before the rows, the rows in batches, what stands after them."""
    with one_state():
        yield before
        for some in lines.told_batches(QUESTIONS):
            yield draw_brief(quoted_lines(story, some, whole=True), story.slug)
        yield after
