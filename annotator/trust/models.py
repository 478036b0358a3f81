"""The lines of the trust log, which are written once."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class TrustKind(models.TextChoices):
    """What the trust log tells of."""

    SIGNED_IN = "signed-in", "signed in"
    SIGNED_OUT = "signed-out", "signed out"
    SIGN_IN_FAILED = "sign-in-failed", "sign-in failed"
    LOCKED_OUT = "locked-out", "locked out"
    PASSWORD_CHANGED = "password-changed", "password changed"
    PASSWORD_RESET = "password-reset", "password set by a letter"
    EMAIL_CHANGED = "email-changed", "e-mail address changed"
    SECOND_FACTOR_ADDED = "second-factor-added", "second factor added"
    SECOND_FACTOR_REMOVED = "second-factor-removed", "second factor removed"
    SECOND_FACTOR_USED = "second-factor-used", "second factor used"
    RECOVERY_CODES_MADE = "recovery-codes-made", "recovery codes made anew"
    ORGANISATION_CONNECTED = "organisation-connected", "organisation’s sign-in connected"
    ORGANISATION_DISCONNECTED = "organisation-disconnected", "organisation’s sign-in disconnected"
    REFUSED = "refused", "refused"
    ACCOUNT_MADE = "account-made", "account made"
    ACCOUNT_CLOSED = "account-closed", "account closed"
    ACCOUNT_OPENED = "account-opened", "account opened again"
    RIGHTS_CHANGED = "rights-changed", "rights in the admin changed"
    ROLES_GIVEN = "roles-given", "roles in a story given"
    MEMBER_REMOVED = "member-removed", "member removed"
    INVITATION_SENT = "invitation-sent", "invitation sent"
    INVITATION_ACCEPTED = "invitation-accepted", "invitation accepted"
    INVITATION_REVOKED = "invitation-revoked", "invitation revoked"
    TOKEN_MADE = "token-made", "token made"
    TOKEN_REVOKED = "token-revoked", "token revoked"
    EXPORTED = "exported", "exported"
    IMPORTED = "imported", "imported"
    WEBHOOK_MADE = "webhook-made", "webhook made"
    WEBHOOK_CHANGED = "webhook-changed", "webhook changed"
    MACHINE_MADE = "machine-made", "machine reader made"
    MACHINE_CHANGED = "machine-changed", "machine reader of a story changed"
    MACHINE_ASKED = "machine-asked", "machine asked to read"
    EDITION_PUBLISHED = "edition-published", "edition published"
    EDITION_WITHDRAWN = "edition-withdrawn", "edition withdrawn"
    WITHDRAWAL_UNDONE = "withdrawal-undone", "withdrawal of an edition undone"
    LINK_MADE = "link-made", "public link made"
    LINK_ENDED = "link-ended", "public link ended"
    CODEBOOK_PUBLISHED = "codebook-published", "edition of the codebook published"
    CODEBOOK_TAKEN_BACK = "codebook-taken-back", "edition of the codebook taken back"
    BULK_ACT = "bulk-act", "bulk act"
    BULK_ACT_UNDONE = "bulk-act-undone", "bulk act undone"
    STORY_DELETED = "story-deleted", "story deleted"
    ARTICLE_DELETED = "article-deleted", "article deleted"
    ERASED = "erased", "erased for good"
    ASSISTANT_STARTED = "assistant-started", "assistant started"


class LogIsKept(TypeError):
    """A line of the trust log would be changed or deleted: it is written once."""

    def __init__(self) -> None:
        super().__init__("A line of the trust log is neither changed nor deleted.")


class WrittenOnce(models.QuerySet["TrustLine"]):
    """Finds lines and adds them; neither changes nor deletes any."""

    def update(self, **named: Any) -> NoReturn:
        raise LogIsKept

    def bulk_update(self, *args: Any, **named: Any) -> NoReturn:
        raise LogIsKept

    def delete(self) -> NoReturn:
        raise LogIsKept


class TrustLine(models.Model):
    """One thing that matters for trust: what, when, by whom, from where, about whom.

    The people are kept as numbers without a constraint, and the story as its key and slug: a line
    stays as it was written, whatever becomes of what it names.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=32, choices=TrustKind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    story_id = models.BigIntegerField(null=True)
    story = models.CharField(max_length=200, blank=True)
    """The story's slug, as it was."""
    address = models.GenericIPAddressField(null=True)
    token = models.CharField(max_length=12, blank=True)
    """The prefix of the token by which a program asked."""
    facts = models.JSONField(default=dict)
    """Ids, counts, names of roles, tables and formats; never a word of a text."""

    objects = WrittenOnce.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "line of the trust log"
        verbose_name_plural = "trust log"
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-at", "-id"], name="trust_by_time"),
            models.Index(fields=["kind", "-at"], name="trust_by_kind"),
            models.Index(fields=["by", "-at"], name="trust_by_person"),
            models.Index(fields=["about", "-at"], name="trust_by_whom_it_is_about"),
            models.Index(fields=["story", "-at"], name="trust_by_story"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.get_kind_display()}"

    def save(self, *args: Any, **named: Any) -> None:
        """Store a new line. Raises LogIsKept for one that is stored."""
        if not self._state.adding:
            raise LogIsKept
        super().save(*args, **named)

    def delete(self, *args: Any, **named: Any) -> NoReturn:
        raise LogIsKept
