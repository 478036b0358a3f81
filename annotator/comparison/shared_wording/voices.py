"""The articles of a story that are one voice, as it is kept: each function reads a page of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Count,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, Least, RowNumber

from annotator.comparison.copies.actions import (
    CopyPair,
    copy_threshold,
    pairs_in_time,
    time_order,
)
from annotator.comparison.models import ArticleSnapshot, Copy, QuestionCell, QuestionRow
from annotator.vocabulary.models import Question
from articles.models import Article, Source, Story

MOST_MEMBERS = 50
"""Articles of one voice that a page shows; the others are counted."""
MOST_PAIRS = 20
"""Pairs of articles that a page shows of one question; the others are counted."""
MOST_COPIES = 2000
"""Pairs among the articles of a page that are looked through for the nearest."""
UNDATED = date(9999, 12, 31)


class Voice(NamedTuple):
    """The articles of one voice, the earliest first; each with the pair that brought it in."""

    members: list[tuple[int, CopyPair | None]]
    size: int


class SharedAnswer(NamedTuple):
    """Articles that one sentence makes one voice on a question."""

    question: Question
    pairs: list[CopyPair]
    size: int


def kept_voices(story: Story, source: Source | None, oldest: bool) -> QuerySet[Any, Any]:
    """Return the earliest article of each voice of several, with their number: the largest first,
    or the oldest."""
    copies = ArticleSnapshot.objects.filter(story=story, voice__isnull=False)
    if source:
        own = ArticleSnapshot.objects.filter(story=story, source=source.pk)
        copies = copies.filter(
            Q(voice__in=own.filter(voice__isnull=False).values("voice"))
            | Q(voice__in=own.values("article"))
        )
    day = Article.objects.filter(pk=OuterRef("voice")).values("published_on")
    found = (
        copies.order_by()
        .values("voice")
        .annotate(size=Count("pk") + 1, first=Coalesce(Subquery(day), Value(UNDATED)))
    )
    return found.order_by(*(() if oldest else ("-size",)), "first", "voice")


def with_members(story: Story, rows: Iterable[Mapping[str, Any]]) -> list[Voice]:
    """Return these voices with their articles; three statements."""
    listed = list(rows)
    roots = [row["voice"] for row in listed]
    place = Window(
        RowNumber(),
        partition_by=[F("voice")],
        order_by=[F("published_on").asc(nulls_last=True), F("article").asc()],
    )
    rest = ArticleSnapshot.objects.filter(story=story, voice__in=roots).annotate(place=place)
    held: dict[int, list[int]] = defaultdict(list)
    shown = rest.filter(place__lt=MOST_MEMBERS).order_by("voice", "place")
    for article, voice in shown.values_list("article_id", "voice"):
        held[voice or 0].append(article)
    keys = [*roots, *(key for some in held.values() for key in some)]
    order = time_order(story, keys)
    copies = Copy.objects.filter(
        story=story, share__gte=copy_threshold(story), article__in=keys, original__in=keys
    ).order_by("-share", "pk")
    nearest: dict[int, CopyPair] = {}
    read = copies.values_list("article_id", "original_id", "share")
    for pair in pairs_in_time(read[:MOST_COPIES], order):
        nearest.setdefault(pair.copy, pair)
    return [
        Voice(
            [(row["voice"], None), *((key, nearest.get(key)) for key in held[row["voice"]])],
            row["size"],
        )
        for row in listed
    ]


def kept_near(story: Story, source: Source | None, oldest: bool) -> QuerySet[Copy]:
    """Return the pairs that share less than makes one voice, of articles of two voices."""
    rows = Copy.objects.filter(story=story, share__lt=copy_threshold(story)).annotate(
        one=Coalesce("article__snapshot__voice", "article_id", output_field=BigIntegerField()),
        other=Coalesce("original__snapshot__voice", "original_id", output_field=BigIntegerField()),
    )
    rows = rows.exclude(one=F("other"))
    if source:
        rows = rows.filter(Q(article__source=source) | Q(original__source=source))
    if not oldest:
        return rows.order_by("-share", "pk")
    days = (
        Coalesce("article__published_on", Value(UNDATED)),
        Coalesce("original__published_on", Value(UNDATED)),
    )
    return rows.order_by(Least(*days), "pk")


def as_pairs(story: Story, rows: Iterable[Copy]) -> list[CopyPair]:
    """Return these rows, in their order, the later article of each first; one statement."""
    listed = [(one.article_id, one.original_id, one.share) for one in rows]
    order = time_order(story, {key for row in listed for key in row[:2]})
    return [pair for row in listed for pair in pairs_in_time([row], order)]


def kept_sentences(story: Story, source: Source | None, oldest: bool) -> QuerySet[QuestionRow]:
    """Return the rows in which sentences join articles, the one with most pairs first."""
    rows = QuestionRow.objects.filter(story=story, question__active=True, pairs__gt=0)
    rows = rows.select_related("question").only("joined", "pairs", "question")
    if source:
        of_it = QuestionCell.objects.filter(joined=True, source=source.pk)
        rows = rows.filter(pk__in=of_it.values("question"))
    if not oldest:
        return rows.order_by("-pairs", "sorting", "pk")
    cells = QuestionCell.objects.filter(question=OuterRef("pk"), joined=True).order_by()
    first = cells.values("question").annotate(first=Min("published_on")).values("first")
    return rows.annotate(first=Coalesce(Subquery(first), Value(UNDATED))).order_by("first", "pk")


def shared_answers(rows: Iterable[QuestionRow]) -> list[SharedAnswer]:
    """Return what sentences join in these rows."""
    return [
        SharedAnswer(row.question, [CopyPair(*pair) for pair in row.joined[:MOST_PAIRS]], row.pairs)
        for row in rows
    ]
