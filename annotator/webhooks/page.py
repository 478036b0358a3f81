"""What the pages of webhooks show, as plain values."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.utils import timezone

from annotator.webhooks.access import shown_deliveries
from annotator.webhooks.delivering import OFF_AFTER, seeds_of
from annotator.webhooks.models import TEST, Delivery, DeliveryAttempt, Webhook
from annotator.webhooks.payload import body_of
from articles.models import Story

State = Delivery.State
SOON = timedelta(minutes=1)


class WebhookLine(NamedTuple):
    """A webhook of the list: how many messages wait for it, and when it took the last one."""

    webhook: Webhook
    waiting: int
    delivered_at: datetime | None


class DeliveryLine(NamedTuple):
    """A message of the log, with its last attempt, None before the first."""

    delivery: Delivery
    attempt: DeliveryAttempt | None


def lines_of(story: Story, is_blind: bool) -> list[WebhookLine]:
    """Return a line for each webhook of the story, in two statements.

    `is_blind`: what tells of the work of others is not counted.
    """
    found = Webhook.objects.filter(story=story, removed_at=None)
    webhooks = list(found.select_related("added_by"))
    rows = shown_deliveries(webhooks, is_blind).order_by().values("webhook")
    numbers = rows.annotate(
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        last=Max("ended_at", filter=Q(state=State.DELIVERED)),
    )
    counted: dict[int, tuple[int, datetime | None]] = {
        pk: (waiting, last)
        for pk, waiting, last in numbers.values_list("webhook", "waiting", "last")
    }
    return [WebhookLine(one, *counted.get(one.pk, (0, None))) for one in webhooks]


def log_lines(deliveries: Collection[Delivery]) -> list[DeliveryLine]:
    """Return a line for each of the deliveries, their messages loaded; one statement."""
    last = DeliveryAttempt.objects.filter(delivery=OuterRef("delivery")).values("pk")[:1]
    found = DeliveryAttempt.objects.filter(
        delivery__in=[one.pk for one in deliveries], pk=Subquery(last)
    )
    attempts = {one.delivery_id: one for one in found}
    return [DeliveryLine(one, attempts.get(one.pk)) for one in deliveries]


def attempts_of(delivery: Delivery) -> Sequence[DeliveryAttempt]:
    """Return the attempts of a delivery, the newest first; a hundred at most."""
    return list(delivery.attempts.all()[:100])


def body_in_lines(delivery: Delivery) -> str:
    """Return what is sent, in lines for people, letters of any script as they are."""
    message = delivery.message
    told = body_of(message.kind, message.at, message.facts, delivery.webhook.desk)
    return json.dumps(json.loads(told), indent=2, ensure_ascii=False)


def is_sent_soon(delivery: Delivery) -> bool:
    """Return whether it is sent within the next minute, if a worker is there: its page looks again
    by itself."""
    if delivery.state != State.WAITING or delivery.next_at is None:
        return False
    webhook, soon = delivery.webhook, timezone.now() + SOON
    rested = webhook.rests_until is None or webhook.rests_until <= soon
    to_be_told = webhook.state == Webhook.State.ON and rested
    return delivery.next_at <= soon and (to_be_told or delivery.message.kind == TEST)


def earlier_secrets(webhook: Webhook) -> int:
    """Return how many earlier secrets of the webhook hold still."""
    return len(seeds_of(webhook, timezone.now())) - 1


def off_at(webhook: Webhook) -> datetime | None:
    """Return when a failing webhook is switched off if it goes on so; None where it does not
    fail."""
    if webhook.failing_since is None or webhook.state != Webhook.State.ON:
        return None
    return webhook.failing_since + OFF_AFTER
