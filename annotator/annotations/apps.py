from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save

from annotator.navigation import DeskApp


class AnnotationsConfig(DeskApp, AppConfig):
    name = "annotator.annotations"
    ways = {"article": "annotations:workbench", "codebook": "annotations:codebook"}

    def ready(self) -> None:
        """Let the numbers of an article's readers follow its assignments and its stage; keep the
        index of the history."""
        super().ready()
        from annotator.annotations.assignments.reader_counts import (
            count_after_save,
            count_after_stage,
            count_after_story,
        )
        from annotator.annotations.history_index import keep_index
        from annotator.annotations.models import ArticleProgress, Assignment
        from articles.models import Story

        post_migrate.connect(keep_index, sender=self)
        post_save.connect(count_after_save, Assignment, dispatch_uid="readers are counted")
        post_delete.connect(count_after_save, Assignment, dispatch_uid="readers are counted")
        post_save.connect(count_after_stage, ArticleProgress, dispatch_uid="stages are counted")
        post_save.connect(count_after_story, Story, dispatch_uid="readers wanted are noted")
