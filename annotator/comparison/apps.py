from django.apps import AppConfig
from django.db.models.signals import post_migrate

from annotator.navigation import DeskApp, StoryTab


class ComparisonConfig(DeskApp, AppConfig):
    name = "annotator.comparison"
    story_tabs = (
        StoryTab("sources", "Sources", "comparison:conflicts", 50, ("manager", "adjudicator")),
    )

    def ready(self) -> None:
        super().ready()
        from annotator.comparison.question_rows import notices
        from annotator.comparison.shared_wording import tasks

        notices.connect()
        tasks.connect()
        post_migrate.connect(notices.ask_again, sender=self)
