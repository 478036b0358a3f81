"""The record that something was erased for good: what, by whom, why, and none of its words."""

from django.conf import settings
from django.db import models

from articles.models import Story


class Erasure(models.Model):
    """One article, or what names one person, erased for good. Rows are added and never changed, but
    for a name in `reason` that is erased itself.

    `annotator/desk/erasing/` is the only writer.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", "an article"
        PERSON = "person", "a person"

    kind = models.CharField(max_length=7, choices=Kind.choices)
    key = models.BigIntegerField("number", help_text="Which one it was, by its number.")
    called = models.CharField(max_length=200, help_text="By what it is told of from now on.")
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="erasures")
    outlet = models.CharField(max_length=200, blank=True, help_text="Whose article it was.")
    published_on = models.DateField(null=True)
    came_at = models.DateTimeField("came in at", null=True, help_text="When the desk took it in.")
    at = models.DateTimeField("erased at")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="erased by"
    )
    reason = models.TextField(max_length=1000)
    counts = models.JSONField(default=dict, help_text="How many of each kind of thing went.")
    work = models.JSONField(
        default=dict, help_text="Who had made how many highlights of it, by their numbers."
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="erasure_newest")]
        constraints = [
            models.UniqueConstraint(
                name="erased_once",
                fields=["kind", "key"],
                violation_error_message="This is erased already.",
            ),
            models.CheckConstraint(
                name="erasure_has_a_reason",
                condition=~models.Q(reason=""),
                violation_error_message="Say why it is erased.",
            ),
        ]

    def __str__(self) -> str:
        return self.called
