"""What was found, for a desk: the panel of a story's front page, and a brief to print."""

from typing import Any, NamedTuple

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotator.annotations.blindness import articles_hidden_from, articles_open_to
from annotator.annotations.models import Standing
from annotator.comparison.answered import Camp, Row, Said, State
from annotator.comparison.answers import Hidden, answers_of, asked, cell_rulings
from annotator.comparison.copying import voices_of
from annotator.comparison.counting import DONE
from annotator.comparison.coverage import coverage, draw_coverage
from annotator.comparison.models import Ruling, Verdict, Weighed
from annotator.comparison.rows import compare
from annotator.comparison.sentence_copies import joining
from annotator.comparison.weighing import RANKS, weighed_for
from annotator.listing import page_of
from annotator.people.access import SETTLERS, DeskRequest, story_for
from annotator.reconciliation.counting import bring_up_to_date as count
from annotator.reconciliation.models import Tally
from annotator.reconciliation.sentences import around
from annotator.vocabulary.models import Question
from articles.models import Article, Story

TOLD = (State.CONFLICT, State.SUPERSEDED, State.SPEAKERS)
"""The states of rows that a brief tells, in its order."""


QUOTED = 8
"""Quotes that stand beneath one value; the passages of the row show all."""


class Quoted(NamedTuple):
    """One answer in its sentence."""

    article: Article
    said: Said
    before: str
    words: str
    after: str
    start: int


class Side(NamedTuple):
    """One of the values that a row's sources give, with who gives it."""

    camp: Camp
    quoted: list[Quoted]
    more: int
    """How many quotes are left out, if above 0."""


class Told(NamedTuple):
    """One row of the brief."""

    question: Question
    state: str
    unsettled: bool
    reason: str
    sources: int
    voices: int
    sides: list[Side]
    ruling: Ruling | None


@require_GET
def found(request: DeskRequest, slug: str) -> HttpResponse:
    """The panel of the front page: what is to settle, what was found, who wrote when."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    count(story)
    seen = Tally.objects.filter(story=story).exclude(article__in=hidden)
    sums = seen.aggregate(differing=Sum("differing"), agreed=Sum("agreed"), stale=Sum("stale"))
    done = Standing.objects.filter(story=story, stage__in=DONE).exclude(article__in=hidden)
    rows = weighed_for(story, hidden)
    by_state = {state: sum(row.state == state for row in rows) for state in RANKS}
    shown = {
        "story": story,
        "sums": {name: number or 0 for name, number in sums.items()},
        "finished": done.count(),
        "states": [(state, number) for state, number in by_state.items() if number],
        "questions": len(rows),
        "first": [row for row in sorted(rows, key=_rank) if row.state in TOLD][:5],
        "coverage": draw_coverage(coverage(story)),
    }
    return render(request, "comparison/_found.html", shown)


@require_GET
def brief(request: DeskRequest, slug: str) -> HttpResponse:
    """Each conflict with its quotes, sources, dates and links: to print, and to share inside."""
    story = story_for(request, slug, SETTLERS)
    hidden = articles_hidden_from(request.user, story)
    rows = sorted((row for row in weighed_for(story, hidden) if row.state in TOLD), key=_rank)
    page = page_of(rows, request)
    articles = Article.objects.filter(articles_open_to(request.user, story), story=story)
    shown = {
        "story": story,
        "tab": "sources",
        "way": "brief",
        "page": page,
        "told": told(story, list(page), hidden),
        "articles": articles.count(),
        "sources": articles.order_by().values("source").distinct().count(),
        "conflicts": sum(row.state == State.CONFLICT for row in rows),
        "finished": Standing.objects.filter(story=story, stage__in=DONE)
        .exclude(article__in=hidden)
        .count(),
    }
    return render(request, "comparison/brief.html", shown)


def told(story: Story, weighed: list[Weighed], hidden: Hidden = ()) -> list[Told]:
    """These rows with what is quoted; statements do not grow with them."""
    questions = [row.question for row in weighed]
    answers = answers_of(story, questions, hidden)
    voices, cells = voices_of(story, hidden), cell_rulings(story, hidden)
    found = Ruling.objects.filter(question__in=questions, verdict=Verdict.STATE)
    ruled = {ruling.question_id: ruling for ruling in found.select_related("ruled_by")}
    rows: list[tuple[Question, Row, list[tuple[Camp, list[Said]]]]] = []
    for question, joined in [(row.question, row.joined) for row in weighed]:
        ruled_out = (r for r in cells.get(question.pk, []) if r.verdict == Verdict.NOT_APPLYING)
        barred = {ruling.article_id for ruling in ruled_out}
        given = [answer for answer in answers[question.pk] if answer.article not in barred]
        row = compare(asked(question), given, (), joining(voices, joined))
        rows.append((question, row, [(camp, _saying(row, camp.letter)) for camp in row.camps]))
    # Only the texts that are quoted: a story may have thousands.
    keys: set[Any] = {
        said.answer.article for *_, sides in rows for _, says in sides for said in says[:QUOTED]
    }
    articles = Article.objects.filter(pk__in=keys).select_related("source").in_bulk()
    return [
        Told(
            question, row.label, row.unsettled, row.reason, row.sources, row.voices,
            [
                Side(camp, [_quoted(said, articles) for said in says[:QUOTED]], len(says) - QUOTED)
                for camp, says in sides
                if says
            ],
            ruled.get(question.pk),
        )
        for question, row, sides in rows
    ]  # fmt: skip


def _saying(row: Row, letter: str) -> list[Said]:
    """Who gives the value, in order of publication; the same words of one article once."""
    found: dict[tuple[Any, int, int], Said] = {}
    for key, cell in row.cells.items():
        for said in cell.said:
            if said.letter == letter and said.answer.name is not None:
                found.setdefault((key, said.answer.name.start, said.answer.name.end), said)
    return sorted(found.values(), key=_published)


def _published(said: Said) -> tuple[str, Any, int]:
    day = said.answer.published
    return (day.isoformat() if day else "9999", said.answer.article, said.answer.name.start)


def _quoted(said: Said, articles: dict[int, Article]) -> Quoted:
    key: Any = said.answer.article
    passage = said.answer.name
    before, words, after = around(articles[key].text, passage.start, passage.end)
    return Quoted(articles[key], said, before, words, after, passage.start)


def _rank(row: Weighed) -> tuple[int, int, str]:
    return (row.rank, -row.sources, row.question.wording)
