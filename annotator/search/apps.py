from django.apps import AppConfig
from django.db.models.signals import post_migrate

from annotator.navigation import DeskApp


class SearchConfig(DeskApp, AppConfig):
    name = "annotator.search"
    ways = {"search": "search:search"}

    def ready(self) -> None:
        """Let workers keep the index; keep its triggers, which SQLite drops with a table that a
        migration rebuilds."""
        from annotator.background.watching import watch
        from annotator.search.index.feed import keep_triggers
        from annotator.search.tasks import KEY, follow_a_little, follow_changes

        watch(follow_changes, KEY, follow_a_little)
        post_migrate.connect(keep_triggers, sender=self)
