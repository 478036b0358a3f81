"""What a person has not looked at yet: the home page says that it is new.

`notices.py` is the only writer.
"""

from django.conf import settings
from django.db import models

from annotator.annotations.models.annotation import Annotation
from articles.models import Article


class NoticeKind(models.TextChoices):
    """What has happened to an article that somebody works on."""

    SENT_BACK = "sent back", "sent back"
    SETTLED = "settled", "settled"
    REPLY = "reply", "reply"
    CORRECTED = "corrected", "corrected"


class Notice(models.Model):
    """Something new for one person, at one article; the row goes when they open it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=9, choices=NoticeKind.choices)
    about = models.ForeignKey(
        Annotation, models.SET_NULL, null=True, related_name="+", help_text="Of a reply."
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "article"], name="notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article} for {self.person}"
