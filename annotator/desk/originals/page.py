"""What the page of an original shows, as plain values."""

import codecs
from typing import Any, NamedTuple

from django.db.models import QuerySet

from annotator.text import plain_number
from articles.models import Article, Original, Version

PART = 20_000
"""Code points of an original, and of the text beside it, that stand on one page."""
OPENING = 80


class PageOpening(NamedTuple):
    """A page of a paged document: its number, and the words at which it begins in the text."""

    number: int
    words: str


class SourceText(NamedTuple):
    """A part of the original as characters: which of how many parts, and the characters."""

    shown: str
    part: int
    parts: int


def source_text(original: Original, asked: str) -> SourceText | None:
    """Return the part of the original that is asked for, as characters; None where it has none.

    A part that is not there is the nearest one that is.
    """
    if not original.media_type.startswith("text/"):
        return None
    # What the encoding does not hold stands as a replacement: this is to look at, not to store.
    text = bytes(original.content).decode(known_encoding(original.encoding), errors="replace")
    parts = max(1, -(-len(text) // PART))
    number = plain_number(asked) or 1
    part = min(max(number, 1), parts)
    return SourceText(text[(part - 1) * PART : part * PART], part, parts)


def known_encoding(name: str) -> str:
    """Return an encoding that Python has: the one of this name, or UTF-8."""
    try:
        return codecs.lookup(name or "utf-8").name
    except LookupError:
        return "utf-8"


def text_of(article: Article, version: int) -> str:
    """Return the text of a version of the article."""
    older = None if version == article.version else _version(article, version).first()
    return older.text if older else article.text


def _version(article: Article, number: int) -> QuerySet[Version]:
    return Version.objects.filter(article=article, number=number)


def openings(original: Original, text: str) -> list[PageOpening]:
    """Return where each page of a paged document begins."""
    return [
        PageOpening(number, " ".join(text[start : start + OPENING].split()))
        for number, start in enumerate(original.pages, 1)
    ]


def facts_of(original: Original, article: Article) -> dict[str, Any]:
    """Return what is known of an original, for a file that stands beside its bytes."""
    older = _version(article, original.version).values_list("text_sha256", flat=True)
    return {
        "article": article.pk,
        "version": original.version,
        "title": article.title,
        "source": article.source.name,
        "article_url": article.url,
        "name": original.name,
        "media_type": original.media_type,
        "encoding": original.encoding,
        "size": original.size,
        "sha256": original.sha256,
        "fetched_from": original.url,
        "came_at": original.came_at.isoformat(),
        "text_sha256": older.first() or article.text_sha256,
    }
