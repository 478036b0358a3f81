from django.apps import AppConfig

from annotator.navigation import DeskApp, StoryTab


class ReconciliationConfig(DeskApp, AppConfig):
    name = "annotator.reconciliation"
    ways = {"reviewed": "reconciliation:reviewed"}
    story_tabs = (
        StoryTab(
            "agreement", "Agreement", "reconciliation:agreement", 60, ("manager", "adjudicator")
        ),
    )
