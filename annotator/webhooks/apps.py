from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings

from annotator.navigation import DeskApp, StoryTab

_TAB = StoryTab("webhooks", "Webhooks", "webhooks:webhooks", 95, ("manager",))


class WebhooksConfig(DeskApp, AppConfig):
    name = "annotator.webhooks"

    @property
    def story_tabs(self) -> Sequence[StoryTab]:  # type: ignore[override]
        """The tab stands where the desk tells other servers anything."""
        return (_TAB,) if settings.WEBHOOKS else ()

    def ready(self) -> None:
        """Link what happens with what is told of it; let workers tell it."""
        super().ready()
        from annotator.background.watching import watch
        from annotator.webhooks import outbox
        from annotator.webhooks.tasks import SENDING, messages_are_due, tell_webhooks

        outbox.connect()
        if settings.WEBHOOKS:
            watch(tell_webhooks, SENDING, messages_are_due)
