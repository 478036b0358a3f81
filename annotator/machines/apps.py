from django.apps import AppConfig

from annotator.navigation import DeskApp


class MachinesConfig(DeskApp, AppConfig):
    name = "annotator.machines"

    def ready(self) -> None:
        """Let machines suggest, and keep what of it people accept: lower floors know of neither."""
        super().ready()
        from annotator.annotations.recording import origins
        from annotator.annotations.suggestions import suggesters
        from annotator.machines.suggestions import accepting
        from annotator.machines.suggestions.aid import aid_from_machines

        suggesters.join("machines", aid_from_machines)
        origins.join(accepting)
