from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    name = "annotator.reconciliation"
