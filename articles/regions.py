"""Write regions: which part of an article is a headline, a caption, a list of references.

A region is never changed: what is set anew replaces what it lies over, and both are told, so that
it can be put back. The regions of one article never overlap.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.changes import note_articles
from articles.models import Article, Region
from articles.parts import BODY, Part

ROWS_A_STATEMENT = 500
Held = tuple[int, int, str, str]
"""A region as it stood: start, end, role, origin."""


class Replaced(NamedTuple):
    """What one act took away, and what it put there instead."""

    before: list[Held]
    after: list[Held]


def parts_of(article: Article) -> list[Part]:
    """Return the parts of the article that have a role, in order. One statement."""
    rows = Region.objects.filter(article=article).order_by("start")
    return [Part(*row) for row in rows.values_list("start", "end", "role")]


def store_proposed(proposed: Iterable[tuple[Article, Sequence[Part]]]) -> None:
    """Store what was proposed for articles that have no regions yet."""
    Region.objects.bulk_create(
        [
            Region(article=article, start=part.start, end=part.end, role=part.role)
            for article, parts in proposed
            for part in parts
        ],
        batch_size=ROWS_A_STATEMENT,
    )


@transaction.atomic
def replace_region(article: Article, start: int, end: int, role: str, origin: str) -> Replaced:
    """Give a part of the article a role instead of what it was; `body` takes its role away.

    White space at its ends is left out. Raises ValidationError for a part that is not in the text.
    """
    start, end = visible(article, start, end)
    # Two at once would each leave what the other takes away: the second waits.
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    before = _held(article, start, end)
    after: list[Held] = []
    for low, high, was, of in before:
        after += [
            (a, b, was, of)
            for a, b in ((low, min(high, start)), (max(low, end), high))
            if a < b and article.text[a:b].strip()
        ]
    if role != BODY:
        after.append((start, end, role, origin))
    if sorted(before) == sorted(after) or (not before and not after):
        raise ValidationError(f"This is {role} already.")
    _write(article, before, after)
    return Replaced(before, after)


@transaction.atomic
def put_back(article: Article, done: Replaced) -> None:
    """Undo one replacement. Raises ValidationError where another has touched it since."""
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    edges = [edge for one in (*done.before, *done.after) for edge in one[:2]]
    now = _held(article, min(edges), max(edges))
    touched = [one for one in now if one not in done.after]
    if touched or len(now) != len(done.after):
        raise ValidationError("This part of the page was changed again since. Undo that first.")
    _write(article, done.after, done.before)


def visible(article: Article, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends. Raises ValidationError."""
    if not 0 <= start < end <= len(article.text):
        raise ValidationError("These words do not stand in the article. Select them again.")
    words = article.text[start:end]
    if not words.strip():
        raise ValidationError("Nothing is selected. Select words of the article.")
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _held(article: Article, start: int, end: int) -> list[Held]:
    over = Region.objects.filter(article=article, start__lt=end, end__gt=start).order_by("start")
    return list(over.values_list("start", "end", "role", "origin"))


def _write(article: Article, before: Iterable[Held], after: Iterable[Held]) -> None:
    for start, end, *_ in before:
        Region.objects.filter(article=article, start=start, end=end).delete()
    Region.objects.bulk_create(
        [
            Region(article=article, start=start, end=end, role=role, origin=origin)
            for start, end, role, origin in after
        ]
    )
    note_articles([article.pk])
