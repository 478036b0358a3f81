"""What was found, for a desk: the panel of a story's front page, and a brief to print."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.models import Annotation, ArticleProgress, Layer
from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.comparison.counted import DONE
from annotator.comparison.engine.camps import MOST_QUOTES
from annotator.comparison.matrix.conflict_lines import ConflictLine
from annotator.comparison.matrix.coverage import coverage, draw_coverage
from annotator.comparison.matrix.line_list import line_list
from annotator.comparison.models import QuestionRow, Ruling
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.columns import sources_of
from annotator.comparison.question_rows.kept import camps_of, kept_of, rows_behind, sentences_kept
from annotator.comparison.waiting import asks_progress, being_behind, progress_part
from annotator.operations.replica import reads_from_replica
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.refresh import tallies_behind
from articles.models import Article, Story

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


@require_GET
@reads_from_replica
def brief(request: DeskRequest, slug: str) -> HttpResponse:
    """Show each conflict with its quotes, sources, dates and links: to print, and to share
    inside."""
    story = story_for(request, slug, SETTLERS)
    if asks_progress(request):
        return progress_part(request, story)
    hidden, kept = articles_hidden_from(request.user, story), kept_of(story)
    lines = line_list(story, hidden)
    page = lines.told_page(request)
    shown = {
        "story": story,
        "tab": "sources",
        "subtab": "brief",
        "page": page,
        "rows": quoted_lines(story, list(page)),
        "articles": kept.articles - len(hidden),
        "sources": sources_of(story, hidden).count(),
        "totals": lines.totals(),
        "finished": finished_articles(story, hidden),
        **being_behind(story, kept.behind and not hidden),
    }
    return render(request, "comparison/brief.html", shown)


def finished_articles(story: Story, hidden: Hidden) -> int:
    """Count the story's articles whose gold counts, `hidden` ones aside."""
    done = ArticleProgress.objects.filter(story=story, stage__in=DONE)
    return done.exclude(article__in=hidden).count()


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
    """Return these annotations in the sentences that their cells keep, by their keys."""
    said = Annotation.objects.filter(pk__in=keys, article__story=story).select_related(
        "said_by", "via"
    )
    listed = list(said)
    read = Article.objects.filter(pk__in={one.article_id for one in listed})
    articles = read.select_related("source").defer("text").in_bulk()
    answering: dict[int, set[int]] = {}
    for one in listed:
        answering.setdefault(one.question_id or 0, set()).add(one.article_id)
    sentences = sentences_kept(answering)
    return {
        str(one.pk): BriefQuote(articles[one.article_id], one, *sentence)
        for one in listed
        if (sentence := sentences.get((one.article_id, *one.span)))
    }
