"""What is done in the background: messages are sent, managers told of what was switched off."""

import logging
import time
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from annotator.background.work import Progress, TaskFailed, work
from annotator.people.models import User
from annotator.webhooks import delivering
from annotator.webhooks.models import Webhook

SENDING = "webhooks"
FORGET_EVERY = 600.0
"""Seconds between two looks for what is old."""
CONSOLE = "django.core.mail.backends.console.EmailBackend"
log = logging.getLogger("annotator.mail")
_forgets_at = 0.0


@work("Tell webhooks")
def tell_webhooks(progress: Progress) -> None:
    """Send what is due; what is left when the run is over, a worker sees a second later."""
    delivering.deliver(progress, write_to_managers.ask)


def messages_are_due() -> bool:
    """Return whether a message is to be sent, in one statement; and now and then forget a portion
    of what is old."""
    global _forgets_at
    if time.monotonic() >= _forgets_at:
        more = delivering.forget()
        _forgets_at = time.monotonic() + (0.0 if more else FORGET_EVERY)
    return delivering.due().exists()


@work("Letter about a webhook")
def write_to_managers(progress: Progress, webhook: int) -> None:
    """Write to the story's managers that a webhook was switched off, where the desk sends mail."""
    found = Webhook.objects.filter(pk=webhook, removed_at=None).select_related("story").first()
    if found is None or not found.was_switched_off or settings.EMAIL_BACKEND == CONSOLE:
        return
    managers = User.objects.filter(
        memberships__story=found.story, memberships__manager=True, is_active=True
    )
    letter = _letter(found)
    refused = 0
    for address in managers.exclude(email="").values_list("email", flat=True):
        try:
            refused += send_mail(*letter, None, [address]) != 1
        except (OSError, SMTPException) as error:
            log.error("The mail server did not take a letter: %s", type(error).__name__)
            refused += 1
    if refused:
        raise TaskFailed("The mail server did not take every letter: see the worker's log.")


def _letter(webhook: Webhook) -> tuple[str, str]:
    address = reverse("webhooks:webhook", args=[webhook.story.slug, webhook.pk])
    told = {"webhook": webhook, "address": urljoin(webhook.desk, address)}
    subject = " ".join(f"Annotator: a webhook of “{webhook.story}” is switched off".split())
    return subject, render_to_string("webhooks/switched_off.txt", told)
