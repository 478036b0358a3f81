from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from annotator.navigation import DeskApp


class SearchConfig(DeskApp, AppConfig):
    name = "annotator.search"
    ways = {"search": "search:search"}

    def ready(self) -> None:
        """Let workers keep the index; keep its triggers, beneath which SQLite rebuilds no table."""
        from annotator.background.watching import watch
        from annotator.search.index.feed import keep_triggers, set_triggers_aside
        from annotator.search.tasks import KEY, follow_a_little, follow_changes

        watch(follow_changes, KEY, follow_a_little)
        pre_migrate.connect(set_triggers_aside, sender=self)
        post_migrate.connect(keep_triggers, sender=self)
