"""One plain table: no foreign key, no constraint, no history."""

from typing import ClassVar

from django.db import models


class Mark(models.Model):
    """A span of an article with a label, as plain columns."""

    article = models.BigIntegerField(db_index=True)
    annotator = models.BigIntegerField()
    label = models.CharField(max_length=50)
    start = models.IntegerField()
    end = models.IntegerField()
    quote = models.TextField()
    objects: ClassVar[models.Manager["Mark"]] = models.Manager()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return f"{self.label} at {self.start}"
