"""Who works here, and as what in each story."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from simple_history.models import HistoricalRecords

from articles.models import Story


class User(AbstractUser):
    """A person of the desk. Never deleted while there is work of theirs: deactivated."""

    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Role(models.TextChoices):
    """What a member may do in a story."""

    ANNOTATOR = "annotator", "annotator"
    ADJUDICATOR = "adjudicator", "adjudicator"
    MANAGER = "manager", "manager"


class Membership(models.Model):
    """A user's roles in one story: one or more."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    annotator = models.BooleanField(default=False)
    adjudicator = models.BooleanField(default=False)
    manager = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["user__username"]
        constraints = [
            models.UniqueConstraint(
                name="membership_once",
                fields=["story", "user"],
                violation_error_message="This person is a member of the story already.",
            ),
            models.CheckConstraint(
                name="membership_has_a_role",
                condition=models.Q(annotator=True)
                | models.Q(adjudicator=True)
                | models.Q(manager=True),
                violation_error_message="Choose at least one role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.story}: {', '.join(sorted(self.roles))}"

    @property
    def roles(self) -> frozenset[str]:
        """The names of the roles held."""
        return frozenset(role for role in Role.values if getattr(self, role))
