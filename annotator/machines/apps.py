from django.apps import AppConfig

from annotator.navigation import DeskApp


class MachinesConfig(DeskApp, AppConfig):
    name = "annotator.machines"

    def ready(self) -> None:
        """Let what machines read follow curators and corrected texts."""
        super().ready()
        from annotator.machines.recording import following

        following.connect()
