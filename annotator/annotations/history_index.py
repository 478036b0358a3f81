"""Keep the index by which acts are found in the history by their reason.

No model can declare it, for the table is made by django-simple-history, and SQLite drops it with
each table that a migration rebuilds. It is made where it is missing, after each migration.
"""

from typing import Any

from django.db import connections

TABLE = "annotations_historicalannotation"
# Most rows have no reason, and cost this index nothing.
MADE = (
    f"CREATE INDEX IF NOT EXISTS annotation_history_reason ON {TABLE} "
    "(substr(history_change_reason, 1, 6), history_date) WHERE history_change_reason IS NOT NULL"
)


def keep_index(using: str = "default", **_: Any) -> None:
    """Make the index where it is missing."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(MADE)
