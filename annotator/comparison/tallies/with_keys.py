"""Find kept rows by their keys, however many: one statement that reads those rows and no others."""

import json
from collections.abc import Collection
from typing import Any, TypeVar

from django.db import connection, models

from articles.models import Story

M = TypeVar("M", bound=models.Model)


def rows_with_keys(model: type[M], story: Story, keys: Collection[Any]) -> list[M]:
    """Return the story's rows whose columns hold one of the keys, each a named tuple of columns.

    A list of values for each column would find every combination of them: most of the table.
    """
    if not keys:
        return []
    listed = list(keys)
    names = listed[0]._fields
    sql = _joined(model, names)
    return list(model._default_manager.raw(sql, [json.dumps(listed), story.pk]))


def _joined(model: type[models.Model], names: tuple[str, ...]) -> str:
    """Write the statement: the keys come as JSON, one list each, and lead through the index."""
    quoted = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    if connection.vendor == "postgresql":
        types = [field.db_type(connection) for field in fields]
        given = [f"(k.value->>{at})::{type_}" for at, type_ in enumerate(types)]
        source = "json_array_elements(%s::json) AS k(value)"
    else:
        given = [f"json_extract(k.value, '$[{at}]')" for at in range(len(fields))]
        source = "json_each(%s) AS k"
    columns = [f"t.{quoted(field.column)}" for field in fields]
    same = " AND ".join(map(" = ".join, zip(columns, given, strict=True)))
    # CROSS JOIN: SQLite takes the tables in this order. All names are the model's own.
    table = quoted(model._meta.db_table)
    joined = f"SELECT t.* FROM {source} CROSS JOIN {table} AS t WHERE t.story_id = %s"  # nosec B608
    return f"{joined} AND {same}"
