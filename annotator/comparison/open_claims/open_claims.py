"""The claims of a story that count and answer no question, as they are kept, and what each may
answer."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from annotator.annotations.models import Annotation
from annotator.comparison.question_rows.answers import Hidden, counted_claims
from annotator.comparison.tallies.listing import CountedList
from annotator.comparison.tally_models import ClaimTally, OpenClaim
from annotator.vocabulary.models import Question
from articles.models import Article, Source, Story
from articles.sentences import sentence_around

MOST = 5
"""Suggestions a claim: each has a key, 1 to 5."""


class QuestionSuggestion(NamedTuple):
    """A question that the claim may answer, and the wording that it is like."""

    question: Question
    because: str
    source: str
    """Whose claim the wording is; empty: it is the question's own."""


class OtherClaim(NamedTuple):
    """A claim of another source that answers no question either."""

    key: UUID
    quote: str
    source: str


class UnansweredClaim(NamedTuple):
    """One place, as the page shows it."""

    key: UUID
    article: Article
    start: int
    before: str
    words: str
    after: str
    suggestions: list[QuestionSuggestion]
    others: list[OtherClaim]
    sought: bool
    """Whether what it is like has been sought."""


def unanswered_claims(story: Story, hidden: Hidden) -> QuerySet[Annotation]:
    """Return the claims that count, may be seen and answer no question, as they are now."""
    return Annotation.objects.filter(counted_claims(story, hidden), question=None).order_by()


def places(
    story: Story, hidden: Hidden, text: str = "", source: Source | None = None, newest: bool = False
) -> CountedList:
    """Return the places of open claims, by publication, article and start, as a pager takes them.

    Within an article they stand in reading order; articles without a date come last. Places are
    counted anew only where words are looked for, or where articles are hidden.
    """
    found = OpenClaim.objects.filter(story=story)
    if source:
        found = found.filter(source=source.pk)
    day = "-day_back" if newest else "day"
    rows = found.order_by(day, "article_id", "start", "end")
    if text:
        rows = rows.filter(quote__icontains=text)
    if hidden:
        rows = rows.exclude(article__in=hidden)
    if text:
        return CountedList(rows, rows.count())
    tally = ClaimTally.objects.filter(story=story, source=source.pk if source else 0).first()
    gone = found.filter(article__in=hidden).count() if hidden else 0
    return CountedList(rows, (tally.count if tally else 0) - gone)


def with_suggestions(
    story: Story, hidden: Hidden, page: Iterable[OpenClaim]
) -> list[UnansweredClaim]:
    """Return the page's places with their suggestions; four statements."""
    page = list(page)
    articles = Article.objects.select_related("source").in_bulk({row.article_id for row in page})
    asked = {question for row in page for question, *_ in row.like}
    questions = Question.objects.filter(story=story, active=True).in_bulk(asked)
    near = [(key, where) for row in page for key, _, _, where in row.others if where not in hidden]
    still = OpenClaim.objects.filter(
        article__in={where for _, where in near}, key__in={key for key, _ in near}
    )
    others = {str(key) for key in still.values_list("key", flat=True)}
    whose = {source for row in page for *_, source, _ in (*row.like, *row.others)}
    names = dict(Source.objects.filter(pk__in=whose).values_list("pk", "name"))
    rows = []
    for row in page:
        article = articles[row.article_id]
        likes = [
            QuestionSuggestion(questions[question], words, names.get(source, ""))
            for question, words, source, where in row.like
            if question in questions and where not in hidden
        ]
        loose = [
            OtherClaim(UUID(key), words, names[source])
            for key, words, source, where in row.others
            if key in others and source in names
        ]
        around = sentence_around(article.text, row.start, row.end)
        rows.append(
            UnansweredClaim(
                row.key, article, row.start, *around, likes[:MOST], loose[:MOST], not row.due
            )
        )
    return rows
