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

    def ready(self) -> None:
        """Let decisions follow what curators undo: a lower floor knows nothing of decisions."""
        super().ready()
        from annotator.annotations.curation.bulk_log import curation_undone
        from annotator.reconciliation.adjudication.decisions import follow_undo

        curation_undone.connect(follow_undo, dispatch_uid="decisions follow an undo")
