"""Write many cells at once, each by the same statement: the writer of `QuestionCell`.

Making objects and compiling statements of five hundred rows is more than half of the time that it
takes to keep a story of a hundred thousand answers; this leaves the database's own.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

# Both databases understand these; a test holds that they name every column of the model.
TAKE_IN = (
    "INSERT INTO comparison_questioncell"
    " (question_id, article_id, source, published_on, stamp, sentences, counts, joined, camp)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (question_id, article_id) DO UPDATE SET source = EXCLUDED.source,"
    " published_on = EXCLUDED.published_on, stamp = EXCLUDED.stamp,"
    " sentences = EXCLUDED.sentences, counts = EXCLUDED.counts"
)
KEEP = (
    "UPDATE comparison_questioncell SET said = %s, camp = %s, joined = %s"
    " WHERE question_id = %s AND article_id = %s"
)
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class TakenCell(NamedTuple):
    """From what a cell is computed, by the columns of `QuestionCell`."""

    question: int
    article: int
    source: int
    published_on: date | None
    stamp: str
    sentences: list[list[Any]]
    counts: bool


class ComputedCell(NamedTuple):
    """What a cell came to, by the columns of `QuestionCell`."""

    question: int
    article: int
    said: dict[str, Any] | None
    camp: str
    joined: bool


def take_in_cells(cells: Iterable[TakenCell]) -> None:
    """Store from what these cells are computed; what they came to before stays until then."""
    day = connection.ops.adapt_datefield_value
    rows = [
        (
            one.question, one.article, one.source, day(one.published_on), one.stamp,
            _written(one.sentences), one.counts, False, "",
        )
        for one in cells
    ]  # fmt: skip
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(TAKE_IN, rows)


def keep_cells(cells: Iterable[ComputedCell]) -> None:
    """Store what these cells came to."""
    rows = [
        (None if one.said is None else _written(one.said), one.camp, one.joined, one.question,
         one.article)
        for one in cells
    ]  # fmt: skip
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(KEEP, rows)
