"""Find which articles of a story share wording: the only writer of `Copy` and `ArticleShingles`.

Texts do not change once they are stored, so an article is compared once, when it is new: its
shingles with those that the others left. Every pair that shares the least that a story may ask for
is kept: another threshold reads other rows.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from annotator.comparison.copies.shared_index import Keys
from annotator.comparison.copies.shingles import (
    earliest_voices,
    keys_as_bytes,
    keys_of_bytes,
    shared_among,
    shared_with_new,
    shingle_keys,
)
from annotator.comparison.models import ArticleShingles, Copy
from articles.models import Article, Story

LEAST_SHARE = 0.05
"""The smallest share that is kept, and the smallest threshold that a story may have."""
PORTION = 1000
"""New articles that are compared together."""
BATCH = 500
"""Stored articles whose shingles are in memory at once."""
LAST = "9999"


class CopyPair(NamedTuple):
    """Two articles that share wording: the later one, the earlier one, and the share."""

    copy: int
    original: int
    share: float


Order = dict[int, tuple[str, int]]
"""Articles by key, each with its place in time: published, then stored; undated ones last."""


def not_compared(story: Story, articles: Collection[int]) -> list[int]:
    """Return which of these articles of the story are still to be compared, in order."""
    found = Article.objects.filter(story=story, pk__in=articles, shingles=None)
    return list(found.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def compare_articles(story: Story, new: Sequence[int]) -> None:
    """Compare these articles with each other and with all that were compared before.

    To be called by one at a time: two at once would not find what their articles share.
    """
    texts = Article.objects.filter(story=story, pk__in=new).order_by("pk").values_list("pk", "text")
    keys: list[int] = []
    pieces: list[Keys] = []
    for pk, text in texts.iterator(BATCH):
        keys.append(pk)
        pieces.append(shingle_keys(text))
    found = [(keys[n], keys[m], share) for n, m, share in shared_among(pieces, LEAST_SHARE)]
    for there, stored in _stored(story):
        shared = shared_with_new(pieces, stored, LEAST_SHARE)
        found += [(keys[n], there[m], share) for n, m, share in shared]
    made = [
        Copy(story=story, article_id=max(one, other), original_id=min(one, other), share=share)
        for one, other, share in found
    ]
    Copy.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    ArticleShingles.objects.bulk_create(
        [
            ArticleShingles(article_id=key, story=story, keys=keys_as_bytes(piece))
            for key, piece in zip(keys, pieces, strict=True)
        ],
        batch_size=200,
        ignore_conflicts=True,
    )


def forget_article(article: int) -> None:
    """Delete what an article shares, as if it were new: it is of another story by now."""
    Copy.objects.filter(Q(article=article) | Q(original=article)).delete()
    ArticleShingles.objects.filter(article=article).delete()


def _stored(story: Story) -> Iterator[tuple[list[int], list[Keys]]]:
    """Yield the articles that are compared, and their shingles, batch by batch."""
    last = 0
    while True:
        rows = ArticleShingles.objects.filter(story=story, article__gt=last).order_by("article_id")
        batch = list(rows.values_list("article_id", "keys")[:BATCH])
        if not batch:
            return
        yield [key for key, _ in batch], [keys_of_bytes(bytes(stored)) for _, stored in batch]
        last = batch[-1][0]


def time_order(story: Story, among: Iterable[int] | None = None) -> Order:
    """Return where each article of the story, or of `among` these, stands in time."""
    found = Article.objects.filter(story=story).order_by()
    found = found if among is None else found.filter(pk__in=among)
    return {
        pk: (day.isoformat() if day else LAST, pk)
        for pk, day in found.values_list("pk", "published_on")
    }


def copy_pairs(story: Story, order: Order, least: float = 0, below: float = 2) -> list[CopyPair]:
    """Return the pairs that share `least` or more, and less than `below`; the largest share first.

    Which is the copy is told by the days of publication as they are known now.
    """
    rows = Copy.objects.filter(story=story, share__gte=least, share__lt=below)
    return pairs_in_time(rows.order_by().values_list("article_id", "original_id", "share"), order)


def pairs_in_time(rows: Iterable[tuple[int, int, float]], order: Order) -> list[CopyPair]:
    """Return these pairs, the later article of each first, the largest share first."""
    found = []
    for one, other, share in rows:
        if one in order and other in order:
            early, late = sorted((one, other), key=order.__getitem__)
            found.append(CopyPair(late, early, share))
    return sorted(found, key=lambda pair: (-pair.share, order[pair.copy], order[pair.original]))


def copy_threshold(story: Story) -> float:
    """Return the share from which two articles of the story are one voice."""
    return story.copy_share / 100


def voices_of(story: Story, hidden: Collection[int] = ()) -> dict[Hashable, Hashable]:
    """Return, for each article that is one voice with an earlier one, the earliest of that voice.

    Articles that stand alone, and the earliest ones, are not in it; `hidden` ones take no part. It
    reads the pairs: what is kept of it stands in the snapshots of the articles.
    """
    rows = Copy.objects.filter(story=story, share__gte=copy_threshold(story)).order_by()
    pairs = list(rows.values_list("article_id", "original_id", "share"))
    among = {key for pair in pairs for key in pair[:2]}.difference(hidden)
    order = time_order(story, among) if among else {}
    found = earliest_voices(
        ((pair.copy, pair.original) for pair in pairs_in_time(pairs, order)), order
    )
    return dict(found.items())
