from django.apps import AppConfig
from django.db.models.signals import post_migrate

from annotator.navigation import DeskApp


class SearchConfig(DeskApp, AppConfig):
    name = "annotator.search"
    ways = {"search": "search:search"}

    def ready(self) -> None:
        """Keep the triggers where a migration rebuilds a table, as SQLite does, and drops them."""
        from annotator.search.index.feed import keep_triggers

        post_migrate.connect(keep_triggers, sender=self)
