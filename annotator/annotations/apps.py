from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save

from annotator.navigation import DeskApp


class AnnotationsConfig(DeskApp, AppConfig):
    name = "annotator.annotations"
    ways = {"article": "annotations:workbench"}

    def ready(self) -> None:
        """Let the numbers of an article's readers follow each assignment that is stored."""
        super().ready()
        from annotator.annotations.assignments.reader_counts import count_after_save
        from annotator.annotations.models import Assignment

        post_save.connect(count_after_save, Assignment, dispatch_uid="readers are counted")
        post_delete.connect(count_after_save, Assignment, dispatch_uid="readers are counted")
