"""What an assistant is answered: stories, articles and rows, with what is settled in them.

Every answer is bounded and comes in pages; every quote with its source, its place, the hash of its
text and its address. Nothing is read of a text but what was highlighted and settled.
"""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from annotator.comparison.engine.records import RowState
from annotator.comparison.models import QuestionRow, Ruling, Verdict
from annotator.comparison.question_rows.kept import kept_rows, row_of, rows_behind, rows_of
from annotator.exchange.assistant.passages import articles_as_told, passages
from annotator.exchange.assistant.reach import AssistantReach, AssistantRefused, checked, settled
from annotator.navigation import way
from annotator.vocabulary.models import Kind, Question
from articles.models import Article, Story

PAGE = 20
"""Things of a page."""
MOST_WORDS = 8
LARGEST = 2**63 - 1
NO_ARTICLE = "There is no such article, or nothing is settled in it: list_articles names them."
Told = dict[str, Any]
COUNTED = ("settled_answers", "sources")
_NOT_SETTLED = ("", RowState.UNANSWERED.value)


def list_stories(reach: AssistantReach, page: int = 1) -> Told:
    """Return the stories that may be read, each with how much of it is settled."""
    shown, told = _page(reach.stories(), page)
    return told | {"stories": [_story(reach, story) for story in shown]}


def list_articles(reach: AssistantReach, story: str, page: int = 1) -> Told:
    """Return the articles of a story in which anything is settled, the oldest first."""
    found = reach.story(story)
    highlights = settled(found, reach.hidden(found)).filter(article=OuterRef("pk"))
    articles = Article.objects.filter(Exists(highlights), story=found).defer("text")
    shown, told = _page(articles.select_related("source").order_by("published_on", "pk"), page)
    keys = [one.pk for one in shown]
    counted = settled(found, reach.hidden(found)).filter(article__in=keys).values("article")
    numbers = dict(counted.annotate(n=Count("pk")).values_list("article", "n"))
    about = articles_as_told(reach, keys)
    return told | {
        "story": found.slug,
        "articles": [about[key] | {"settled_highlights": numbers.get(key, 0)} for key in keys],
    }


def find_rows(
    reach: AssistantReach, story: str, words: str = "", state: str = "", page: int = 1
) -> Told:
    """Return the questions of a story that settled answers answer, by their wording."""
    found = reach.story(story)
    hidden = reach.hidden(found)
    states = [one.value for one in RowState if one is not RowState.UNANSWERED]
    if state and state not in states:
        raise AssistantRefused(f"There is no such state. States: {', '.join(states)}.")
    asked = _asked(found, settled(found, hidden), checked(words).split())
    rows = [row for row in _rows(found, hidden, asked) if not state or row.certain == state]
    shown, told = _page(rows, page)
    claims = settled(found, hidden).filter(question__in=[row.question_id for row in shown])
    counted = claims.values("question").annotate(
        answers=Count("pk"), sources=Count("article__source", distinct=True)
    )
    rows_of_numbers = counted.values_list("question", "answers", "sources")
    numbers = {pk: (answers, sources) for pk, answers, sources in rows_of_numbers}
    return told | {
        "story": found.slug,
        "behind": rows_behind(found),
        "rows": [
            _question(reach, found, row.question)
            | _state(row)
            | dict(zip(COUNTED, numbers.get(row.question_id, (0, 0)), strict=True))
            for row in shown
        ],
    }


def read_row(reach: AssistantReach, story: str, question: str, page: int = 1) -> Told:
    """Return one question with its settled answers, by article and place.

    `question`: its slug.
    """
    found = reach.story(story)
    hidden = reach.hidden(found)
    asked = Question.objects.filter(story=found, slug=checked(question), active=True).first()
    if asked is None:
        raise AssistantRefused(
            f"The story has no question “{question[:80]}”: find_rows names them by their slugs."
        )
    asked.story = found
    row = row_of(asked, hidden).row
    answers = settled(found, hidden).filter(kind=Kind.CLAIM, question=asked)
    shown, told = _page(answers.order_by("article__published_on", "article", "start", "pk"), page)
    barred = Ruling.objects.filter(question=asked, verdict=Verdict.NOT_APPLYING)
    not_applying = frozenset(barred.values_list("article_id", flat=True))
    return told | {
        "story": found.slug,
        "behind": rows_behind(found),
        "question": _question(reach, found, asked),
        **_state(row),
        "answers": passages(reach, shown, not_applying),
    }


