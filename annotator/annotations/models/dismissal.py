"""A suggested mention that somebody does not want to see again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models import Article


class Dismissal(models.Model):
    """One place of one article where one annotator wants no suggestion, until it is undone."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="dismissals")
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="dismissals"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="dismissal_once", fields=["article", "annotator", "start", "end"]
            ),
            models.CheckConstraint(name="dismissal_not_empty", condition=Q(start__lt=F("end"))),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} of {self.article}"
