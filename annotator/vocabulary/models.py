"""What a span can be tagged with: labels, the registry of entities, a story's questions."""

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from annotator.vocabulary.codebook_models import (
    RESERVED_KEYS,
    CodebookEdition,
    CodebookEntry,
    Kind,
    Label,
    current_edition,
)
from articles.models import Story

__all__ = [
    "RESERVED_KEYS",
    "Alias",
    "CodebookEdition",
    "CodebookEntry",
    "Entity",
    "Kind",
    "Label",
    "Question",
    "current_edition",
]


class Entity(models.Model):
    """One thing in the world that spans name. The registry is the whole desk's."""

    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    name = models.CharField(max_length=200)
    wikidata = models.CharField(
        "Wikidata number",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*\Z", "A Wikidata number looks like Q843.")],
    )
    description = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "slug"]
        verbose_name_plural = "entities"
        constraints = [
            models.UniqueConstraint(
                name="entity_wikidata_once",
                fields=["wikidata"],
                condition=~models.Q(wikidata=""),
                violation_error_message="Another entity has this Wikidata number.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name of an entity. Two entities may share one: “Khan”."""

    entity = models.ForeignKey(Entity, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(
                name="alias_once",
                fields=["entity", "name"],
                violation_error_message="The entity has this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """What the articles of one story are asked, so that their answers can be compared."""

    class Type(models.TextChoices):
        QUANTITY = "quantity", "quantity"
        DATE = "date", "date"
        YES_NO = "yes-no", "yes or no"
        CHOICE = "choice", "choice"
        TEXT = "text", "text"

    class Asks(models.TextChoices):
        """Which day of an answer's days a date question asks for."""

        DAY = "day", "the day of it"
        BEGAN = "began", "when it began"
        ENDED = "ended", "when it ended"
        PERIOD = "period", "the whole time of it"

    story = models.ForeignKey(Story, models.CASCADE, related_name="questions")
    slug = models.SlugField(max_length=120, allow_unicode=True)
    wording = models.CharField(max_length=300)
    type = models.CharField(max_length=8, choices=Type.choices, default=Type.TEXT)
    scope = models.CharField(
        max_length=200, blank=True, help_text="Of whom or what it asks, as “Pakistan”."
    )
    options = models.TextField(blank=True, help_text="Of a choice: one option a line.")
    together = models.TextField(
        blank=True,
        help_text="Options that can hold together, a set a line: the largest | one of the biggest.",
    )
    asks = models.CharField(
        max_length=6,
        blank=True,
        choices=Asks.choices,
        help_text="Of a date: the day of it, when it began, when it ended, or the whole time.",
    )
    unit = models.CharField(
        max_length=30, blank=True, help_text="Of a quantity: the unit to compare in, as km."
    )
    tolerance = models.FloatField(
        default=0,
        validators=[MinValueValidator(0)],
        help_text="Of a quantity: the share by which two values may differ and still agree (0.02).",
    )
    about = models.FloatField(
        default=0.1,
        validators=[MinValueValidator(0)],
        help_text="How far “about” reaches, as a share of the value.",
    )
    whole = models.FloatField(
        null=True, blank=True, help_text="Of shares: what two scopes add up to (100 for per cent)."
    )
    many = models.BooleanField(default=False, help_text="Several answers can hold at once.")
    can_change = models.BooleanField(default=False, help_text="The true value can change.")
    settling_days = models.PositiveIntegerField(
        default=0, help_text="How many days a changing value takes to settle."
    )
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text="When it was last made, reworded, merged or split: who read before may have "
        "passed over its answer.",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["wording", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="question_slug_once_in_a_story",
                fields=["story", "slug"],
                violation_error_message="The story has a question with this slug already.",
            ),
            models.CheckConstraint(
                name="question_allowances_not_negative",
                condition=models.Q(tolerance__gte=0, about__gte=0),
                violation_error_message="Tolerance and the reach of “about” are not negative.",
            ),
            models.CheckConstraint(
                name="question_choice_has_options",
                condition=~models.Q(type="choice") | ~models.Q(options=""),
                violation_error_message="A choice needs its options, one a line.",
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    def save(self, *args: Any, **options: Any) -> None:
        """Store the question; with another wording it counts as asked anew, since readers saw
        the old one."""
        if not self._state.adding:
            before = Question.objects.filter(pk=self.pk).values_list("wording", flat=True).first()
            if before is not None and before != self.wording:
                self.asked_at = timezone.now()
                if options.get("update_fields") is not None:
                    options["update_fields"] = {*options["update_fields"], "asked_at"}
        super().save(*args, **options)

    def choices(self) -> list[str]:
        """Return the options of a yes/no question or a choice, in their order."""
        if self.type == self.Type.YES_NO:
            return ["yes", "no"]
        return [line.strip() for line in self.options.splitlines() if line.strip()]
