from collections.abc import Sequence

from django.apps import AppConfig

from annotator.navigation import DeskApp, StoryTab


class MachinesConfig(DeskApp, AppConfig):
    name = "annotator.machines"
    story_tabs: Sequence[StoryTab] = (
        StoryTab("machines", "Machines", "machines:machines", 92, ("adjudicator", "manager")),
    )

    def ready(self) -> None:
        """Let workers see when a paused run is to go on; let machines suggest, keep what of it
        people accept, and follow curators and corrected texts: lower floors know of none of it."""
        super().ready()
        from annotator.annotations.recording import origins
        from annotator.annotations.suggestions import suggesters
        from annotator.background.watching import watch
        from annotator.machines.recording import following
        from annotator.machines.runs.tasks import RESUMING, resume_runs, runs_are_due
        from annotator.machines.suggestions import accepting
        from annotator.machines.suggestions.aid import aid_from_machines

        watch(resume_runs, RESUMING, runs_are_due)
        suggesters.join("machines", aid_from_machines)
        origins.join(accepting)
        following.connect()
