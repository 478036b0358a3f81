from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "annotator.vocabulary"
