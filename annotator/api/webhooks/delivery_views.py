"""What webhooks were told: a test sent, messages listed, one sent again."""

from ninja import Query, Router, Status

from annotator.api.access import ApiRequest
from annotator.api.cursors import PageOut, number, page_of_rows
from annotator.api.forms import PAGING, as_address, narrowed
from annotator.api.operations import needs
from annotator.api.webhooks.schemas import DeliveryOut, DeliveryQuery
from annotator.people.models import TokenScope
from annotator.webhooks import actions
from annotator.webhooks.access import (
    check_switch,
    delivery_for,
    reads_blind_in,
    shown_deliveries,
    webhook_for,
)
from annotator.webhooks.filters import DeliveryFilter
from annotator.webhooks.page import DeliveryLine, log_lines

router = Router(tags=["Webhooks"])
WEBHOOK = "/stories/{str:slug}/webhooks/{int:webhook_id}"


@router.post(f"{WEBHOOK}/test", response={201: DeliveryOut}, **needs(TokenScope.MANAGE))
def test_webhook(request: ApiRequest, slug: str, webhook_id: int) -> Status[DeliveryOut]:
    """Send a test message to a webhook. For the story's managers."""
    found = webhook_for(request, slug, webhook_id)
    check_switch()
    return Status(201, _told(*log_lines([actions.send_test(found)])))


@router.get(f"{WEBHOOK}/deliveries", response=PageOut[DeliveryOut], **needs(TokenScope.READ))
def list_deliveries(
    request: ApiRequest, slug: str, webhook_id: int, asked: Query[DeliveryQuery]
) -> PageOut[DeliveryOut]:
    """List what a webhook was told, or is to be, the first one first. For the story's managers; who
    has still to read is told nothing of the work of others."""
    found = webhook_for(request, slug, webhook_id)
    rows = shown_deliveries([found], reads_blind_in(request.user, found.story))
    filters = DeliveryFilter(as_address(asked, leave=PAGING), rows)
    page, following = page_of_rows(narrowed(filters), asked, number)
    return PageOut(items=[_told(one) for one in log_lines(page)], next=following)


@router.post(
    f"{WEBHOOK}/deliveries/{{int:delivery_id}}/send",
    response=DeliveryOut,
    **needs(TokenScope.MANAGE),
)
def send_delivery_again(
    request: ApiRequest, slug: str, webhook_id: int, delivery_id: int
) -> DeliveryOut:
    """Send a message once more. For the story's managers."""
    found = delivery_for(request, slug, webhook_id, delivery_id)
    check_switch()
    actions.send_again(found)
    return _told(*log_lines([delivery_for(request, slug, webhook_id, delivery_id)]))


def _told(line: DeliveryLine) -> DeliveryOut:
    one, last = line
    names = ("state", "tries", "next_at", "ended_at")
    return DeliveryOut(
        id=one.pk,
        kind=one.message.kind,
        about=one.message.about,
        at=one.message.at,
        status=last.status if last else None,
        failure=last.failure if last else "",
        **{name: getattr(one, name) for name in names},
    )
