"""The codebook: labels, and the editions in which what they mean has changed.

What a label means (definition, example, counterexample) is its own columns today; an edition
keeps what it changed, as it was and as it became, so that the codebook of any edition is known.
`codebook/actions.py` is the only writer of editions.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Concat
from simple_history.models import HistoricalRecords

SLUG = RegexValidator(
    r"^(claim|entity|stance)-[a-z0-9]+(-[a-z0-9]+)*\Z",
    "A label's slug is its kind, a hyphen and a name: claim-quantity.",
)
# Keys that mean something else while the palette is open.
RESERVED_KEYS = frozenset(" /?[]")


FIRST_EDITION = 1
"""The codebook with which a desk begins: it has a row only where it came from another desk."""


def current_edition() -> int:
    """Return the number of the edition that counts now."""
    latest = CodebookEdition.objects.exclude(published_at=None).order_by("-number")
    return latest.values_list("number", flat=True).first() or FIRST_EDITION


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
        validators=[SLUG],
        help_text="Kind, hyphen, name. It stands in every export and never changes.",
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    name = models.CharField(max_length=60)
    definition = models.TextField(blank=True, help_text="When to use it, and when not.")
    example = models.TextField(blank=True, help_text="Words to which it belongs.")
    counterexample = models.TextField(
        blank=True, help_text="Words that look like it and are not, with why."
    )
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
    first_edition = models.PositiveIntegerField(
        default=current_edition,
        editable=False,
        help_text="The edition of the codebook that counted when it was made.",
    )
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
        if self.kind == Kind.STANCE and self.polarity is None:
            # To the database an empty polarity is neither right nor wrong.
            raise ValidationError({"polarity": "A stance has a polarity: 1, 0 or -1."})


class CodebookEdition(models.Model):
    """One edition of the codebook, with its note; without a time of publishing it is the draft.

    Edition 1 is the codebook with which the desk began, and has no row of its own unless it came
    from another desk.
    """

    number = models.PositiveIntegerField(unique=True)
    guidelines = models.TextField(
        blank=True, help_text="What holds for every story: how to mark, and when not to."
    )
    note = models.TextField(blank=True, max_length=2000, help_text="What changes, and why.")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="edition_counts_from_one",
                condition=models.Q(number__gte=1),
                violation_error_message="Editions are numbered from 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"


class CodebookEntry(models.Model):
    """What one edition says of one label whose meaning or words it changes, or which it adds."""

    edition = models.ForeignKey(CodebookEdition, models.CASCADE, related_name="entries")
    slug = models.CharField(
        max_length=60,
        validators=[SLUG],
        help_text="The label's; a draft may be about to make it.",
    )
    name = models.CharField(max_length=60, help_text="Of a label that it adds: what it is called.")
    polarity = models.SmallIntegerField(null=True, blank=True)
    definition = models.TextField(blank=True)
    example = models.TextField(blank=True)
    counterexample = models.TextField(blank=True)
    same_meaning = models.BooleanField(
        "only the words change",
        default=False,
        help_text="Nothing that was marked need be looked at again.",
    )
    adds = models.BooleanField(default=False, help_text="The edition made this label.")
    was_definition = models.TextField(blank=True)
    was_example = models.TextField(blank=True)
    was_counterexample = models.TextField(blank=True)

    class Meta:
        ordering = ["edition", "slug"]
        constraints = [
            models.UniqueConstraint(
                name="entry_once_in_an_edition",
                fields=["edition", "slug"],
                violation_error_message="The edition says something of this label already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug} in {self.edition}"
