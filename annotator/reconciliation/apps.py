from django.apps import AppConfig
from django.db.models.signals import post_migrate

from annotator.navigation import DeskApp, StoryTab


class ReconciliationConfig(DeskApp, AppConfig):
    name = "annotator.reconciliation"
    ways = {
        "reviewed": "reconciliation:reviewed",
        "versions": "reconciliation:versions",
        "corrected": "reconciliation:corrected",
        "settle": "reconciliation:settle",
        "machine_effect": "reconciliation:machine_effect",
        "machine_stand_in": "reconciliation:machine_stand_in",
    }
    story_tabs = (
        StoryTab(
            "agreement", "Agreement", "reconciliation:agreement", 60, ("manager", "adjudicator")
        ),
    )

    def ready(self) -> None:
        """Let decisions follow what curators undo, and tallies and agreement what changes
        articles: lower floors know nothing of any."""
        super().ready()
        from annotator.annotations.curation.bulk_log import curation_undone, said_the_same
        from annotator.reconciliation.adjudication.decisions import follow_undo
        from annotator.reconciliation.agreement.keeping import changes
        from annotator.reconciliation.machine_figures import tasks as machine_tasks
        from annotator.reconciliation.places import tasks

        curation_undone.connect(follow_undo, dispatch_uid="decisions follow an undo")
        said_the_same.connect(follow_undo, dispatch_uid="decisions follow what says the same")
        for follower in (tasks, changes, machine_tasks):
            follower.connect()
            post_migrate.connect(follower.ask_again, sender=self)
