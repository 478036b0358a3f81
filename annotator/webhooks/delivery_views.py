"""One message to one webhook: what is sent, each attempt, and sending it again."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from annotator.background import worker_is_there
from annotator.people.access import DeskRequest
from annotator.webhooks import actions
from annotator.webhooks.access import check_switch, delivery_for
from annotator.webhooks.page import attempts_of, body_in_lines, is_sent_soon


@require_safe
def delivery(request: DeskRequest, slug: str, pk: int, delivery: int) -> HttpResponse:
    """Show a message with its attempts."""
    found = delivery_for(request, slug, pk, delivery)
    shown = {
        "story": found.webhook.story,
        "tab": "webhooks",
        "webhook": found.webhook,
        "delivery": found,
        "body": body_in_lines(found),
        "attempts": attempts_of(found),
        "soon": is_sent_soon(found),
        "telling": settings.WEBHOOKS,
        "worker": worker_is_there(),
    }
    return render(request, "webhooks/delivery.html", shown)


@require_POST
def send_again(request: DeskRequest, slug: str, pk: int, delivery: int) -> HttpResponse:
    """Send a message once more."""
    found = delivery_for(request, slug, pk, delivery)
    check_switch()
    try:
        actions.send_again(found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("webhooks:delivery", slug, pk, delivery)
