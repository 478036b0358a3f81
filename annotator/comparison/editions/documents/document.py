"""Write an edition as plain data, and as the canonical JSON that is stored and hashed (pure).

The JSON is that of RFC 8785: keys sorted, no blanks, UTF-8; a document holds texts, whole numbers,
booleans and nothing else, so that `json.dumps` of any language comes to the same bytes.
docs/edition.schema.json describes it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from annotator.comparison.editions.documents.quotes import PrintedQuote
from annotator.comparison.engine.camps import MOST_QUOTES
from annotator.comparison.settled_rows.records import CitedArticle, SettledAnswer, SettledRow

SCHEMA = "annotator-edition"
SCHEMA_VERSION = 1
Document = Mapping[str, Any]


class EditionHead(NamedTuple):
    """What stands above the rows of an edition. `base` is the desk's address without a slash at its
    end; `path` the edition's own, from the slash on."""

    base: str
    path: str
    desk: str
    story: str
    story_title: str
    number: int
    title: str
    note: str
    signed: str
    published_at: datetime
    as_of: datetime
    articles: int
    sources: int
    finished: int
    left_out: int
    software: str


def edition_document(
    head: EditionHead,
    rows: Sequence[SettledRow],
    quotes: Mapping[object, PrintedQuote],
    place: Callable[[int, int], str],
) -> dict[str, Any]:
    """Return the edition as data.

    `place` tells the path at which a version of an article is read, of their two numbers.
    """
    articles = {one.article.key: one.article for row in rows for one in quoted_answers(row)}
    return {
        "schema": SCHEMA,
        "schema_version": SCHEMA_VERSION,
        "software": head.software,
        "desk": head.desk,
        "address": head.base + head.path,
        "story": {"slug": head.story, "title": head.story_title},
        "edition": head.number,
        "title": head.title,
        "note": head.note,
        "published_by": head.signed,
        "published_at": time_as_text(head.published_at),
        "as_of": {
            "at": time_as_text(head.as_of),
            "articles": head.articles,
            "sources": head.sources,
            "finished": head.finished,
        },
        "left_out": head.left_out,
        "rows": [row_as_data(row, quotes) for row in rows],
        "articles": [
            _article(one, head.base + place(one.key, one.version))
            for _, one in sorted(articles.items())
        ],
    }


def row_as_data(row: SettledRow, quotes: Mapping[object, PrintedQuote]) -> dict[str, Any]:
    """Return one row as an edition holds it."""
    return {
        "question": {
            "id": row.question, "slug": row.slug, "text": row.wording, "type": row.type,
            "unit": row.unit,
        },
        "state": row.state,
        "computed_state": row.computed,
        "reason": row.reason,
        "ruling": row.ruling and {
            "state": row.ruling.state, "reason": row.ruling.reason,
            "at": time_as_text(row.ruling.at),
        },
        "findings": list(row.findings),
        "attribution_lost": list(row.lost),
        "sources": row.sources,
        "voices": row.voices,
        "values": [
            {
                "letter": value.letter, "value": value.text, "sources": value.sources,
                "voices": value.voices, "more": max(len(_distinct(value.answers)) - MOST_QUOTES, 0),
                "answers": [
                    _answer(one, quotes) for one in _distinct(value.answers)[:MOST_QUOTES]
                ],
            }
            for value in row.values
        ],
        "others": [_answer(one, quotes) for one in _others(row)],
        "more_others": max(len(_distinct(row.others)) - MOST_QUOTES, 0),
    }  # fmt: skip


def quoted_answers(row: SettledRow) -> Iterator[SettledAnswer]:
    """Yield the answers that an edition quotes of a row: as many of each value as the brief."""
    for value in row.values:
        yield from _distinct(value.answers)[:MOST_QUOTES]
    yield from _others(row)


def _others(row: SettledRow) -> list[SettledAnswer]:
    return _distinct(row.others)[:MOST_QUOTES]


def _distinct(answers: Iterable[SettledAnswer]) -> list[SettledAnswer]:
    """Return the answers, of the same words of one article the first."""
    found: dict[tuple[int, int, int], SettledAnswer] = {}
    for one in answers:
        found.setdefault((one.article.key, one.start, one.end), one)
    return list(found.values())


def _answer(answer: SettledAnswer, quotes: Mapping[object, PrintedQuote]) -> dict[str, Any]:
    printed = quotes.get(answer.key) or PrintedQuote("", answer.quote, "", False)
    return {
        "highlight": str(answer.key),
        "article": answer.article.key,
        "source": answer.article.source,
        "value": answer.value,
        "derived": answer.derived,
        "quote": printed.quote,
        "before": printed.before,
        "after": printed.after,
        "shortened": printed.shortened,
        "start": answer.start,
        "end": answer.end,
        "settled": True,
        "modality": answer.modality,
        "said_by": answer.said_by,
        "via": answer.via,
        "as_of": answer.as_of,
        "scope": answer.scope,
        "takes_part": answer.takes_part,
    }


def _article(article: CitedArticle, place: str) -> dict[str, Any]:
    return {
        "id": article.key,
        "title": article.title,
        "source": article.source,
        "published_on": article.published.isoformat() if article.published else "",
        "address": article.url,
        "language": article.language,
        "text_version": article.version,
        "text_sha256": article.text_sha256,
        "place": place,
    }


def canonical_json(document: Document) -> str:
    """Return the document as canonical JSON."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """Return the SHA-256 of a document's canonical JSON, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def time_as_text(at: datetime) -> str:
    """Return a time in UTC to the second: 2022-02-24T09:30:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
