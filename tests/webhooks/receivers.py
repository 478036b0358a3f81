"""Receivers of a test's own, over https, and webhooks that lead to them."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from annotator.background.events import EventKind
from annotator.background.progress import Progress
from annotator.webhooks import actions, delivering
from annotator.webhooks.models import Delivery, Webhook
from tests.fetching.servers import Server, answered, body_of

OK = answered(b"thank you", "text/plain")
ALL = [kind.value for kind in EventKind]


class Receiver:
    """Answers each message by `answer`: bytes, or a function of the body; keeps what came."""

    def __init__(self) -> None:
        self.answer: bytes | Callable[[dict[str, Any]], bytes] = OK
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.server: Server

    def __call__(self, taken: Any, asked: bytes) -> None:
        body = body_of(taken, asked)
        head = asked.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
        headers = {
            name.lower(): value for name, _, value in (line.partition(": ") for line in head)
        }
        self.came.append((headers, body))
        taken.sendall(
            self.answer if isinstance(self.answer, bytes) else self.answer(json.loads(body))
        )

    @property
    def told(self) -> list[dict[str, Any]]:
        """The bodies that came."""
        return [json.loads(body) for _, body in self.came]

    def address(self, path: str = "/hook") -> str:
        return f"https://post.example:{self.server.port}{path}"


def hook(story, by, address: str = "https://post.example/hook", kinds=ALL, **more) -> Webhook:
    made = actions.add(
        story, address=address, kinds=kinds, name="", desk="https://desk.example/", by=by
    )
    if more:
        Webhook.objects.filter(pk=made.pk).update(**more)
        made.refresh_from_db()
    return made


def deliver() -> list[int]:
    """Send what is due; return the webhooks that were switched off."""
    off: list[int] = []
    delivering.deliver(Progress(), off.append)
    return off


def later(**by: float) -> None:
    """Let the time go on, as far as what waits and who rests can tell."""
    gone = timedelta(**by)
    for row in Delivery.objects.exclude(next_at=None):
        Delivery.objects.filter(pk=row.pk).update(next_at=row.next_at - gone)
    for one in Webhook.objects.all():
        Webhook.objects.filter(pk=one.pk).update(
            rests_until=one.rests_until and one.rests_until - gone,
            failing_since=one.failing_since and one.failing_since - gone,
        )


def in_the_past(**by: float) -> Any:
    return timezone.now() - timedelta(**by)
