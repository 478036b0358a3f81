"""What hangs on a thing in the database: every row that refers to it, or to such a row."""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db import models

BATCH = 500
Rows = dict[type[models.Model], set[Any]]
"""Keys of rows, by their tables."""


def hanging_on(thing: models.Model) -> Rows:
    """Return the thing and all that hangs on it, history and rows without a constraint too.

    A table that comes later is found by its foreign key, without being named here.
    """
    found: Rows = {type(thing): {thing.pk}}
    fresh: Rows = {type(thing): {thing.pk}}
    while fresh:
        further: Rows = {}
        for model, keys in fresh.items():
            for other, field in _referring_to(model):
                rows = {
                    key
                    for some in _batches(keys)
                    for key in other._base_manager.filter(**{f"{field.name}__in": some})
                    .order_by()
                    .values_list("pk", flat=True)
                }
                if new := rows - found.get(other, set()):
                    found.setdefault(other, set()).update(new)
                    further.setdefault(other, set()).update(new)
        fresh = further
    return found


def delete_rows(model: type[models.Model], keys: Collection[Any]) -> None:
    """Delete rows as they are: nobody hears of it, and no row of history tells what they said."""
    for some in _batches(keys):
        rows: Any = model._base_manager.filter(pk__in=some)
        rows._raw_delete(rows.db)


def _referring_to(
    model: type[models.Model],
) -> Iterator[tuple[type[models.Model], "models.ForeignKey[Any, Any]"]]:
    """Yield each table with its foreign key to the model."""
    for other in apps.get_models(include_auto_created=True):
        if other._meta.proxy or not other._meta.managed:
            continue
        for field in other._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and (
                field.remote_field.model._meta.concrete_model is model
            ):
                yield other, field


def _batches(keys: Collection[Any]) -> Iterator[list[Any]]:
    listed = sorted(keys, key=str)
    for first in range(0, len(listed), BATCH):
        yield listed[first : first + BATCH]
