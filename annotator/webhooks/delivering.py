"""Send what waits: the only writer of attempts, and of what became of deliveries by being sent.

Each webhook gets its messages one after the other, several webhooks at once; all that is written is
written by one thread. Whoever dies between sending and writing down has it sent again, under the
same id. One that fails rests: then one message tries it, not all of them.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import SystemRandom
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from annotator.background.progress import Progress
from annotator.fetching.asking import AllowedWeb, FetchFailed
from annotator.fetching.sending import BRIEF, Told, send
from annotator.webhooks.models import TEST, Delivery, DeliveryAttempt, Webhook, WebhookMessage
from annotator.webhooks.payload import body_of
from annotator.webhooks.signing import headers_of

AGENT = "Annotator/1 (webhooks of a newsroom's desk)"
REACH = AllowedWeb(ports=frozenset({443}))
"""What may be told anything: the public web, over https."""
LIMITS = BRIEF
PAUSES = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]
"""How long a message waits after each failure, as Standard Webhooks proposes: some three days."""
LONGEST_REST = timedelta(minutes=30)
"""How long a webhook rests at most before the next message tries it."""
OFF_AFTER = timedelta(days=3)
"""For how long a webhook may fail without one success before it is switched off."""
KEPT = timedelta(days=30)
"""How long is kept what was told to whom."""
REMOVED_KEPT = timedelta(days=7)
"""For how long a webhook that was removed can be brought back."""
AT_ONCE, IN_A_ROW = 8, 10
"""Webhooks that are told at once, and messages for each before anything is written down."""
ROUND = 10.0
"""Seconds after which none of them begins with a further message."""
RUN = 30.0
"""Seconds after which a run leaves what is left to the next one: others wait for the worker."""
PORTION = 500
GONE = 410
_chance = SystemRandom()


class Sending(NamedTuple):
    """One message on its way: what it takes to send it, without asking the database."""

    delivery: int
    tries: int
    kind: str
    address: str
    message: str
    body: bytes
    seeds: Sequence[str]


class Sent(NamedTuple):
    """What became of it."""

    sending: Sending
    at: datetime
    milliseconds: int
    told: Told | None
    failure: str

    @property
    def is_taken(self) -> bool:
        """Whether the receiver took it."""
        return self.told is not None and self.told.is_taken


def due() -> QuerySet[Delivery]:
    """Return what is to be sent now, in no order."""
    now = timezone.now()
    rested = Q(webhook__rests_until=None) | Q(webhook__rests_until__lte=now)
    to_be_told = Q(webhook__state=Webhook.State.ON) & rested
    waits = Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=now)
    return waits.filter(to_be_told | Q(message__kind=TEST), webhook__removed_at=None).order_by()


def deliver(progress: Progress, switched_off: Callable[[int], None]) -> None:
    """Send what is due, for some `RUN` seconds. Whatever webhook is switched off by it is told, in
    the transaction that does it, to `switched_off`."""
    until, done = time.monotonic() + RUN, 0
    with ThreadPoolExecutor(AT_ONCE) as threads:
        while time.monotonic() < until and (batches := _batches()):
            for webhook, sent in zip(batches, threads.map(_send, batches.values()), strict=True):
                with transaction.atomic():
                    if _keep(webhook, sent):
                        switched_off(webhook)
                done += len(sent)
            progress.tell(done, done + due().count())


def forget() -> bool:
    """Delete a portion of what is old: messages, and webhooks that were removed; return whether
    there may be more."""
    now = timezone.now()
    Webhook.objects.filter(removed_at__lt=now - REMOVED_KEPT).delete()
    old = WebhookMessage.objects.filter(at__lt=now - KEPT).order_by("at")
    keys = list(old.values_list("pk", flat=True)[:PORTION])
    if keys:
        WebhookMessage.objects.filter(pk__in=keys).delete()
    return len(keys) == PORTION


def _batches() -> dict[int, list[Sending]]:
    """Return by webhook what is sent to it next: what was tried least comes first."""
    waiting = due()
    keys = waiting.values_list("webhook", flat=True).distinct()[:AT_ONCE]
    now = timezone.now()
    found = {}
    for pk in list(keys):
        rows = waiting.filter(webhook=pk).select_related("webhook", "message")
        first = list(rows.order_by("tries", "pk")[:IN_A_ROW])
        if first:
            found[pk] = [_sending(row, now) for row in first]
    return found


def _sending(row: Delivery, now: datetime) -> Sending:
    webhook, message = row.webhook, row.message
    body = body_of(message.kind, message.at, message.facts, webhook.desk)
    return Sending(
        row.pk, row.tries, message.kind, webhook.address, message.pk, body, seeds_of(webhook, now)
    )


def seeds_of(webhook: Webhook, now: datetime) -> list[str]:
    """Return the seeds of the secrets that hold: the newest first, and those not run out."""
    earlier = [seed for seed, until in webhook.earlier_seeds if until > now.isoformat()]
    return [webhook.seed, *earlier]


def _send(batch: Sequence[Sending]) -> list[Sent]:
    """Send these one after the other, until one fails. Runs in a thread, without the database."""
    until, sent = time.monotonic() + ROUND, list[Sent]()
    for one in batch:
        sent.append(_send_one(one))
        if not sent[-1].is_taken or time.monotonic() > until:
            break
    return sent


def _send_one(one: Sending) -> Sent:
    at, began = timezone.now(), time.monotonic()
    headers = headers_of(one.message, int(at.timestamp()), one.body, one.seeds)
    headers |= {"Content-Type": "application/json", "User-Agent": AGENT}
    told, failure = None, ""
    try:
        told = send(one.address, one.body, headers, REACH, LIMITS)
    except FetchFailed as failed:
        failure = str(failed)
    return Sent(one, at, round(1000 * (time.monotonic() - began)), told, failure)


def _keep(webhook: int, sent: Sequence[Sent]) -> bool:
    """Write down what became of these; return whether the webhook is switched off by it."""
    found = Webhook.objects.select_for_update(of=("self",)).filter(pk=webhook).first()
    if found is None:  # its story was deleted meanwhile, and all of it
        return False
    DeliveryAttempt.objects.bulk_create(map(_attempt, sent))
    taken = [one.sending.delivery for one in sent if one.is_taken]
    if taken:
        Delivery.objects.filter(pk__in=taken).update(
            state=Delivery.State.DELIVERED, tries=F("tries") + 1, next_at=None,
            ended_at=timezone.now(),
        )  # fmt: skip
        _succeeded(found)
    # After one that failed none was sent.
    return not sent[-1].is_taken and _failed(found, sent[-1])


def _attempt(sent: Sent) -> DeliveryAttempt:
    told = sent.told
    begins = told.beginning.decode(errors="replace") if told else ""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in begins)
    return DeliveryAttempt(
        delivery_id=sent.sending.delivery, at=sent.at, milliseconds=sent.milliseconds,
        status=told.status if told else None, failure=sent.failure[:300], answer=shown,
    )  # fmt: skip


def _succeeded(webhook: Webhook) -> None:
    if webhook.failures or webhook.rests_until:
        webhook.failures, webhook.failing_since, webhook.rests_until = 0, None, None
        Webhook.objects.filter(pk=webhook.pk).update(
            failures=0, failing_since=None, rests_until=None
        )


def _failed(webhook: Webhook, sent: Sent) -> bool:
    """Let a message wait for its next time, or say that it failed; return whether the webhook is
    switched off."""
    now, tries = timezone.now(), sent.sending.tries + 1
    gone = sent.told is not None and sent.told.status == GONE
    is_test = sent.sending.kind == TEST
    wait = timedelta(seconds=sent.told.wait if sent.told else 0)
    row = Delivery.objects.filter(pk=sent.sending.delivery)
    if gone or is_test or tries > len(PAUSES):
        row.update(state=Delivery.State.FAILED, tries=tries, next_at=None, ended_at=now)
    else:
        row.update(tries=tries, next_at=now + max(_about(PAUSES[tries - 1]), wait))
    if is_test and not gone:
        return False
    webhook.failures, webhook.failing_since = webhook.failures + 1, webhook.failing_since or now
    rest = min(PAUSES[min(webhook.failures, len(PAUSES)) - 1], LONGEST_REST)
    webhook.rests_until = now + max(_about(rest), wait)
    was_on = webhook.state == Webhook.State.ON
    if was_on and gone:
        webhook.state = Webhook.State.GONE
    elif was_on and now - webhook.failing_since >= OFF_AFTER:
        webhook.state = Webhook.State.FAILED
    # Its history tells when it was switched, not each failure.
    webhook.skip_history_when_saving = webhook.state == Webhook.State.ON or not was_on  # type: ignore[attr-defined]
    webhook.save(update_fields=["failures", "failing_since", "rests_until", "state"])
    return was_on and webhook.state != Webhook.State.ON


def _about(pause: timedelta) -> timedelta:
    """Return the pause and up to a tenth more: many that failed at once do not all return at
    once."""
    return pause * _chance.uniform(1.0, 1.1)
