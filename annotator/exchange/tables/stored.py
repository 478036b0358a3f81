"""Read ids and times of annotations as their database keeps them, and write them as files do.

Making a UUID and two times of each row, only to write them out again, took a fifth of labels.csv.
"""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import CharField, F, QuerySet
from django.db.models.functions import Cast

from annotator.annotations.models import Annotation

Time = datetime | str
"""A time, or on SQLite its text there: UTC, `2022-02-24 09:30:00.123456`."""


def as_stored(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Add `key`, `made` and `changed` to the columns: id, creation and last change, as stored."""
    text = CharField()
    times = {"made": "created_at", "changed": "updated_at"}
    if connection.vendor == "sqlite":
        return annotations.annotate(
            key=Cast("id", text), **{name: Cast(column, text) for name, column in times.items()}
        )
    return annotations.annotate(
        key=Cast("id", text), **{name: F(column) for name, column in times.items()}
    )


def dashed(key: str) -> str:
    """Return the text of a UUID as it is written: SQLite keeps it without its dashes."""
    if len(key) == 36:
        return key
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def moment(at: Time | None) -> str:
    """Write a time as ISO 8601 in UTC, none as ''."""
    if not at:
        return ""
    if isinstance(at, str):
        return f"{at[:10]}T{at[11:]}Z"
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
