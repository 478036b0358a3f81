from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save

from annotator.navigation import DeskApp, StoryTab


class ComparisonConfig(DeskApp, AppConfig):
    name = "annotator.comparison"
    story_tabs = (
        StoryTab("sources", "Sources", "comparison:conflicts", 50, ("manager", "adjudicator")),
        # Those who settle find them by the brief.
        StoryTab("editions", "Editions", "comparison:editions", 55, ("annotator",)),
    )

    def ready(self) -> None:
        super().ready()
        from annotator.comparison.leads.intake import following
        from annotator.comparison.page_refresh.tasks import ask_again, ask_for_refresh
        from annotator.comparison.question_rows import notices
        from annotator.comparison.shared_wording import tasks
        from annotator.comparison.tallies import changes
        from annotator.comparison.tally_models import TallyChange

        for follower in (notices, tasks, changes, following):
            follower.connect()
        post_migrate.connect(notices.ask_again, sender=self)
        post_migrate.connect(ask_again, sender=self)
        post_save.connect(ask_for_refresh, sender=TallyChange, dispatch_uid="source pages")
