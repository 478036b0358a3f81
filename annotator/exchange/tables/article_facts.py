"""Read what rows say of their articles, batch by batch, in constant memory."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from annotator.annotations.visibility.portions import Portion
from articles.models import Article

BATCH = 100
"""Articles whose texts, and whose rows, are in memory at once, where nothing else is said."""


class ArticleFacts(NamedTuple):
    """An article's share of each of its rows, by column, and its text."""

    cells: dict[str, Any]
    text: str


def facts_in_batches(portion: Portion, size: int = BATCH) -> Iterator[dict[int, ArticleFacts]]:
    """Yield the portion's articles by story and number, `size` of them at a time."""
    read = ("pk", "source__name", "title", "text_sha256", "text")
    for story in portion.stories:
        among = Article.objects.filter(portion.articles, story=story).order_by("pk")
        numbers = list(among.values_list("pk", flat=True))
        for first in range(0, len(numbers), size):
            batch = Article.objects.filter(pk__in=numbers[first : first + size]).order_by("pk")
            yield {
                row["pk"]: ArticleFacts(
                    {
                        "story": story.slug,
                        "source": row["source__name"],
                        "article_id": row["pk"],
                        "article_title": row["title"],
                        "text_sha256": row["text_sha256"],
                    },
                    row["text"],
                )
                for row in batch.values(*read)
            }
