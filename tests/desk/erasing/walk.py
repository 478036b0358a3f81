"""Every table of the database, history and full text included, looked through for words."""

import json
from collections import Counter
from collections.abc import Iterable

from django.db import connection


def found_in_tables(words: Iterable[str]) -> Counter[str]:
    """In which columns of which tables any of the words stand, in any capitals, and how often."""
    wanted = [word.casefold() for word in words]
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if connection.vendor == "sqlite":
            # what a full text is made of: Django does not list it
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = sorted({*tables, *(name for (name,) in cursor.fetchall())})
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    told = _as_text(value).casefold()
                    if any(word in told for word in wanted):
                        found[f"{table}.{column}"] += 1
    return found


def _as_text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    if isinstance(value, str):
        return value.encode().decode("unicode_escape", "replace") if "\\u" in value else value
    return json.dumps(value, default=str, ensure_ascii=False)
