from collections.abc import Sequence

from django.apps import AppConfig

from annotator.navigation import DeskApp, StoryTab


class MachinesConfig(DeskApp, AppConfig):
    name = "annotator.machines"
    story_tabs: Sequence[StoryTab] = (
        StoryTab("machines", "Machines", "machines:machines", 92, ("adjudicator", "manager")),
    )

    def ready(self) -> None:
        """Let workers see when a paused run is to go on."""
        super().ready()
        from annotator.background.watching import watch
        from annotator.machines.runs.tasks import RESUMING, resume_runs, runs_are_due

        watch(resume_runs, RESUMING, runs_are_due)
