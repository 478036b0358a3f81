"""Find which articles of a story are one voice: the only writer of `Copy`.

Texts do not change once they are stored, so an article is compared once, when it is new. Every pair
that shares the least that a story may ask for is kept: another threshold reads other rows.
"""

from collections.abc import Collection, Hashable, Iterator
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from annotator.comparison.copies.shingles import earliest_voices, shared_wording
from annotator.comparison.models import Copy
from articles.models import Article, Story

LEAST_SHARE = 0.05
"""The smallest share that is kept, and the smallest threshold that a story may have."""
BATCH = 200
LAST = "9999"


class CopyPair(NamedTuple):
    """Two articles that share wording: the later one, the earlier one, and the share."""

    copy: int
    original: int
    share: float


Order = dict[int, tuple[str, int]]
"""Articles by key, each with its place in time: published, then stored; undated ones last."""


def refresh_copies(story: Story) -> int:
    """Compare the articles that are new with all others of the story; return how many were new."""
    # A row of an article with itself, of share 0, says that it has been compared.
    looked_at = Copy.objects.filter(article=OuterRef("pk"), original=OuterRef("pk"))
    articles = Article.objects.filter(story=story).order_by("pk")
    new = set(articles.exclude(Exists(looked_at)).values_list("pk", flat=True))
    if not new:
        return 0
    order = time_order(story)
    texts: Iterator[tuple[int, str]] = articles.values_list("pk", "text").iterator(BATCH)
    found = [
        Copy(story=story, article_id=late, original_id=early, share=share)
        for one, other, share in shared_wording(texts, LEAST_SHARE, new)
        for early, late in [sorted((one, other), key=order.__getitem__)]
    ]
    found += [Copy(story=story, article_id=key, original_id=key, share=0) for key in sorted(new)]
    Copy.objects.bulk_create(found, batch_size=1000, ignore_conflicts=True)
    return len(new)


def time_order(story: Story) -> Order:
    """Return where each article of the story stands in time."""
    found = Article.objects.filter(story=story).order_by().values_list("pk", "published_on")
    return {pk: (day.isoformat() if day else LAST, pk) for pk, day in found}


def copy_pairs(story: Story, order: Order, least: float = 0, below: float = 2) -> list[CopyPair]:
    """Return the pairs that share `least` or more, and less than `below`; the largest share first.

    Which is the copy is told by the days of publication as they are known now.
    """
    rows = Copy.objects.filter(story=story, share__gt=0, share__gte=least, share__lt=below)
    found = []
    for one, other, share in rows.order_by().values_list("article_id", "original_id", "share"):
        if one in order and other in order:
            early, late = sorted((one, other), key=order.__getitem__)
            found.append(CopyPair(late, early, share))
    return sorted(found, key=lambda pair: (-pair.share, order[pair.copy], order[pair.original]))


def copy_threshold(story: Story) -> float:
    """Return the share from which two articles of the story are one voice."""
    return story.copy_share / 100


def voices_of(story: Story, hidden: Collection[int] = ()) -> dict[Hashable, Hashable]:
    """Return, for each article that is one voice with an earlier one, the earliest of that voice.

    Articles that stand alone, and the earliest ones, are not in it; `hidden` ones take no part. New
    articles are compared first.
    """
    refresh_copies(story)
    order = {key: place for key, place in time_order(story).items() if key not in hidden}
    pairs = copy_pairs(story, order, copy_threshold(story))
    found = earliest_voices(((pair.copy, pair.original) for pair in pairs), order)
    return dict(found.items())
