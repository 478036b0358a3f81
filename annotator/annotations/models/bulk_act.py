"""What a curator did to many annotations, or to the vocabulary, in one step; and its undo."""

from django.conf import settings
from django.db import models


class BulkAct(models.Model):
    """One act of the admin, with what it changed: enough to undo it while nothing changed since.

    `curation/bulk_log.py` is the only writer.
    """

    name = models.CharField(max_length=30, help_text="The act, as relabel or merge.")
    told = models.CharField(max_length=300, help_text="What was done, in words.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="bulk_acts")
    at = models.DateTimeField()
    annotations = models.JSONField(
        default=dict, help_text="Annotation to its revisions before and after."
    )
    things = models.JSONField(
        default=list, help_text="What else changed, as entities and sources, before and after."
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.told
