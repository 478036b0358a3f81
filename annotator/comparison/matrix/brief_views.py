"""What was found, for a desk: the panel of a story's front page, and a brief to print."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.models import Annotation, ArticleProgress, Layer
from annotator.annotations.visibility.blind_review import articles_hidden_from, articles_open_to
from annotator.comparison.counted import DONE
from annotator.comparison.engine.camps import MOST_QUOTES
from annotator.comparison.engine.records import RowState
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_from, totals_of
from annotator.comparison.matrix.coverage import coverage, draw_coverage
from annotator.comparison.matrix.waiting import asks_progress, progress_part
from annotator.comparison.models import QuestionRow, Ruling
from annotator.comparison.question_rows.refresh import PATIENCE, camps_of, rows_for
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.refresh import refresh_tallies as count
from articles.models import Article, Story
from articles.sentences import sentence_around

BRIEF_STATES = (RowState.CONFLICT, RowState.SUPERSEDED, RowState.SPEAKERS)
"""The states of the rows that a brief shows, in its order."""
MOST_FIRST = 5
"""Rows that the front page names."""


class BriefQuote(NamedTuple):
    """One answer in its sentence."""

    article: Article
    said: Annotation
    before: str
    words: str
    after: str

    @property
    def settled(self) -> bool:
        return self.said.layer == Layer.GOLD


class BriefValue(NamedTuple):
    """One of the values that a row's sources give, with who gives it."""

    camp: dict[str, Any]
    """As `QuestionRow.camps` keeps it."""
    quoted: list[BriefQuote]
    more: int
    """How many quotes are left out; below 1, none is."""


class BriefRow(NamedTuple):
    """One row of the brief."""

    line: ConflictLine
    sides: list[BriefValue]

    @property
    def row(self) -> QuestionRow:
        return self.line.computed

    @property
    def ruling(self) -> Ruling | None:
        return self.line.ruling

    @property
    def state(self) -> str:
        """What counts; both states, where it depends on answers that are not settled."""
        return self.line.label


def is_told(line: ConflictLine) -> bool:
    """Return whether a brief tells of the row: of what sources contradict each other, themselves or
    their speakers on, of a lost speaker, of a stale ruling."""
    stale = line.stale or line.stale_cells > 0
    return line.state in BRIEF_STATES or line.finding or bool(line.computed.lost) or stale


@require_GET
def findings(request: DeskRequest, slug: str) -> HttpResponse:
    """Draw the panel of the front page: what is to settle, what was found, who wrote when."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    count(story)
    seen = Tally.objects.filter(story=story).exclude(article__in=hidden)
    sums = seen.aggregate(differing=Sum("differing"), agreed=Sum("agreed"), stale=Sum("stale"))
    done = ArticleProgress.objects.filter(story=story, stage__in=DONE).exclude(article__in=hidden)
    kept = rows_for(story, hidden, patience=PATIENCE)
    lines = lines_from(story, kept.rows, hidden)
    totals = totals_of(lines)
    shown = {
        "story": story,
        "sums": {name: number or 0 for name, number in sums.items()},
        "finished": done.count(),
        "totals": totals,
        "questions": len(lines),
        "kept": kept,
        "first": [line for line in lines if is_told(line)][:MOST_FIRST],
        "coverage": draw_coverage(coverage(story)),
    }
    return render(request, "comparison/_found.html", shown)


@require_GET
def brief(request: DeskRequest, slug: str) -> HttpResponse:
    """Show each conflict with its quotes, sources, dates and links: to print, and to share
    inside."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    kept = rows_for(story, hidden, patience=PATIENCE)
    if asks_progress(request):
        return progress_part(request, kept)
    lines = [line for line in lines_from(story, kept.rows, hidden) if is_told(line)]
    page = page_of(lines, request)
    articles = Article.objects.filter(articles_open_to(request.user, story), story=story)
    shown = {
        "story": story,
        "tab": "sources",
        "subtab": "brief",
        "page": page,
        "rows": quoted_lines(story, list(page)),
        "kept": kept,
        "articles": articles.count(),
        "sources": articles.order_by().values("source").distinct().count(),
        "conflicts": sum(line.state == RowState.CONFLICT for line in lines),
        "totals": totals_of(lines),
        "finished": ArticleProgress.objects.filter(story=story, stage__in=DONE)
        .exclude(article__in=hidden)
        .count(),
    }
    return render(request, "comparison/brief.html", shown)


def quoted_lines(story: Story, lines: list[ConflictLine]) -> list[BriefRow]:
    """Return these lines with what is quoted; statements do not grow with them."""
    camps = camps_of(line.computed for line in lines)
    quoted = _quoted(
        story, {key for one in camps.values() for camp in one for key in camp["quoted"]}
    )
    return [
        BriefRow(
            line,
            [
                BriefValue(camp, quotes, camp["quotes"] - MOST_QUOTES)
                for camp in camps[line.computed.pk]
                if (quotes := [quoted[key] for key in camp["quoted"] if key in quoted])
            ],
        )
        for line in lines
    ]


def _quoted(story: Story, keys: Iterable[str]) -> dict[str, BriefQuote]:
    """Return these annotations in their sentences, by their keys; only the texts that are quoted
    are read."""
    said = Annotation.objects.filter(pk__in=keys, article__story=story).select_related(
        "said_by", "via"
    )
    listed = list(said)
    read = Article.objects.filter(pk__in={one.article_id for one in listed})
    articles = read.select_related("source").in_bulk()
    return {
        str(one.pk): BriefQuote(
            articles[one.article_id],
            one,
            *sentence_around(articles[one.article_id].text, *one.span),
        )
        for one in listed
    }
