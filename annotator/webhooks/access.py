"""The doors to a story's webhooks: a manager's, and each thing by its story."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from annotator.annotations.models import OPEN, Assignment
from annotator.background.events import EventKind
from annotator.people.access import MANAGERS, DeskRequest, story_for
from annotator.people.models import User
from annotator.webhooks.models import TEST, Delivery, Webhook
from articles.models import Story

TELL_NOTHING_OF_OTHERS = (EventKind.ARTICLE_ADDED.value, TEST)
"""Kinds of message that may be seen by whoever has still to read: nobody's work is told in them."""


def webhook_for(request: DeskRequest, slug: str, pk: int) -> Webhook:
    """Return a webhook of the story, its story loaded. Raises Http404 or PermissionDenied."""
    found = _webhook(request, slug, pk)
    if found.removed_at is not None:
        raise Http404
    return found


def removed_webhook_for(request: DeskRequest, slug: str, pk: int) -> Webhook:
    """Return a webhook of the story, also one that was removed. Raises Http404 or
    PermissionDenied."""
    return _webhook(request, slug, pk)


def delivery_for(request: DeskRequest, slug: str, pk: int, delivery: int) -> Delivery:
    """Return a delivery of a webhook that the manager may see, both loaded. Raises Http404 or
    PermissionDenied."""
    webhook = webhook_for(request, slug, pk)
    found = shown_deliveries([webhook], reads_blind_in(request.user, webhook.story))
    row = found.filter(pk=delivery).first()
    if row is None:
        raise Http404
    row.webhook = webhook
    return row


def telling_story_for(request: DeskRequest, slug: str) -> Story:
    """Return the story, where the desk tells other servers anything. Raises Http404 or
    PermissionDenied."""
    story = story_for(request, slug, MANAGERS)
    check_switch()
    return story


def check_switch() -> None:
    """Check that the desk tells other servers anything. Raises PermissionDenied."""
    if not settings.WEBHOOKS:
        raise PermissionDenied(
            "This desk tells other servers nothing. Whoever runs it switches that on: WEBHOOKS."
        )


def reads_blind_in(user: User, story: Story) -> bool:
    """Return whether the user has still to read articles of the story."""
    return Assignment.objects.filter(annotator=user, article__story=story, state__in=OPEN).exists()


def shown_deliveries(webhooks: Iterable[Webhook], is_blind: bool) -> QuerySet[Delivery]:
    """Return the deliveries of these webhooks that a manager may see: whoever has still to read in
    the story sees none that tell of the work of others."""
    rows = Delivery.objects.filter(webhook__in=list(webhooks)).select_related("message")
    return rows.filter(message__kind__in=TELL_NOTHING_OF_OTHERS) if is_blind else rows


def _webhook(request: DeskRequest, slug: str, pk: int) -> Webhook:
    story = story_for(request, slug, MANAGERS)
    found = Webhook.objects.filter(story=story, pk=pk).select_related("added_by").first()
    if found is None:
        raise Http404
    found.story = story
    return found
