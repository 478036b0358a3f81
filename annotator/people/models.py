"""Who works here, and as what in each story; who is invited."""

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from simple_history.models import HistoricalRecords

from annotator.people.erasure_models import Erasure
from annotator.people.token_models import PersonalToken, TokenScope, TokenUse
from annotator.prepared import Prepared, Slot, columns, made
from articles.models import Story

__all__ = [
    "Erasure",
    "Invitation",
    "Membership",
    "PersonalToken",
    "Role",
    "TokenScope",
    "TokenUse",
    "User",
]


class Users(UserManager["User"]):
    """Finds one user by key with a kept statement: whoever lets somebody in asks so each time."""

    use_in_migrations = False

    def get(self, *args: Any, **named: Any) -> "User":
        if args or named.keys() != {"pk"}:
            return super().get(*args, **named)
        found = _USER.first(pk=named["pk"])
        if found is None:
            raise User.DoesNotExist
        return made(User, found)


class User(AbstractUser):
    """A person of the desk. Deactivated rather than deleted while there is work of theirs.

    The name under which a machine reads is an account too, which signs in nowhere.
    """

    is_machine = models.BooleanField("machine reader", default=False, editable=False)
    objects: ClassVar[Users] = Users()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    class Meta(AbstractUser.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                name="machine_signs_in_nowhere",
                condition=models.Q(is_machine=False) | models.Q(is_active=False),
                violation_error_message="A machine's account is never active: it signs in nowhere.",
            ),
        ]
        permissions: ClassVar = [("erase_person", "Can erase a person's name for good")]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


_USER = Prepared(lambda: User.objects.filter(pk=Slot("pk")).values_list(*columns(User)))


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


class Invitation(models.Model):
    """A letter that lets somebody into a story, in these roles, within `GOOD_FOR` of its sending.

    Its link holds a token of which only the hash is kept, so that nobody reads it off the database.
    """

    GOOD_FOR = timedelta(days=14)

    story = models.ForeignKey(Story, models.CASCADE, related_name="invitations")
    email = models.EmailField("email address")
    annotator = models.BooleanField(default=False)
    adjudicator = models.BooleanField(default=False)
    manager = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="invitations_accepted"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["token_hash"])

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "story",
                name="invitation_open_once",
                condition=models.Q(accepted_at=None, revoked_at=None),
                violation_error_message="This address is invited already: send it again below.",
            ),
            models.CheckConstraint(
                name="invitation_has_a_role",
                condition=models.Q(annotator=True)
                | models.Q(adjudicator=True)
                | models.Q(manager=True),
                violation_error_message="Choose at least one role.",
            ),
            models.CheckConstraint(
                name="invitation_ends_once",
                condition=models.Q(accepted_at=None) | models.Q(revoked_at=None),
                violation_error_message="An invitation is accepted or revoked, not both.",
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=models.Q(accepted_at=None, accepted_by=None)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message="Somebody accepts an invitation, at some time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.story}"

    @property
    def roles(self) -> frozenset[str]:
        """The names of the roles offered."""
        return frozenset(role for role in Role.values if getattr(self, role))

    @property
    def expired(self) -> bool:
        """Whether the link was sent longer ago than it is good for."""
        return (self.sent_at or self.created_at) + self.GOOD_FOR < timezone.now()
