from django.apps import AppConfig

from annotator.navigation import DeskApp


class ApiConfig(DeskApp, AppConfig):
    name = "annotator.api"
    ways = {"api_docs": "api:docs"}