def read_highlights(reach: AssistantReach, article: int, label: str = "", page: int = 1) -> Told:
    """Return what is settled in one article, in the order of its text.

    `label`: the slug of one label, as claim-quantity; '' for every one.
    """
    stories = reach.stories()
    within = 0 < article <= LARGEST
    one = Article.objects.filter(pk=article, story__in=stories).defer("text") if within else None
    found = one.select_related("story").first() if one is not None else None
    if found is None or found.pk in reach.hidden(found.story):
        raise AssistantRefused(NO_ARTICLE)
    highlights = settled(found.story).filter(article=found)
    if not highlights.exists():
        raise AssistantRefused(NO_ARTICLE)
    if label:
        highlights = highlights.filter(label=checked(label))
    shown, told = _page(highlights.order_by("start", "end", "pk"), page)
    return told | {
        "story": found.story.slug,
        "article": articles_as_told(reach, [found.pk])[found.pk],
        "highlights": passages(reach, shown),
    }


def _asked(story: Story, highlights: QuerySet[Any], words: Sequence[str]) -> QuerySet[Question]:
    """Return the questions of the story in whose wording, or in whose settled answers, each of the
    words stands."""
    if len(words) > MOST_WORDS:
        raise AssistantRefused(f"These are more than {MOST_WORDS} words: ask for fewer.")
    answers = highlights.filter(kind=Kind.CLAIM, question=OuterRef("pk"))
    asked = Question.objects.filter(Exists(answers), story=story, active=True)
    for word in words:
        said = answers.filter(Q(quote__icontains=word) | Q(value__icontains=word))
        asked = asked.filter(Q(wording__icontains=word) | Exists(said))
    return asked.order_by()


def _rows(story: Story, hidden: frozenset[int], asked: QuerySet[Question]) -> list[QuestionRow]:
    """Return the rows of these questions that have a state by settled answers alone; without the
    hidden articles, where these have a part in them."""
    if hidden:
        keys = set(asked.values_list("pk", flat=True))
        rows = [one.row for one in rows_of(story, hidden) if one.row.question_id in keys]
    else:
        rows = list(kept_rows(story).filter(question__in=asked))
    known = [row for row in rows if row.certain not in _NOT_SETTLED]
    return sorted(known, key=lambda row: (row.sorting, row.question_id))


def _page(rows: Any, number: int) -> tuple[list[Any], Told]:
    """Return the rows of a page, and what is told of the pages. Raises AssistantRefused."""
    pages = Paginator(rows, PAGE)
    if not 1 <= number <= pages.num_pages:
        raise AssistantRefused(f"There is no page {str(number)[:20]}: there are {pages.num_pages}.")
    told = {"page": number, "pages": pages.num_pages, "total": pages.count}
    return list(pages.page(number)), told


def _story(reach: AssistantReach, story: Story) -> Told:
    highlights = settled(story, reach.hidden(story))
    return {
        "slug": story.slug,
        "title": story.title,
        "articles": Article.objects.filter(story=story).count(),
        "settled_articles": highlights.values("article").distinct().count(),
        "settled_highlights": highlights.count(),
        "address": reach.desk + way("story", story.slug),
    }


def _question(reach: AssistantReach, story: Story, question: Question) -> Told:
    return {
        "question": question.slug,
        "wording": question.wording,
        "type": question.type,
        "unit": question.unit,
        "address": reach.desk + reverse("comparison:passages", args=[story.slug, question.pk]),
    }


def _state(row: QuestionRow) -> Told:
    """Return a row's state by settled answers alone; what was ruled on it, where that rests on
    nothing else."""
    settled_alone = row.state == row.certain
    ruled = row.counted_state if settled_alone and row.counted_state != row.state else None
    return {"state": row.certain or RowState.UNANSWERED.value, "ruled": ruled}
