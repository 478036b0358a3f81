"""Keep what is to be told, in the transaction of what happened: the only writer of messages.

What is rolled back is told to nobody; what is committed is, whoever dies after it.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import get_random_string

from annotator.background.events import EventKind, Facts, story_events
from annotator.webhooks.models import TEST, Delivery, Webhook, WebhookMessage
from annotator.webhooks.payload import facts_of, of_story

BATCH = 500


def connect() -> None:
    """Link every story's events with what is kept of them; called once, when the app is ready."""
    story_events.connect(_keep, dispatch_uid="webhooks")


def keep_test(webhook: Webhook) -> Delivery:
    """Keep a test message for one webhook, to be sent as soon as a worker can; return its
    delivery. `webhook` has its story loaded."""
    [message] = _messages(TEST, webhook.story_id, [{"story": of_story(webhook.story)}])
    message.save(force_insert=True)
    return Delivery.objects.create(webhook=webhook, message=message, next_at=message.at)


def _keep(kind: EventKind, story: int, facts: Mapping[int, Facts], **_: Any) -> None:
    """Keep these events for the webhooks of the story that want them: without one, in one
    statement, and none at all where the desk tells nobody anything."""
    if not settings.WEBHOOKS:
        return
    on = Webhook.objects.filter(story=story, state=Webhook.State.ON, removed_at=None)
    wanting = [one for one in on.select_related("story") if kind in one.kinds]
    if wanting:
        _store(wanting, _messages(kind, story, facts_of(kind, wanting[0].story, facts)))


def _messages(kind: str, story: int, told: Iterable[dict[str, Any]]) -> list[WebhookMessage]:
    now = timezone.now()
    return [
        WebhookMessage(id=_new_id(now), story_id=story, kind=kind, at=now, facts=facts)
        for facts in told
    ]


def _new_id(now: datetime) -> str:
    """Return a key that no other message has, and that receivers may sort by."""
    return f"msg_{int(now.timestamp() * 1000):011x}{get_random_string(20)}"


def _store(webhooks: Collection[Webhook], messages: Collection[WebhookMessage]) -> None:
    WebhookMessage.objects.bulk_create(messages, batch_size=BATCH)
    Delivery.objects.bulk_create(
        [
            Delivery(webhook=webhook, message=message, next_at=message.at)
            for message in messages
            for webhook in webhooks
        ],
        batch_size=BATCH,
    )
