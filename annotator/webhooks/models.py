"""A story's webhooks, what is to be told to them, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from annotator.background.events import EventKind
from annotator.text import shortened
from articles.models import Story

TEST = "webhook.test"
"""The kind of message that a manager sends to try a webhook."""


class Webhook(models.Model):
    """An address that is told what happens in a story.

    Its secret is not kept: it follows from `seed` and the desk's own key
    (`annotator/webhooks/signing.py`).
    """

    class State(models.TextChoices):
        ON = "on", "on"
        OFF = "off", "off"
        FAILED = "failed", "switched off, as it failed for days"
        GONE = "gone", "switched off, as it says that it is gone"

    story = models.ForeignKey(Story, models.CASCADE, related_name="webhooks")
    address = models.URLField(max_length=2000)
    key = models.CharField(max_length=64, editable=False, help_text="The address's SHA-256.")
    name = models.CharField(max_length=100, blank=True)
    kinds = models.JSONField(default=list, help_text="The kinds of event that it is told.")
    seed = models.CharField(max_length=64, editable=False)
    earlier_seeds = models.JSONField(
        default=list, help_text="Seeds of earlier secrets that hold still, and until when."
    )
    desk = models.CharField(max_length=300, help_text="The desk's address, as its manager sees it.")
    state = models.CharField(max_length=6, choices=State.choices, default=State.ON)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True, help_text="After a failure.")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    history = HistoricalRecords(
        excluded_fields=["seed", "earlier_seeds", "failures", "failing_since", "rests_until"]
    )

    class Meta:
        ordering = ["name", "address", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="webhook_once",
                fields=["story", "key"],
                condition=Q(removed_at=None),
                violation_error_message="The story has a webhook with this address already.",
            )
        ]

    def __str__(self) -> str:
        return shortened(self.name or self.address, 100)

    @property
    def is_gone(self) -> bool:
        """Whether its address has said that it is gone."""
        return self.state == self.State.GONE

    @property
    def was_switched_off(self) -> bool:
        """Whether the desk switched it off, not a person."""
        return self.state in (self.State.FAILED, self.State.GONE)


OFF_BY_THE_DESK = Q(state__in=[Webhook.State.FAILED, Webhook.State.GONE])
"""The webhooks that the desk has switched off, not a person."""


class WebhookMessage(models.Model):
    """One thing that happened, as it is told to a story's webhooks; its key is its `webhook-id`."""

    id = models.CharField(max_length=40, primary_key=True)
    story = models.ForeignKey(Story, models.CASCADE, related_name="webhook_messages")
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in EventKind] + [(TEST, TEST)]
    )
    at = models.DateTimeField()
    facts = models.JSONField(help_text="What is told; addresses without the desk's.")

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"], name="webhook_message_old")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.id}"

    @property
    def about(self) -> str:
        """The title of the article or the wording of the question that it is about, if any."""
        article, question = self.facts.get("article", {}), self.facts.get("question", {})
        return str(article.get("title") or question.get("wording") or "")


class Delivery(models.Model):
    """One message to one webhook: whether it has it, or when it is tried next."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        DELIVERED = "delivered", "delivered"
        FAILED = "failed", "failed"

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    message = models.ForeignKey(WebhookMessage, models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, help_text="When it is tried next.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(name="delivery_once", fields=["webhook", "message"]),
            models.CheckConstraint(
                name="delivery_waits_for_a_time",
                condition=~Q(state="waiting") | Q(next_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="delivery_newest"),
            models.Index(
                fields=["next_at", "webhook"], name="delivery_due", condition=Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} to {self.webhook_id}: {self.state}"


class DeliveryAttempt(models.Model):
    """One time that a message was sent: what was answered, or why nothing was."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True, help_text="None: nothing was answered.")
    failure = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True, help_text="How the answer begins.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at}: {self.status or self.failure}"

    @property
    def took(self) -> str:
        """How long it took, in words."""
        if self.milliseconds < 1000:
            return f"{self.milliseconds} ms"
        return f"{self.milliseconds / 1000:.1f} s"
