"""The cells by which a row of a table leads back to its article."""

from collections.abc import Collection
from typing import Any

from articles.models import Article, Story

ARTICLE = "source article_id article_title published_on article_url text_sha256"
"""The columns of these cells, for the declaration of a table."""


def article_cells(story: Story, hidden: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return each article's cells by column, by the article's key, without `hidden` articles; one
    statement."""
    found = Article.objects.filter(story=story).exclude(pk__in=hidden).order_by()
    read = ("pk", "source__name", "title", "published_on", "url", "text_sha256")
    return {
        row["pk"]: {
            "source": row["source__name"],
            "article_id": row["pk"],
            "article_title": row["title"],
            "published_on": row["published_on"],
            "article_url": row["url"],
            "text_sha256": row["text_sha256"],
        }
        for row in found.values(*read)
    }
