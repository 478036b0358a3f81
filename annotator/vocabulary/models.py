"""What a span can be tagged with: labels, the registry of entities, a story's questions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Concat
from django.utils import timezone
from simple_history.models import HistoricalRecords

from articles.models import Story

# Keys that mean something else while the palette is open.
RESERVED_KEYS = frozenset(" /?[]")


class Kind(models.TextChoices):
    """Every label is of one kind, and so is every annotation."""

    CLAIM = "claim", "claim"
    ENTITY = "entity", "entity"
    STANCE = "stance", "stance"


class Label(models.Model):
    """What a span can be tagged with. Its key is its slug, which begins with its kind."""

    slug = models.CharField(
        primary_key=True,
        max_length=60,
        validators=[
            RegexValidator(
                r"^(claim|entity|stance)-[a-z0-9]+(-[a-z0-9]+)*\Z",
                "A label's slug is its kind, a hyphen and a name: claim-quantity.",
            )
        ],
        help_text="Kind, hyphen, name. It stands in every export and never changes.",
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=60)
    definition = models.TextField(blank=True, help_text="When to use it, and when not.")
    example = models.TextField(blank=True)
    polarity = models.SmallIntegerField(
        null=True,
        blank=True,
        choices=[(1, "in favour"), (0, "neutral"), (-1, "against")],
        help_text="Of a stance, and of nothing else.",
    )
    key = models.CharField(
        max_length=1, blank=True, help_text="The key that chooses it while the palette is open."
    )
    of_articles = models.BooleanField(
        "for whole articles", default=False, help_text="It may be given to an article as a whole."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place in the palette.")
    active = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["kind", "position", "slug"]
        constraints = [
            models.CheckConstraint(
                name="label_slug_begins_with_kind",
                condition=models.Q(slug__startswith=Concat("kind", models.Value("-"))),
                violation_error_message="A label's slug begins with its kind and a hyphen.",
            ),
            models.CheckConstraint(
                name="label_polarity_of_stance",
                condition=models.Q(kind="stance", polarity__in=[-1, 0, 1])
                | (~models.Q(kind="stance") & models.Q(polarity=None)),
                violation_error_message="A stance has a polarity; a claim or entity has none.",
            ),
            models.UniqueConstraint(
                name="label_key_once",
                fields=["key"],
                condition=models.Q(active=True) & ~models.Q(key=""),
                violation_error_message="Another label has this key.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()} · {self.name}"

    def clean(self) -> None:
        self.key = self.key.lower()
        if self.key in RESERVED_KEYS and self.key:
            raise ValidationError({"key": f"The key “{self.key}” is reserved: choose another."})


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
