"""Rows that an import has made ready: they wait here, unseen, until all of them are stored at once.

A staged row has the columns of the table that it is meant for, as plain values: keys, constraints
and indexes of that table judge it when it is stored. `recording/staging.py` is the only writer.
"""

from typing import Any

from django.db import models

from annotator.annotations.models.annotation import Annotation
from annotator.annotations.models.assignment import Assignment


class StagedBatch(models.Model):
    """One import under way. Not heard of for long, it was killed, and its rows are cleared away."""

    heard_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"import heard of at {self.heard_at}"


class StagedKey(models.Model):
    """The key of a thing that staged rows named before it was made, by a negative number."""

    batch = models.ForeignKey(StagedBatch, models.CASCADE, related_name="+")
    placeholder = models.BigIntegerField()
    key = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="staged_key_once", fields=["batch", "placeholder"])
        ]

    def __str__(self) -> str:
        return f"{self.placeholder} is {self.key}"


class StagedRow(models.Model):
    """What every staged row has beside the columns of its table."""

    batch = models.ForeignKey(StagedBatch, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


def staged_name(field: Any) -> str:
    """Return what a column is called among the staged: a row's own key is not that of its copy."""
    return "own_key" if field.primary_key else str(field.attname)


def _plain(field: Any) -> Any:
    """Return a column of the same type that refers to nothing and may be empty."""
    kept = field.target_field if field.remote_field else field
    if isinstance(kept, models.AutoField):
        return models.BigIntegerField(null=True)
    more = {"max_length": kept.max_length} if isinstance(kept, models.CharField) else {}
    return type(kept)(null=True, **more)


def _staged(model: type[models.Model]) -> Any:
    name = f"Staged{model.__name__}"
    columns = {staged_name(field): _plain(field) for field in model._meta.concrete_fields}
    told = f"One row that waits to become one of {model.__name__}."
    return type(name, (StagedRow,), {"__module__": __name__, "__doc__": told, **columns})


StagedAnnotation = _staged(Annotation)
StagedAssignment = _staged(Assignment)
