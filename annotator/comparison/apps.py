from django.apps import AppConfig


class ComparisonConfig(AppConfig):
    name = "annotator.comparison"
