"""Which articles are to be counted anew."""

from django.db import models

from articles.models import Story


class TallyChange(models.Model):
    """Articles of a story that have changed since they were last counted: written in the
    transaction that changes them, taken away by the refresh that has counted them.

    Rows are only ever added beside each other: who changes something waits for nobody.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    articles = models.JSONField(default=list, help_text="Their keys.")
    whole = models.BooleanField(default=False, help_text="All articles are to be counted.")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.story_id}: {'everything' if self.whole else self.articles}"
