"""The list of articles in an archive: what is known of each beside its text and marks (pure)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.pieces.beside import article_beside, article_of
from annotator.exchange.formats.strict_json import json_lines, written

ARTICLES = "articles.jsonl"


def article_lines(
    documents: Iterable[FormatDocument],
    more: Callable[[FormatDocument], dict[str, Any]] = lambda document: {},
) -> Iterator[bytes]:
    """Yield a line of JSON an article; `more` gives what else a format tells of one."""
    for document in documents:
        yield f"{written({**article_beside(document), **more(document)})}\n".encode()


def listed_articles(name: str, files: Mapping[str, bytes]) -> dict[str, Mapping[str, Any]]:
    """Return the lines of an archive's list by the names of the articles; {} without one.

    Raises FormatRefused where a line is no JSON.
    """
    lines = json_lines(f"{name}, {ARTICLES}", files.get(ARTICLES, b""))
    return {about["name"]: value for _, value in lines if (about := article_of(value))}
