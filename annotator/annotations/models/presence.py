"""Who settles which article at this moment, as far as their browsers say so.

`presence.py` is the only writer.
"""

from django.conf import settings
from django.db import models

from articles.models import Article


class Presence(models.Model):
    """Where somebody was last heard of while they settle: one row a person, however many pages."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="presence"
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="present")
    heard_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.person} at {self.article}"
