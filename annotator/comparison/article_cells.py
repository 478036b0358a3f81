"""The cells of a table that lead back to an article."""

from collections.abc import Collection

from annotator.cells import defused
from articles.models import Article, Story

ARTICLE = (
    "source", "article_id", "article_title", "published_on", "article_url", "text_sha256",
)  # fmt: skip
"""Their columns."""


def article_cells(story: Story, hidden: Collection[int]) -> dict[int, list[str]]:
    """Each article's cells, by its key; one statement."""
    found = Article.objects.filter(story=story).exclude(pk__in=hidden).order_by()
    rows = found.values_list("pk", "source__name", "title", "published_on", "url", "text_sha256")
    return {
        pk: [defused(source), str(pk), defused(title), str(day or ""), defused(url), sha256]
        for pk, source, title, day, url, sha256 in rows
    }
