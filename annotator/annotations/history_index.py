"""Keep the index by which acts are found in the history by their reason.

No model can declare it, for the table is made by django-simple-history, and SQLite drops it with
each table that a migration rebuilds. It is made where it is missing, after each migration.
"""

from typing import Any

from django.db import connections

TABLE = "annotations_historicalannotation"
# Most rows have no reason, and cost this index nothing.
NAME = "annotation_history_reason"
MADE = (
    f"CREATE INDEX {NAME} ON {TABLE} "
    "(substr(history_change_reason, 1, 6), history_date) WHERE history_change_reason IS NOT NULL"
)
IS_THERE = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE name = %s",
    "postgresql": "SELECT 1 FROM pg_indexes WHERE indexname = %s",
}
# Asked first: PostgreSQL refuses the statement within a transaction that has changed the table,
# also where it would do nothing.


def keep_index(using: str = "default", **_: Any) -> None:
    """Make the index where it is missing."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute(IS_THERE[connection.vendor], [NAME])
        if cursor.fetchone() is None:
            cursor.execute(MADE)
