"""voices.csv: one row a passage that two articles of one voice share."""

from collections.abc import Collection, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.cells import defused, lines
from annotator.comparison.article_cells import ARTICLE, article_cells
from annotator.comparison.copies.actions import (
    copy_pairs,
    copy_threshold,
    refresh_copies,
    time_order,
)
from annotator.comparison.copies.shingles import shared_runs
from annotator.comparison.place_rows import download
from annotator.comparison.question_rows.refresh import question_rows
from annotator.people.access import SETTLERS, DeskRequest, story_for
from articles.models import Article, Story

PLACE = (*ARTICLE, "start", "end", "quote")
COLUMNS = (
    "story", "question", "question_text", "share",
    *(f"copy_{name}" for name in PLACE), *(f"original_{name}" for name in PLACE),
)  # fmt: skip


@require_GET
@never_cache
def voices_csv(request: DeskRequest, slug: str) -> StreamingHttpResponse:
    """voices.csv of the articles that this adjudicator or manager may see."""
    story = story_for(request, slug, SETTLERS)
    rows = _rows(story, articles_hidden_from(request.user, story))
    return download(lines(COLUMNS, rows, bom="bom" in request.GET, size=50), story, "voices")


def _rows(story: Story, hidden: Collection[int]) -> Iterator[list[str]]:
    articles = article_cells(story, hidden)
    for question, wording, copy, original, share in _pairs(story, hidden):
        head = [defused(story.slug), defused(question), defused(wording), f"{share:.4f}"]
        found = Article.objects.filter(pk__in=(copy, original)).order_by()
        texts = dict(found.values_list("pk", "text"))
        one, other = texts[copy], texts[original]
        for run in shared_runs(one, other):
            here = [str(run.start), str(run.end), defused(one[run.start : run.end])]
            start, end = run.other_start, run.other_end
            there = [str(start), str(end), defused(other[start:end])]
            yield [*head, *articles[copy], *here, *articles[original], *there]


def _pairs(story: Story, hidden: Collection[int]) -> Iterator[tuple[str, str, int, int, float]]:
    """Whole articles first, the largest share first; then what sentences join, by question."""
    refresh_copies(story)
    order = {key: at for key, at in time_order(story).items() if key not in hidden}
    for copy, original, share in copy_pairs(story, order, copy_threshold(story)):
        yield "", "", copy, original, share
    for row in sorted(question_rows(story, hidden), key=lambda row: row.question.slug):
        joined: list[Any] = row.joined
        for copy, original, share in joined:
            yield row.question.slug, row.question.wording, copy, original, share
