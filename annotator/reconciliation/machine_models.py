"""What is kept of how a machine's readings compare with people's and with what is settled.

The modules of `machine_figures/` are the only writers; all of it follows from readings, marks,
decisions and rules, and can be counted again.
"""

from django.db import models

from annotator.machines.models import StoryReader
from annotator.vocabulary.models import Kind
from articles.models import Article


class MachineComparison(models.Model):
    """What a machine's reading of one article comes to beside people's.

    `stamp` says from what it was counted: where today's is another one it is counted again.
    """

    of = models.ForeignKey(StoryReader, models.CASCADE, related_name="comparisons")
    article = models.ForeignKey(Article, models.CASCADE, related_name="machine_comparisons")
    stamp = models.CharField(max_length=200)
    content = models.TextField(help_text="Counts of the article alone, as JSON.")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="machine_compared_once", fields=["of", "article"])
        ]

    def __str__(self) -> str:
        return f"{self.of} on article {self.article_id}"


class MachineCell(models.Model):
    """How many passages of an article have one label in what is settled and another by a machine;
    the empty label is what one of the two has not marked."""

    of = models.ForeignKey(StoryReader, models.CASCADE, related_name="cells")
    article = models.ForeignKey(Article, models.CASCADE, related_name="machine_cells")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    settled = models.CharField(max_length=50, blank=True)
    said = models.CharField(max_length=50, blank=True)
    passages = models.PositiveIntegerField()
    exact = models.PositiveIntegerField(default=0, help_text="Of these, with the same edges.")

    class Meta:
        indexes = [
            models.Index(
                fields=["of", "kind", "settled", "said", "article"], name="machine_cell_articles"
            )
        ]

    def __str__(self) -> str:
        return f"{self.passages} of {self.settled or 'nothing'}, {self.said or 'nothing'}"


class MachineFigures(models.Model):
    """The figures of all articles of one machine in one story, as they were counted last."""

    of = models.OneToOneField(StoryReader, models.CASCADE, primary_key=True, related_name="figures")
    articles = models.PositiveIntegerField(default=0, help_text="That were compared.")
    counted_at = models.DateTimeField()
    content = models.TextField(help_text="Figures by kind, as JSON.")

    def __str__(self) -> str:
        return f"Figures of {self.of}"
