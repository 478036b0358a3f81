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
from annotator.comparison.matrix.coverage import coverage, draw_coverage
from annotator.comparison.matrix.waiting import asks_progress, progress_part
from annotator.comparison.models import QuestionRow, Ruling, Verdict
from annotator.comparison.question_rows.compute import RANKS
from annotator.comparison.question_rows.refresh import PATIENCE, camps_of, rows_for
from annotator.pagination import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.refresh import refresh_tallies as count
from articles.models import Article, Story
from articles.sentences import sentence_around

BRIEF_STATES = (RowState.CONFLICT, RowState.SUPERSEDED, RowState.SPEAKERS)
"""The states of the rows that a brief shows, in its order."""


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

    row: QuestionRow
    sides: list[BriefValue]
    ruling: Ruling | None

    @property
    def state(self) -> str:
        """The state; both states, where it depends on answers that are not settled."""
        row = self.row
        return row.state if row.state == row.certain else f"unsettled ({row.certain} → {row.state})"


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
    rows = kept.rows
    by_state = {state: sum(row.state == state for row in rows) for state in RANKS}
    shown = {
        "story": story,
        "sums": {name: number or 0 for name, number in sums.items()},
        "finished": done.count(),
        "states": [(state, number) for state, number in by_state.items() if number],
        "questions": len(rows),
        "kept": kept,
        "first": [row for row in sorted(rows, key=_rank) if row.state in BRIEF_STATES][:5],
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
    rows = sorted((row for row in kept.rows if row.state in BRIEF_STATES), key=_rank)
    page = page_of(rows, request)
    articles = Article.objects.filter(articles_open_to(request.user, story), story=story)
    shown = {
        "story": story,
        "tab": "sources",
        "subtab": "brief",
        "page": page,
        "rows": brief_rows(story, list(page)),
        "kept": kept,
        "articles": articles.count(),
        "sources": articles.order_by().values("source").distinct().count(),
        "conflicts": sum(row.state == RowState.CONFLICT for row in rows),
        "finished": ArticleProgress.objects.filter(story=story, stage__in=DONE)
        .exclude(article__in=hidden)
        .count(),
    }
    return render(request, "comparison/brief.html", shown)


def brief_rows(story: Story, rows: list[QuestionRow]) -> list[BriefRow]:
    """Return these rows with what is quoted; statements do not grow with them."""
    camps = camps_of(rows)
    quoted = _quoted(
        story, {key for one in camps.values() for camp in one for key in camp["quoted"]}
    )
    found = Ruling.objects.filter(
        question__in=[row.question_id for row in rows], verdict=Verdict.STATE
    )
    ruled = {ruling.question_id: ruling for ruling in found.select_related("ruled_by")}
    return [
        BriefRow(
            row,
            [
                BriefValue(camp, quotes, camp["quotes"] - MOST_QUOTES)
                for camp in camps[row.pk]
                if (quotes := [quoted[key] for key in camp["quoted"] if key in quoted])
            ],
            ruled.get(row.question_id),
        )
        for row in rows
    ]


def _quoted(story: Story, keys: Iterable[str]) -> dict[str, BriefQuote]:
    """Return these annotations in their sentences, by their keys; only the texts that are quoted
    are read."""
    said = Annotation.objects.filter(pk__in=keys, article__story=story).select_related("said_by")
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


def _rank(row: QuestionRow) -> tuple[int, int, str]:
    return (row.rank, -row.sources, row.question.wording)
