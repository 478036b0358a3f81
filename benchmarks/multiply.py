"""Make many articles of some, with all that is said of them, inside PostgreSQL.

Each copy has a text of its own, so that no two are the same, and every row that leads to an article
leads to its copy. What takes hours by the actions takes minutes by INSERT … SELECT.
"""

from typing import Any

from django.apps import apps
from django.db import connection, models

from annotator.annotations.models import Annotation
from articles.models import Article

NOT_COPIED = (models.GeneratedField,)


def multiply(copies: int) -> dict[str, int]:
    """Make `copies` more of every article; return how many rows each table has now."""
    strides = {model: _stride(model) for model in _about_articles()}
    counts = {}
    with connection.cursor() as cursor:
        for model, stride in strides.items():
            table = connection.ops.quote_name(model._meta.db_table)
            columns, values = _copied(model, strides)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {values} "
                f"FROM {table} CROSS JOIN generate_series(1, {copies}) AS copy"
            )
            if stride:
                key = str(model._meta.pk.column)
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), "
                    f"(SELECT max({connection.ops.quote_name(key)}) FROM {table}))",
                    [model._meta.db_table, key],
                )
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[model._meta.db_table] = cursor.fetchone()[0]
    return counts


def _about_articles() -> list[type[models.Model]]:
    """Return the models of articles and of what is said of them, those named first first."""
    found: list[Any] = [Article]
    for model in apps.get_models():
        leads = {field.related_model for field in model._meta.concrete_fields}
        if leads & {Article, Annotation} and not model._meta.proxy and model not in found:
            found.append(model)
    # An annotation is there before what names it.
    found.sort(key=lambda model: (model is not Article, model is not Annotation))
    return [model for model in found if model._base_manager.exists()]


def _stride(model: type[models.Model]) -> int:
    """Return by how much the keys of a copy are higher; 0 where they are no numbers of its own."""
    key = model._meta.pk
    if not isinstance(key, models.AutoField):
        return 0
    highest: int = model._base_manager.aggregate(most=models.Max(key.name))["most"]
    return highest


def _copied(model: type[models.Model], strides: dict[type[models.Model], int]) -> tuple[str, str]:
    """Return the columns, and for each the value that it has in a copy."""
    pairs = []
    for field in model._meta.concrete_fields:
        if not isinstance(field, NOT_COPIED):
            name = connection.ops.quote_name(str(field.column))
            pairs.append((name, _value(model, field, name, strides)))
    return ", ".join(name for name, _ in pairs), ", ".join(value for _, value in pairs)


def _value(
    model: type[models.Model], field: Any, name: str, strides: dict[type[models.Model], int]
) -> str:
    text = "text || 'Copy ' || copy || E'.\\n'"
    if model is Article and field.name == "text":
        return text
    if model is Article and field.name == "text_sha256":
        return f"encode(sha256(convert_to({text}, 'UTF8')), 'hex')"
    if isinstance(field, models.UUIDField):
        # The history's copy of a key, and what names an annotation, change as the key does.
        return f"md5({name}::text || copy)::uuid"
    if field.related_model is Annotation:
        return f"md5({name}::text || copy)::uuid"
    owner = model if field is model._meta.pk and not field.related_model else field.related_model
    stride = strides.get(owner, 0)
    return f"{name} + copy * {stride}" if stride else name
