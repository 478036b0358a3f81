"""Tell a thing's history: who changed what, when, from what to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

AUTOMATIC_COLUMNS = frozenset(
    {"revision", "updated_at", "created_at", "text_version", "read_version"}
)
"""Columns that change by themselves, with every change."""
DEEDS = {"+": "made", "~": "changed", "-": "deleted"}


@dataclass(frozen=True)
class FieldChange:
    """One field of one change, in words; '' where nothing stood or stands."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    """One row of history: what was done, by whom ('' where no person did it), and why."""

    at: datetime
    by: str
    done: str
    reason: str
    changes: tuple[FieldChange, ...]


def history_of(thing: models.Model) -> list[HistoryEntry]:
    """Return the whole history of a thing, the newest entry first; '' is the start of each field.

    Takes one statement for the rows and one for each table that they name.
    """
    rows = list(thing.history.select_related("history_user"))  # type: ignore[attr-defined]
    fields = [
        field
        for field in (rows[0].tracked_fields if rows else ())
        if field.name not in AUTOMATIC_COLUMNS and not field.primary_key
    ]
    names = _names_of_keys(fields, rows)
    befores = [*rows[1:], None]
    return [_entry(row, before, fields, names) for row, before in zip(rows, befores, strict=True)]


def _entry(
    row: Any, before: Any, fields: Sequence[Any], names: Mapping[str, Mapping[Any, str]]
) -> HistoryEntry:
    changes = tuple(
        FieldChange(str(field.verbose_name), was, now)
        for field in fields
        if (was := _in_words(field, before, names)) != (now := _in_words(field, row, names))
    )
    done = DEEDS[row.history_type]
    if hasattr(row, "erased_at") and before is not None:
        done = {"-": "erased", "+": "restored"}.get(row.history_type, done)
    by = str(row.history_user) if row.history_user else ""
    return HistoryEntry(row.history_date, by, done, row.history_change_reason or "", changes)


def _in_words(field: Any, row: Any, names: Mapping[str, Mapping[Any, str]]) -> str:
    """Return a field's value as a person reads it."""
    value = None if row is None else getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if field.name in names:
        return names[field.name].get(value, f"no. {value}")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return str(dict(field.flatchoices).get(value, value))


def _names_of_keys(fields: Sequence[Any], rows: Sequence[Any]) -> dict[str, dict[Any, str]]:
    """Return, by field, the names of the rows that its keys refer to, in one statement a table."""
    wanted: dict[type[models.Model], set[Any]] = {}
    keyed = [field for field in fields if field.remote_field]
    for field in keyed:
        found = {getattr(row, field.attname) for row in rows} - {None}
        wanted.setdefault(field.remote_field.model, set()).update(found)
    called = {
        model: {
            thing.pk: _name_of(thing) for thing in _without_long_texts(model).filter(pk__in=keys)
        }
        for model, keys in wanted.items()
        if keys
    }
    return {field.name: called.get(field.remote_field.model, {}) for field in keyed}


def _without_long_texts(model: type[models.Model]) -> models.QuerySet[models.Model]:
    """Return the table's rows without their long texts."""
    long = [f.name for f in model._meta.concrete_fields if isinstance(f, models.TextField)]
    return model._base_manager.defer(*long)


def _name_of(thing: models.Model) -> str:
    """Return the thing's name, with its slug where things of one name can be several."""
    slug = getattr(thing, "slug", "")
    return f"{thing} ({slug})" if slug and slug != str(thing) else str(thing)
