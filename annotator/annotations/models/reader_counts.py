"""How many people read an article, kept beside it: a list of articles counts nobody again.

`assignments/reader_counts.py` is the only writer.
"""

from django.db import models
from django.db.models import Q

from articles.models import Article, Story


class ReaderCounts(models.Model):
    """An article's standing assignments by state; an article without this row has none."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="reader_counts"
    )
    story = models.ForeignKey(
        Story, models.CASCADE, related_name="reader_counts", editable=False, db_index=False
    )
    assigned = models.PositiveIntegerField(default=0)
    in_progress = models.PositiveIntegerField(default=0)
    submitted = models.PositiveIntegerField(default=0)
    to_settle = models.BooleanField(
        default=False, help_text="Whether the article waits for an adjudicator."
    )

    class Meta:
        verbose_name_plural = "reader counts"
        indexes = [
            # Whole: a story's figures are summed from this alone.
            models.Index(
                fields=["story", "in_progress", "submitted", "assigned", "article"],
                name="reader_counts_by_state",
            ),
            # What waits is found without a look at what does not, however large the story.
            models.Index(
                fields=["story", "article"],
                condition=Q(to_settle=True),
                name="reader_counts_to_settle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assigned}, {self.in_progress}, {self.submitted} of {self.article_id}"
