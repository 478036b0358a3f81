"""What has changed in a story, taken into what its rows are computed from, article by article.

The writer of `ArticleSnapshot`, of what cells are taken from, and of which rows are due. Each
function is called inside the transaction that holds the story's turn (`refresh.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.db.models import F

from annotator.comparison.engine.records import Answer
from annotator.comparison.models import ArticleSnapshot, QuestionCell, QuestionRow, Ruling
from annotator.comparison.question_rows.answers import answers_in, known_articles
from annotator.comparison.question_rows.cell_table import TakenCell, take_in_cells
from annotator.vocabulary.models import Question
from articles.models import Article, Story
from articles.sentences import sentence_around

TAKEN = ("source", "published_on", "read", "submitted_at", "unasked")
"""What is known of an article, by the columns of its snapshot."""
Place = tuple[int, int]
"""The keys of a question and of an article."""


def take_in(story: Story, articles: Collection[int]) -> None:
    """Take these articles in as they are now; the rows they have a part in are due.

    Articles that are gone are passed over: what was kept of them went with them.
    """
    now = _snapshots(story, articles)
    before = {one.article_id: one for one in ArticleSnapshot.objects.filter(pk__in=articles)}
    moved = {key for key, one in now.items() if _known(one) != _known(before.get(key))}
    ArticleSnapshot.objects.bulk_create(
        [one for key, one in now.items() if key in moved],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["story", *TAKEN],
        batch_size=500,
    )
    ArticleSnapshot.objects.filter(pk__in=before.keys() - now.keys(), story=story).delete()
    due = _take_in_cells(story, articles, now, moved)
    ruled = Ruling.objects.filter(article__in=moved).values_list("question_id", flat=True)
    make_due(story, due.union(ruled))


def make_due(story: Story, questions: Collection[int]) -> None:
    """Let the rows of these questions be computed again; rows that are missing are made.

    What was computed for an earlier version counts no more.
    """
    if not questions:
        return
    rows = QuestionRow.objects.filter(pk__in=questions)
    there = set(rows.values_list("pk", flat=True))
    rows.update(due=True, version=F("version") + 1)
    missing = Question.objects.filter(story=story, pk__in=set(questions) - there)
    QuestionRow.objects.bulk_create(
        [QuestionRow(question=one, story=story) for one in missing], ignore_conflicts=True
    )


def _snapshots(story: Story, articles: Collection[int]) -> dict[int, ArticleSnapshot]:
    """Return what is known of these articles now, not stored."""
    known = known_articles(story, only=articles)
    rows = Article.objects.filter(story=story, pk__in=articles).order_by("pk")
    return {
        pk: ArticleSnapshot(
            article_id=pk, story=story, source=source, published_on=day,
            read=len(known.submitted.get(pk, ())),
            submitted_at=min(known.submitted.get(pk, ()), default=None),
            unasked=known.unasked.get(pk, 0),
        )
        for pk, source, day in rows.values_list("pk", "source_id", "published_on")
    }  # fmt: skip


def _known(snapshot: ArticleSnapshot | None) -> tuple[Any, ...] | None:
    return tuple(getattr(snapshot, name) for name in TAKEN) if snapshot else None


def _take_in_cells(
    story: Story,
    articles: Collection[int],
    now: Mapping[int, ArticleSnapshot],
    moved: Collection[int],
) -> set[int]:
    """Store what the articles' cells are taken from, and return which questions are due: those
    whose answers changed, and all that an article answers of which something else is known."""
    given: dict[Place, list[Answer]] = defaultdict(list)
    for question, answers in answers_in(story, articles).items():
        for answer in answers:
            given[question, _article(answer)].append(answer)
    rows = QuestionCell.objects.filter(article__in=articles).order_by()
    stamps: dict[Place, str] = {
        (question, article): stamp
        for question, article, stamp in rows.values_list("question_id", "article_id", "stamp")
    }
    named = {place: _stamp(answers) for place, answers in given.items()}
    fresh = [place for place, stamp in named.items() if stamps.get(place) != stamp]
    moved_cells = [place for place in named if place[1] in moved]
    gone = [place for place in stamps if place not in given]
    _drop(gone)
    written = {*fresh, *moved_cells}
    sentences = _sentences({place: given[place] for place in written})
    take_in_cells(
        TakenCell(
            *place, now[place[1]].source or 0, now[place[1]].published_on, named[place],
            sentences[place], any(not one.aside for one in given[place]),
        )
        for place in sorted(written)
        if place[1] in now
    )  # fmt: skip
    return {question for question, _ in (*written, *gone)}


def _drop(places: Iterable[Place]) -> None:
    """Delete the cells of articles that answer no more."""
    by_article: dict[int, list[int]] = defaultdict(list)
    for question, article in places:
        by_article[article].append(question)
    for article, questions in by_article.items():
        QuestionCell.objects.filter(article=article, question__in=questions).delete()


def _article(answer: Answer) -> int:
    key: Any = answer.article
    return int(key)


def _stamp(answers: Iterable[Answer]) -> str:
    """Return a name for what an article answers: another one where anything of it changed."""
    told = repr([tuple(answer) for answer in answers])
    return sha256(told.encode()).hexdigest()[:32]


def _sentences(given: Mapping[Place, list[Answer]]) -> dict[Place, list[list[Any]]]:
    """Return the sentences around these answers; each article's text is read once."""
    keys = {article for _, article in given}
    found = Article.objects.filter(pk__in=keys).order_by().values_list("pk", "text")
    texts = dict(found.iterator(200)) if keys else {}
    return {
        place: [
            [*span, *sentence_around(texts[place[1]], *span)]
            for span in sorted({(one.name.start, one.name.end) for one in answers})
        ]
        for place, answers in given.items()
        if place[1] in texts
    }
