"""A story's webhooks: listed, added, changed, switched, removed and brought back."""

from typing import Any

from ninja import Query, Router, Status

from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, PageQuery, number, page_of_sorted
from annotator.api.forms import checked, sent
from annotator.api.operations import needs
from annotator.api.webhooks.schemas import (
    WebhookIn,
    WebhookOut,
    WebhookPatch,
    WebhookSecretOut,
    WebhookSwitchIn,
)
from annotator.people.access import MANAGERS, story_for
from annotator.people.models import TokenScope
from annotator.webhooks import actions
from annotator.webhooks.access import (
    check_switch,
    reads_blind_in,
    removed_webhook_for,
    telling_story_for,
    webhook_for,
)
from annotator.webhooks.forms import WebhookForm
from annotator.webhooks.models import Webhook
from annotator.webhooks.page import WebhookLine, earlier_secrets, lines_of, off_at
from annotator.webhooks.signing import secret_of, written

router = Router(tags=["Webhooks"])
WEBHOOKS = "/stories/{str:slug}/webhooks"
WEBHOOK = f"{WEBHOOKS}/{{int:webhook_id}}"


@router.get(WEBHOOKS, response=PageOut[WebhookOut], **needs(TokenScope.READ))
def list_webhooks(request: ApiRequest, slug: str, asked: Query[PageQuery]) -> PageOut[WebhookOut]:
    """List the webhooks of a story. For its managers."""
    story = story_for(request, slug, MANAGERS)
    blind = reads_blind_in(request.user, story)
    lines = sorted(lines_of(story, blind), key=_key)
    page, following = page_of_sorted(lines, asked, _key, number)
    return PageOut(items=[_line(one, blind) for one in page], next=following)


@router.post(WEBHOOKS, response={201: WebhookSecretOut}, **needs(TokenScope.MANAGE))
def add_webhook(request: ApiRequest, slug: str, body: WebhookIn) -> Status[WebhookSecretOut]:
    """Let an address be told what happens in a story, and answer its secret. For managers, where
    the desk tells other servers anything."""
    story = telling_story_for(request, slug)
    given = checked(WebhookForm(body.model_dump()))
    made = actions.add(story, **given, desk=request.build_absolute_uri("/"), by=request.user)
    return Status(201, _secret(request, made))


@router.get(WEBHOOK, response=WebhookOut, **needs(TokenScope.READ))
def read_webhook(request: ApiRequest, slug: str, webhook_id: int) -> WebhookOut:
    """Read one webhook. For the story's managers."""
    return _told(request, webhook_for(request, slug, webhook_id))


@router.patch(WEBHOOK, response=WebhookOut, **needs(TokenScope.MANAGE))
def change_webhook(
    request: ApiRequest, slug: str, webhook_id: int, body: WebhookPatch
) -> WebhookOut:
    """Change a webhook's address, name or events. For the story's managers."""
    found = webhook_for(request, slug, webhook_id)
    stands = {"address": found.address, "name": found.name, "kinds": found.kinds}
    given = checked(WebhookForm(stands | sent(body)))
    actions.change(found, **given, desk=request.build_absolute_uri("/"), by=request.user)
    return _told(request, webhook_for(request, slug, webhook_id))


@router.post(f"{WEBHOOK}/secret", response=WebhookSecretOut, **needs(TokenScope.MANAGE))
def renew_webhook_secret(request: ApiRequest, slug: str, webhook_id: int) -> WebhookSecretOut:
    """Give a webhook a new secret, and answer it; the earlier ones hold for a day. For the story's
    managers."""
    found = webhook_for(request, slug, webhook_id)
    renewed = actions.renew_secret(found, request.user)
    renewed.story = found.story
    return _secret(request, renewed)


@router.post(f"{WEBHOOK}/switch", response=WebhookOut, **needs(TokenScope.MANAGE))
def switch_webhook(
    request: ApiRequest, slug: str, webhook_id: int, body: WebhookSwitchIn
) -> WebhookOut:
    """Let a webhook be on or off; what waited for it is sent when it is on. For the story's
    managers."""
    found = webhook_for(request, slug, webhook_id)
    if body.to == "on":
        check_switch()
        actions.switch_on(found, request.user)
    else:
        actions.switch_off(found, request.user)
    return _told(request, webhook_for(request, slug, webhook_id))


@router.post(f"{WEBHOOK}/remove", response=WebhookOut, **needs(TokenScope.MANAGE))
def remove_webhook(request: ApiRequest, slug: str, webhook_id: int) -> WebhookOut:
    """Take a webhook away; for a week it can be brought back. For the story's managers."""
    actions.remove(webhook_for(request, slug, webhook_id), request.user)
    return _told(request, removed_webhook_for(request, slug, webhook_id))


@router.post(f"{WEBHOOK}/restore", response=WebhookOut, **needs(TokenScope.MANAGE))
def restore_webhook(request: ApiRequest, slug: str, webhook_id: int) -> WebhookOut:
    """Bring a webhook back that was removed. For the story's managers."""
    actions.restore(removed_webhook_for(request, slug, webhook_id), request.user)
    return _told(request, webhook_for(request, slug, webhook_id))


def _secret(request: ApiRequest, webhook: Webhook) -> WebhookSecretOut:
    return WebhookSecretOut(
        webhook=_told(request, webhook),
        secret=written(secret_of(webhook.seed)),
        earlier=earlier_secrets(webhook),
    )


def _told(request: ApiRequest, webhook: Webhook) -> WebhookOut:
    blind = reads_blind_in(request.user, webhook.story)
    lines = {one.webhook.pk: one for one in lines_of(webhook.story, blind)}
    return _line(lines.get(webhook.pk, WebhookLine(webhook, 0, None)), blind)


def _line(line: WebhookLine, blind: bool) -> WebhookOut:
    one, by = line.webhook, line.webhook.added_by
    names = WebhookOut.model_fields.keys() & {field.name for field in Webhook._meta.fields}
    told: dict[str, Any] = {name: getattr(one, name) for name in names - {"added_by"}}
    return WebhookOut(
        **told, off_at=None if blind else off_at(one), waiting=line.waiting,
        delivered_at=line.delivered_at, added_by=by.username if by else None,
    )  # fmt: skip


def _key(line: WebhookLine) -> int:
    return line.webhook.pk
