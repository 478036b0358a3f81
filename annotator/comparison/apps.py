from django.apps import AppConfig

from annotator.navigation import DeskApp, StoryTab


class ComparisonConfig(DeskApp, AppConfig):
    name = "annotator.comparison"
    story_tabs = (
        StoryTab("sources", "Sources", "comparison:conflicts", 50, ("manager", "adjudicator")),
    )

    def ready(self) -> None:
        super().ready()
        from annotator.comparison.question_rows import notices

        notices.connect()
