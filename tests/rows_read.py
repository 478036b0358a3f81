"""Count what a page costs the database: its statements, the rows it fetches, the rows it visits.

A page whose cost must not grow asks the same of a small story and of a large one:

    with rows_read() as few:
        client.get(address)
    …
    assert many.statements == few.statements and many.visited < 2 * few.visited
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

STEPS = 20
"""SQLite's virtual machine is asked how far it is after so many of its steps."""


@dataclass
class RowsRead:
    """What was asked of the database within `rows_read`.

    `fetched` is the number of rows that came to Python. `visited` is what the database went through
    to find them: on PostgreSQL rows, as EXPLAIN ANALYZE counts them, on SQLite steps of its virtual
    machine, some ten to fifty a row. Both are the same at every run, however busy the machine is;
    compare a number only with another one of the same database.
    """

    statements: int = 0
    fetched: int = 0
    visited: int = 0
    by_statement: list[tuple[int, str]] = field(default_factory=list)
    """What each statement visited, with its text: for whoever looks why there are so many."""

    def worst(self, number: int = 3) -> str:
        """Return the statements that visited most, each in a line."""
        found = sorted(self.by_statement, reverse=True)[:number]
        return "\n".join(f"{visited} in {sql[:1500]}" for visited, sql in found)


def know_sizes() -> None:
    """Let PostgreSQL know what its tables hold, as it does by itself a while after they were
    written: how it finds rows, and so how many it visits, follows from that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@contextmanager
def rows_read() -> Iterator[RowsRead]:
    """Count statements and rows of the default database while the block runs."""
    read = RowsRead()

    class Counting(CursorWrapper):
        """A cursor that counts what it is asked and what it gives."""

        def execute(self, sql: Any, params: Any = None) -> Any:
            read.statements += 1
            read.by_statement.append((0, str(sql)))
            result = super().execute(sql, params)
            visit(_visited(sql, params))
            return result

        def executemany(self, sql: Any, param_list: Any) -> Any:
            read.statements += 1
            return super().executemany(sql, param_list)

        def fetchone(self) -> Any:
            row = self.cursor.fetchone()
            read.fetched += row is not None
            return row

        def fetchmany(self, *size: int) -> Sequence[Any]:
            rows = self.cursor.fetchmany(*size)
            read.fetched += len(rows)
            return rows

        def fetchall(self) -> Sequence[Any]:
            rows = self.cursor.fetchall()
            read.fetched += len(rows)
            return rows

        def __iter__(self) -> Iterator[Any]:
            for row in super().__iter__():
                read.fetched += 1
                yield row

    def visit(rows: int) -> int:
        read.visited += rows
        if read.by_statement:
            visited, sql = read.by_statement[-1]
            read.by_statement[-1] = visited + rows, sql
        return 0

    here: Any = connection
    here.ensure_connection()
    before = here.make_cursor, here.make_debug_cursor
    here.make_cursor = here.make_debug_cursor = lambda cursor: Counting(cursor, here)
    if here.vendor == "sqlite":
        here.connection.set_progress_handler(lambda: visit(STEPS), STEPS)
    try:
        yield read
    finally:
        here.make_cursor, here.make_debug_cursor = before
        if here.vendor == "sqlite":
            here.connection.set_progress_handler(None, 0)


def _visited(sql: Any, params: Any) -> int:
    """Return the rows that PostgreSQL visits for a statement that only reads; 0 on SQLite."""
    if connection.vendor != "postgresql" or not str(sql).lstrip("( ").startswith("SELECT"):
        return 0
    with connection.connection.cursor() as cursor:  # the driver's own: it is not counted
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone()
    return _rows(json.loads(plan)[0]["Plan"] if isinstance(plan, str) else plan[0]["Plan"])


def _rows(node: dict[str, Any]) -> int:
    """Return the rows that a node of a plan and those beneath it read from tables and indexes."""
    found = sum(map(_rows, node.get("Plans", ())))
    if "Relation Name" in node or "Index Name" in node:
        left = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        found += int((node["Actual Rows"] + left) * node["Actual Loops"])
    return found
