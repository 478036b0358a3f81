from django.apps import AppConfig

from annotator.navigation import DeskApp


class AnnotationsConfig(DeskApp, AppConfig):
    name = "annotator.annotations"
    ways = {"article": "annotations:workbench"}
