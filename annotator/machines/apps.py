from django.apps import AppConfig

from annotator.navigation import DeskApp


class MachinesConfig(DeskApp, AppConfig):
    name = "annotator.machines"
