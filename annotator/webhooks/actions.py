"""What a manager does to webhooks: the only writer of them, but for how sending goes.

Every refusal is a ValidationError whose message is for the manager.
"""

from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from annotator.webhooks.delivering import seeds_of
from annotator.webhooks.models import TEST, Delivery, Webhook
from annotator.webhooks.outbox import keep_test
from annotator.webhooks.signing import new_seed
from articles.models import Story

MOST = 20
"""Webhooks of a story: each thing that happens is written down for each of them."""
BOTH_HOLD = timedelta(hours=24)
"""For how long an earlier secret signs beside the new one."""
MOST_EARLIER = 4


class WebhookRefused(ValidationError):
    """It cannot be done to the webhook; the message says why."""


def add(
    story: Story, *, address: str, kinds: Collection[str], name: str, desk: str, by: User
) -> Webhook:
    """Let an address be told what happens in the story, from now on. Raises ValidationError."""
    webhook = Webhook(
        story=story, address=address, key=_key(address), kinds=sorted(kinds), name=name,
        seed=new_seed(), desk=desk.rstrip("/"), added_at=timezone.now(), added_by=by,
    )  # fmt: skip
    with transaction.atomic():
        # Two managers at once wait for each other.
        Story.objects.select_for_update(no_key=True).only("pk").get(pk=story.pk)
        if Webhook.objects.filter(story=story, removed_at=None).count() >= MOST:
            raise WebhookRefused(f"A story has {MOST} webhooks at most: remove one first.")
        _save(webhook, by, "added")
    return webhook


def change(
    webhook: Webhook, *, address: str, kinds: Collection[str], name: str, desk: str, by: User
) -> None:
    """Give a webhook another address, name or choice of events. Raises ValidationError.

    `desk`: the desk's address, as its manager sees it now.
    """
    with transaction.atomic():
        found = _locked(webhook)
        found.address, found.key = address, _key(address)
        found.kinds, found.name, found.desk = sorted(kinds), name, desk.rstrip("/")
        _save(found, by, "changed")


@transaction.atomic
def switch_on(webhook: Webhook, by: User) -> None:
    """Let a webhook be told what happens again; what waited for it is sent now."""
    found = _locked(webhook)
    found.state, found.failures = Webhook.State.ON, 0
    found.failing_since = found.rests_until = None
    _save(found, by, "switched on")


@transaction.atomic
def switch_off(webhook: Webhook, by: User) -> None:
    """Tell a webhook nothing until it is switched on again; what waits for it is kept."""
    found = _locked(webhook)
    found.state = Webhook.State.OFF
    _save(found, by, "switched off")


@transaction.atomic
def renew_secret(webhook: Webhook, by: User) -> Webhook:
    """Give a webhook a new secret; the earlier ones sign beside it for a day. Return it."""
    found = _locked(webhook)
    now = timezone.now()
    held = dict(found.earlier_seeds) | {found.seed: (now + BOTH_HOLD).isoformat()}
    still = [[seed, held[seed]] for seed in seeds_of(found, now)]
    found.earlier_seeds = still[:MOST_EARLIER]
    found.seed = new_seed()
    _save(found, by, "secret renewed")
    return found


@transaction.atomic
def remove(webhook: Webhook, by: User) -> None:
    """Take a webhook away; for a week it can be brought back."""
    found = _locked(webhook)
    found.removed_at = timezone.now()
    _save(found, by, "removed")


def restore(webhook: Webhook, by: User) -> None:
    """Bring a webhook back that was removed, as it was. Raises ValidationError where the story has
    one with its address by now."""
    with transaction.atomic():
        found = _locked(webhook)
        found.removed_at = None
        _save(found, by, "restored")


@transaction.atomic
def send_test(webhook: Webhook) -> Delivery:
    """Send a test message to a webhook, also to one that is off; return its delivery."""
    _let_be_tried(webhook)
    return keep_test(webhook)


@transaction.atomic
def send_again(delivery: Delivery) -> None:
    """Send a message once more, as soon as a worker can, as if it had never been sent.

    Raises WebhookRefused where its webhook is off.
    """
    webhook = _locked(delivery.webhook)
    if webhook.state != Webhook.State.ON and delivery.message.kind != TEST:
        raise WebhookRefused("This webhook is off: switch it on first.")
    _let_be_tried(webhook)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.WAITING, tries=0, next_at=timezone.now(), ended_at=None
    )


def _let_be_tried(webhook: Webhook) -> None:
    Webhook.objects.filter(pk=webhook.pk).update(rests_until=None)


def _locked(webhook: Webhook) -> Webhook:
    return Webhook.objects.select_for_update(of=("self",)).get(pk=webhook.pk)


def _save(webhook: Webhook, by: User, done: str) -> None:
    """Store the webhook with its history row, and tell the trust log what was done to it.

    Raises ValidationError in the constraint's words.
    """
    kind = TrustKind.WEBHOOK_MADE if webhook._state.adding else TrustKind.WEBHOOK_CHANGED
    webhook._history_user = by  # type: ignore[attr-defined]
    webhook.validate_constraints()
    try:
        with transaction.atomic():
            webhook.save()
            facts = {
                "webhook": webhook.pk,
                "done": done,
                "host": urlsplit(webhook.address).hostname,
            }
            record(kind, by=by, story=webhook.story, facts=facts)
    except IntegrityError:  # somebody else did the same just now
        webhook.validate_constraints()
        raise


def _key(address: str) -> str:
    return sha256(address.encode(errors="surrogatepass")).hexdigest()
