from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "annotator.background"
