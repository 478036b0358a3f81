"""What each database searches words with: a tsvector and GIN on PostgreSQL, FTS5 on SQLite.

Neither cuts or folds a word itself: the documents hold the words of `query/folding.py`, apart by
spaces. So a search finds the same on both, whatever their locale.
"""

import logging
from typing import Any

from django.db import DatabaseError, transaction

log = logging.getLogger("annotator.search.index.full_text")
TABLE = "search_searchdocument"
_WORDS = "array_remove(string_to_array(scope || head || body, ' '), '')"
POSTGRESQL = [
    f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector "
    f"GENERATED ALWAYS AS (array_to_tsvector({_WORDS})) STORED",
    f"CREATE INDEX search_words ON {TABLE} USING gin (vector)",
]
# Every byte beyond ASCII belongs to a word, and so does no sign: the words are cut already.
SQLITE = [
    "CREATE VIRTUAL TABLE search_text USING fts5(scope, head, body, "
    f"content='{TABLE}', content_rowid='id', tokenize='ascii', columnsize=0)"
]
NEAR = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX IF NOT EXISTS search_near ON {TABLE} USING gin (head gin_trgm_ops) "
    "WHERE kind IN ('article', 'entity', 'question')",
]


def make_full_text(connection: Any) -> None:
    """Make what the database searches with; near spellings only where pg_trgm can be had."""
    with connection.cursor() as cursor:
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)
    make_near_spellings(connection)


def has_full_text(connection: Any) -> bool:
    """Return whether what the database searches with is there."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            return "search_text" in connection.introspection.table_names(cursor)
        columns = connection.introspection.get_table_description(cursor, TABLE)
        return any(column.name == "vector" for column in columns)


def make_near_spellings(connection: Any) -> bool:
    """Make PostgreSQL's index of trigrams; return whether it is there now."""
    if connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in NEAR:
                cursor.execute(statement)
    except DatabaseError as error:
        log.warning(
            "pg_trgm cannot be had, so near spellings of titles are not offered (%s). "
            "Where an administrator makes the extension, reindex_search makes the index.",
            str(error).splitlines()[0],
        )
        return False
    return True


def has_near_spellings(connection: Any) -> bool:
    """Return whether PostgreSQL has its index of trigrams."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('search_near') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def drop_full_text(connection: Any) -> None:
    """Drop what `make_full_text` has made, but for an extension that others may use."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX IF EXISTS search_near")
            cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector")
        else:
            cursor.execute("DROP TABLE IF EXISTS search_text")


def mend_full_text(connection: Any) -> None:
    """Write SQLite's full text from the documents; PostgreSQL's is a column of theirs."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")


def clean_full_text(connection: Any) -> None:
    """Merge SQLite's full text into one piece: until then it holds words of deleted documents."""
    if connection.vendor != "postgresql" and has_full_text(connection):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")
