"""What was published of a brief, its public links, and what was withdrawn: nothing here is changed
but by another row beside it. `annotator/comparison/editions/actions.py` is the only writer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Story

__all__ = ["Edition", "EditionLink", "Withdrawal"]

LONGEST_NOTE = 2000


class Edition(models.Model):
    """A brief as it was published: frozen, numbered within its story."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    signed = models.CharField(max_length=200, blank=True, help_text="By whom, as readers see it.")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="editions"
    )
    document = models.TextField(help_text="All that it shows, as canonical JSON.")
    sha256 = models.CharField("SHA-256 of the document", max_length=64)
    rows = models.PositiveIntegerField(help_text="How many rows it holds.")
    left_out = models.PositiveIntegerField(help_text="How many were left out as unsettled.")
    articles = models.JSONField(default=list, help_text="Keys of the articles that it quotes.")
    versions = models.JSONField(
        default=dict, help_text="The version of each row of the brief, by its question."
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                name="edition_number_once",
                fields=["story", "number"],
                violation_error_message="Somebody has just published: look at that edition first.",
            ),
            models.CheckConstraint(
                name="edition_has_rows",
                condition=Q(rows__gt=0),
                violation_error_message="An edition has one settled row at least.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"


class EditionLink(models.Model):
    """A public address of an edition, from when to when it leads there."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="links")
    token = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="edition_link_open_once",
                fields=["edition"],
                condition=Q(ended_at=None),
                violation_error_message="This edition has a public link already.",
            )
        ]

    def __str__(self) -> str:
        return f"link to {self.edition_id}"


class Withdrawal(models.Model):
    """That an edition no longer stands, why, and which edition stands in its place."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="withdrawals")
    reason = models.TextField(max_length=LONGEST_NOTE)
    replaced_by = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="replaces")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="edition_withdrawn_once",
                fields=["edition"],
                condition=Q(undone_at=None),
                violation_error_message="This edition is withdrawn already.",
            ),
            models.CheckConstraint(
                name="withdrawal_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Give a reason: readers see it.",
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawn: {self.edition_id}"
