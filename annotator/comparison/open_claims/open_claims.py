"""The claims of a story that count and answer no question, and what each may answer."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from annotator.annotations.models import Annotation
from annotator.comparison.open_claims.claim_likeness import KnownWording, Like, Wordings
from annotator.comparison.question_rows.answers import Hidden, counted_claims
from annotator.vocabulary.models import Question
from articles.models import Article, Source, Story
from articles.sentences import sentence_around

MOST = 5
"""Suggestions a claim: each has a key, 1 to 5."""

Place = tuple[int, int, int]
"""An article's key, and the claim's offsets, in code points: who marked it does not matter."""


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


def unanswered_claims(story: Story, hidden: Hidden) -> QuerySet[Annotation]:
    """Return the claims that count, may be seen and answer no question."""
    return Annotation.objects.filter(counted_claims(story, hidden), question=None).order_by()


def places(
    among: QuerySet[Annotation], text: str = "", source: Source | None = None, newest: bool = False
) -> list[Place]:
    """Return where these claims stand, each place once, by publication, article and start."""
    chosen = among.filter(quote__icontains=text) if text else among
    if source:
        chosen = chosen.filter(article__source=source)
    read = ("article__published_on", "article_id", "start", "end")
    found = {row[1:]: row[0] for row in chosen.values_list(*read)}
    listed = sorted(found, key=lambda at: (str(found[at] or "9999"), at))
    if newest:  # Within an article in reading order all the same; without a date last.
        listed.sort(key=lambda at: str(found[at] or ""), reverse=True)
    return listed


def with_suggestions(
    story: Story, hidden: Hidden, among: QuerySet[Annotation], page: Iterable[Place]
) -> list[UnansweredClaim]:
    """Return the page's places with their suggestions; a number of statements that does not
    grow."""
    page = list(page)
    articles = Article.objects.select_related("source").in_bulk({place[0] for place in page})
    there = among.filter(article__in=articles)
    marked = there.order_by("-pk").values_list("article_id", "start", "end", "pk")
    keys = {(article, start, end): key for article, start, end, key in marked}
    questions = Question.objects.filter(story=story, active=True).in_bulk()
    wordings = Wordings(_known(story, hidden, questions))
    names = dict(Source.objects.filter(articles__story=story).values_list("pk", "name"))
    rows = []
    for article, start, end in page:
        text = articles[article].text
        before, words, after = sentence_around(text, start, end)
        source = articles[article].source_id
        likes, others = wordings.like(before + words + after, source, MOST)
        rows.append(
            UnansweredClaim(
                keys[article, start, end],
                articles[article],
                start,
                before,
                words,
                after,
                [_suggestion(like, questions, names) for like in likes],
                [_other(like, names) for like in others],
            )
        )
    return rows


def _known(
    story: Story, hidden: Hidden, questions: Mapping[int, Question]
) -> Iterator[KnownWording]:
    """Yield the questions' wordings, and all claims that count."""
    for question in questions.values():
        yield KnownWording(question.wording, question.pk)
    read = ("quote", "question_id", "article__source_id", "pk")
    found = Annotation.objects.filter(counted_claims(story, hidden)).order_by()
    for quote, question, source, key in found.values_list(*read):
        if question is None or question in questions:
            yield KnownWording(quote, question, source, key)


def _suggestion(
    like: Like, questions: Mapping[Any, Question], names: Mapping[Any, str]
) -> QuestionSuggestion:
    known = like.known
    return QuestionSuggestion(questions[known.question], known.text, names.get(known.source, ""))


def _other(like: Like, names: Mapping[Any, str]) -> OtherClaim:
    key: Any = like.known.name
    return OtherClaim(key, like.known.text, names[like.known.source])
