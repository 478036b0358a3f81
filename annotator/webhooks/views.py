"""A story's webhooks: listed, added, changed, switched, tried, removed and brought back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from annotator.background import worker_is_there
from annotator.pagination import page_of
from annotator.people.access import MANAGERS, DeskRequest, story_for
from annotator.webhooks import actions, page
from annotator.webhooks.access import (
    check_switch,
    reads_blind_in,
    removed_webhook_for,
    shown_deliveries,
    telling_story_for,
    webhook_for,
)
from annotator.webhooks.filters import DeliveryFilter
from annotator.webhooks.forms import KINDS, WebhookForm
from annotator.webhooks.models import Webhook
from annotator.webhooks.signing import secret_of, written
from articles.models import Story


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: DeskRequest, slug: str) -> HttpResponse:
    """List the story's webhooks, or add one and show its secret."""
    if request.method != "POST":
        story = story_for(request, slug, MANAGERS)
        return _list(request, story, WebhookForm(initial={"kinds": [kind.value for kind in KINDS]}))
    story = telling_story_for(request, slug)
    form = WebhookForm(request.POST)
    if form.is_valid():
        desk = request.build_absolute_uri("/")
        try:
            made = actions.add(story, **form.cleaned_data, desk=desk, by=request.user)
        except ValidationError as error:
            form.add_error("address", error.messages)
        else:
            return _secret(request, made)
    return _list(request, story, form)


@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Show a webhook with its log, or change it."""
    found = webhook_for(request, slug, pk)
    if request.method != "POST":
        kept = {"address": found.address, "name": found.name, "kinds": found.kinds}
        return _one(request, found, WebhookForm(initial=kept))
    form = WebhookForm(request.POST)
    if form.is_valid():
        try:
            desk = request.build_absolute_uri("/")
            actions.change(found, **form.cleaned_data, desk=desk, by=request.user)
        except ValidationError as error:
            form.add_error("address", error.messages)
        else:
            messages.success(request, "The webhook is changed.")
            return _back(found)
    return _one(request, found, form)


@never_cache
@require_POST
def renew_secret(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Give a webhook a new secret, and show it."""
    return _secret(request, actions.renew_secret(webhook_for(request, slug, pk), request.user))


@require_POST
def switch(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Let a webhook be on or off, as it is asked."""
    found = webhook_for(request, slug, pk)
    to = request.POST.get("to")
    if to == "off":
        actions.switch_off(found, request.user)
        messages.success(request, f"{found} is off: it is told nothing.")
    elif to == "on":
        check_switch()
        actions.switch_on(found, request.user)
        messages.success(request, f"{found} is on. What waited for it is sent now.")
    else:
        messages.error(request, "Say whether it is to be on or off: press one of the buttons.")
    return _back(found)


@require_POST
def send_test(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Send a test message to a webhook."""
    found = webhook_for(request, slug, pk)
    check_switch()
    delivery = actions.send_test(found)
    return redirect("webhooks:delivery", slug, pk, delivery.pk)


@require_POST
def remove(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Take a webhook away."""
    found = webhook_for(request, slug, pk)
    actions.remove(found, request.user)
    return HttpResponseRedirect(f"{reverse('webhooks:webhooks', args=[slug])}?removed={found.pk}")


@require_POST
def restore(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Bring a webhook back that was removed."""
    found = removed_webhook_for(request, slug, pk)
    try:
        actions.restore(found, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("webhooks:webhooks", slug)
    messages.success(request, f"{found} is back.")
    return _back(found)


def _list(request: DeskRequest, story: Story, form: WebhookForm) -> HttpResponse:
    blind = reads_blind_in(request.user, story)
    removed = request.GET.get("removed", "")
    is_key = removed.isascii() and removed.isdecimal() and len(removed) < 16
    gone = Webhook.objects.filter(story=story, removed_at__isnull=False)
    shown = {
        "story": story,
        "form": form,
        "lines": page.lines_of(story, blind),
        "blind": blind,
        "removed": gone.filter(pk=int(removed)).first() if is_key else None,
        **_frame(),
    }
    return render(request, "webhooks/webhooks.html", shown, status=_status(form))


def _one(request: DeskRequest, found: Webhook, form: WebhookForm) -> HttpResponse:
    blind = reads_blind_in(request.user, found.story)
    listed = DeliveryFilter(request.GET, shown_deliveries([found], blind))
    cut = page_of(listed.qs, request)
    shown = {
        "story": found.story,
        "webhook": found,
        "form": form,
        "filter": listed,
        "address": reverse("webhooks:webhook", args=[found.story.slug, found.pk]),
        "page": cut,
        "lines": page.log_lines(list(cut)),
        "told": [words for kind, words in KINDS.items() if kind in found.kinds],
        "off_at": None if blind else page.off_at(found),
        "earlier": page.earlier_secrets(found),
        "blind": blind,
        **_frame(),
    }
    return render(request, "webhooks/webhook.html", shown, status=_status(form))


def _secret(request: DeskRequest, found: Webhook) -> HttpResponse:
    shown = {
        "story": found.story,
        "webhook": found,
        "secret": written(secret_of(found.seed)),
        "earlier": page.earlier_secrets(found),
        **_frame(),
    }
    return render(request, "webhooks/secret.html", shown)


def _frame() -> dict[str, Any]:
    return {"tab": "webhooks", "telling": settings.WEBHOOKS, "worker": worker_is_there()}


def _status(form: WebhookForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _back(found: Webhook) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("webhooks:webhook", args=[found.story.slug, found.pk]))
