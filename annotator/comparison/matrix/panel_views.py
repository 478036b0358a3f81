"""What was found, for a desk: the panel of a story's front page."""

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.models import ArticleProgress
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.counted import DONE
from annotator.comparison.matrix.coverage import coverage, draw_coverage
from annotator.comparison.matrix.line_list import line_list
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.kept import rows_behind
from annotator.comparison.waiting import being_behind
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.refresh import tallies_behind
from articles.models import Story

MOST_FIRST = 5
"""Rows that the front page names."""


@require_GET
def findings(request: DeskRequest, slug: str) -> HttpResponse:
    """Draw the panel of the front page: what is to settle, what was found, who wrote when."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    seen = Tally.objects.filter(story=story).exclude(article__in=hidden)
    sums = seen.aggregate(differing=Sum("differing"), agreed=Sum("agreed"), stale=Sum("stale"))
    lines = line_list(story, hidden)
    shown = {
        "story": story,
        "sums": {name: number or 0 for name, number in sums.items()},
        "finished": finished_articles(story, hidden),
        "totals": lines.totals(),
        "first": lines.told(MOST_FIRST),
        "coverage": draw_coverage(coverage(story)),
        **being_behind(story, not hidden and (rows_behind(story) or tallies_behind(story))),
    }
    return render(request, "comparison/_found.html", shown)


def finished_articles(story: Story, hidden: Hidden) -> int:
    """Count the story's articles whose gold counts, `hidden` ones aside."""
    done = ArticleProgress.objects.filter(story=story, stage__in=DONE)
    return done.exclude(article__in=hidden).count()
