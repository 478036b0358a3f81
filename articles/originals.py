"""Write what articles came in as, byte by byte."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from articles.intake.came_as import ENCODING_LIMIT, CameAs
from articles.models import Article, Original

ROWS_A_STATEMENT = 200
BYTES_A_STATEMENT = 8_000_000  # a page may have 5 MB: not two hundred of them in one statement


def store_originals(
    came: Iterable[tuple[Article, CameAs]], version: int = 1, at: datetime | None = None
) -> None:
    """Store what this version of each article came in as.

    The number of statements follows the number of bytes, not that of the articles.
    """
    at = at or timezone.now()
    rows = (_original(article, one, version, at) for article, one in came)
    for batch in _batches(rows):
        Original.objects.bulk_create(batch)


def _original(article: Article, came: CameAs, version: int, at: datetime) -> Original:
    return Original(
        article=article,
        version=version,
        content=came.content,
        sha256=came.sha256,
        size=len(came.content),
        media_type=came.media_type[:100],
        name=came.name,
        encoding=came.encoding[:ENCODING_LIMIT],
        url=came.url,
        pages=list(came.pages),
        came_at=at,
    )


def _batches(rows: Iterable[Original]) -> Iterator[list[Original]]:
    batch: list[Original] = []
    size = 0
    for row in rows:
        if batch and (len(batch) == ROWS_A_STATEMENT or size + row.size > BYTES_A_STATEMENT):
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += row.size
    if batch:
        yield batch
