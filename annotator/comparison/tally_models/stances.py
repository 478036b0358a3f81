"""Who is for and against whom: of each article its places, and the counts of the story."""

from django.db import models

from annotator.comparison.tally_models.names import LONGEST_FORM
from articles.models import Article, Story


class StancePlace(models.Model):
    """A place where somebody takes a stance, or (without start and end) an article as a whole."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="stance_places")
    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    source = models.PositiveBigIntegerField()
    day = models.DateField(help_text="The article's; the last of all days where it has none.")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    holder = models.PositiveBigIntegerField(help_text="0: the article's own voice.")
    target = models.PositiveBigIntegerField(help_text="0 where none is given.")
    polarity = models.SmallIntegerField()
    aside = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["story", "day", "article", "start"], name="stance_place_day"),
            models.Index(
                fields=["story", "holder", "target", "day", "article"], name="stance_place_of"
            ),
            models.Index(
                fields=["story", "holder", "target", "source", "day"], name="stance_place_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} → {self.target}: {self.polarity} in {self.article_id}"


class StanceTally(models.Model):
    """How often a holder is for and against a target, in a story or in one source of it."""

    class Scope(models.TextChoices):
        PASSAGE = "passage", "passages that count"
        ASIDE = "aside", "passages in captions, references and the like"
        ARTICLE = "article", "whole articles"

    story = models.ForeignKey(Story, models.CASCADE, related_name="+")
    scope = models.CharField(max_length=7, choices=Scope.choices)
    source = models.PositiveBigIntegerField()
    holder = models.PositiveBigIntegerField()
    target = models.PositiveBigIntegerField()
    spoken = models.BooleanField(help_text="Whether a speaker holds it.")
    holder_called = models.CharField(max_length=LONGEST_FORM, blank=True)
    target_called = models.CharField(max_length=LONGEST_FORM, blank=True)
    against = models.IntegerField(default=0)
    neutral = models.IntegerField(default=0)
    favour = models.IntegerField(default=0)
    times = models.IntegerField(default=0)
    divided = models.IntegerField(default=0, help_text="Those that contradict the commoner side.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="stance_tally_once",
                fields=["story", "scope", "source", "holder", "target"],
            )
        ]
        indexes = [
            models.Index(
                fields=["story", "scope", "source", "spoken", "-times"], name="stance_tally_often"
            ),
            models.Index(fields=["holder"], name="stance_tally_holder"),
            models.Index(fields=["target"], name="stance_tally_target"),
        ]

    def __str__(self) -> str:
        return f"{self.holder} → {self.target}: −{self.against} ·{self.neutral} +{self.favour}"
