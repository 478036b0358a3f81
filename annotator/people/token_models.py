"""The tokens by which programs act for a person, and how much each is used.

`tokens/actions.py` is the only writer of tokens, `tokens/limits.py` of how much they are used.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords


class TokenScope(models.TextChoices):
    """What a token may be used for, of what its person may do."""

    READ_SETTLED = "read-settled", "read what is settled"
    READ = "read", "read all that you may read"
    ANNOTATE = "annotate", "annotate: read and mark articles as you do"
    MANAGE = "manage", "manage: import, assign, ask, settle and rule as you may"


READING = (TokenScope.READ_SETTLED, TokenScope.READ)


class PersonalToken(models.Model):
    """A secret by which a program acts for one person, within its scopes, until a day.

    Only its hash is kept, so that nobody reads it off the database; the prefix tells tokens apart.
    """

    PREFIX = "ann_"
    LONGEST = timedelta(days=366)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    reads = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in READING], default=TokenScope.READ
    )
    annotates = models.BooleanField(default=False)
    manages = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["token_hash"])

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="token_name_once",
                fields=["user", "name"],
                condition=models.Q(revoked_at=None),
                violation_error_message="You have a token of this name: choose another name.",
            ),
            models.CheckConstraint(
                name="token_writes_where_it_reads",
                condition=~models.Q(reads=TokenScope.READ_SETTLED)
                | models.Q(annotates=False, manages=False),
                violation_error_message="Whoever annotates or manages reads more than what is "
                "settled: let the token read all that you may read.",
            ),
            models.CheckConstraint(
                name="token_ends_after_it_begins",
                condition=models.Q(expires_at__gt=models.F("created_at")),
                violation_error_message="A token ends after the day on which it was made.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def scopes(self) -> frozenset[TokenScope]:
        """What it may be used for; whoever reads all reads what is settled, too."""
        held = {TokenScope.READ_SETTLED, TokenScope(self.reads)}
        held |= {TokenScope.ANNOTATE} if self.annotates else set()
        return frozenset(held | ({TokenScope.MANAGE} if self.manages else set()))

    @property
    def expired(self) -> bool:
        """Whether its day has come."""
        return self.expires_at <= timezone.now()


class TokenUse(models.Model):
    """The minute in which a token was last used, and how many requests came in it.

    One row a token, whatever process counts: by it requests are limited, too.
    """

    token = models.OneToOneField(
        PersonalToken, models.CASCADE, primary_key=True, related_name="use"
    )
    minute = models.DateTimeField(null=True)
    requests = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.token_id}: {self.requests}"
