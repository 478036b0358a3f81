"""What people said of the parts of a page: set by a manager, or proposed while reading."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models import Article, Region


class RegionChange(models.Model):
    """One act: somebody gives a part of an article a role. `before` and `after` undo it.

    A manager's holds at once. An annotator's is proposed, and holds once a manager accepts it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        HOLDS = "holds", "holds"
        DROPPED = "dropped", "dropped"
        UNDONE = "undone", "undone"

    article = models.ForeignKey(Article, models.CASCADE, related_name="region_changes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    role = models.CharField(max_length=11, choices=Region.Role.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="region_changes")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decided_region_changes"
    )
    decided_at = models.DateTimeField(null=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["article", "state"], name="region_change_by_state")]
        constraints = [
            models.CheckConstraint(name="region_change_not_empty", condition=Q(start__lt=F("end"))),
            models.UniqueConstraint(
                name="region_proposed_once",
                fields=["article", "by", "start", "end"],
                condition=Q(state="proposed"),
                violation_error_message="You have proposed this already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.start}–{self.end} of {self.article}"
