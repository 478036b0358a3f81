"""What somebody marked, or what stands after adjudication.

`actions.py` is the only writer: it keeps the anchor, the revision and the history together.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import StartsWith
from django.urls import reverse
from simple_history.models import HistoricalRecords

from annotator.annotations.details import SAID_DETAILS
from annotator.vocabulary.models import Entity, Kind, Label, Question
from articles.models import Article


class Layer(models.TextChoices):
    """A person's own reading, or what stands after adjudication."""

    READING = "reading", "reading"
    GOLD = "gold", "settled"


class Approximator(models.TextChoices):
    """How the source limits a value."""

    EXACT = "exact", "exactly"
    ABOUT = "about", "about"
    NEARLY = "nearly", "nearly"
    MORE_THAN = "more than", "more than"
    AT_LEAST = "at least", "at least"
    LESS_THAN = "less than", "less than"
    UP_TO = "up to", "up to"


class Modality(models.TextChoices):
    """Whether the source says that it is so, that it is not, will be, or may be."""

    ASSERTED = "asserted", "asserted"
    DENIED = "denied", "denied"
    PREDICTED = "predicted", "predicted"
    HEDGED = "hedged", "hedged"


class Receipt(models.Model):
    """What a history row keeps beside its copy: the change's own id, once in the world."""

    op = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        abstract = True


class LiveAnnotations(models.Manager["Annotation"]):
    """Those that are not erased."""

    def get_queryset(self) -> models.QuerySet["Annotation"]:
        return super().get_queryset().filter(erased_at=None)


def _none_of(kind: str) -> Q:
    """Return the condition that no detail of a kind is given, but what is said beside it."""
    return Q(**{d.name: d.empty for d in SAID_DETAILS if kind in d.kinds})


NO_ANSWER, NO_MENTION, NO_STANCE = map(_none_of, (Kind.CLAIM, Kind.ENTITY, Kind.STANCE))


class Annotation(models.Model):
    """One span of one article, tagged with one label by one person.

    `start` and `end` are code points into the article's text, half-open;
    `article.text[start:end] == quote`, always. An erased one keeps its id and can be restored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="annotations")
    text_version = models.PositiveIntegerField(default=1)
    layer = models.CharField(max_length=7, choices=Layer.choices, default=Layer.READING)
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="annotations"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    label = models.ForeignKey(Label, models.PROTECT, related_name="annotations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField(
        default=0, help_text="0; the same words that answer a second question are part 1."
    )
    quote = models.TextField()

    # Mention
    entity = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="mentions"
    )
    # Answer
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    value = models.CharField(
        max_length=500, blank=True, help_text="As the source puts it: “nearly 23 years”."
    )
    value_low = models.CharField(
        max_length=64, blank=True, help_text="A number, or the first day: 23, 2022-02-24."
    )
    value_high = models.CharField(max_length=64, blank=True)
    value_bounds = models.CharField(
        max_length=2, blank=True, choices=[(b, b) for b in ("[]", "[)", "(]", "()")]
    )
    answer_key = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    approximator = models.CharField(max_length=9, blank=True, choices=Approximator.choices)
    modality = models.CharField(max_length=9, blank=True, choices=Modality.choices)
    as_of = models.CharField(
        max_length=10, blank=True, help_text="The date it refers to: 1999, 1999-04, 1999-04-12."
    )
    scope = models.CharField(max_length=200, blank=True)
    said_by = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="sayings"
    )
    # Stance
    stance_holder = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="stances_held"
    )
    stance_target = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="stances_toward"
    )

    note = models.TextField(blank=True, max_length=5000)
    flag = models.TextField(blank=True, max_length=2000, help_text="A question to the adjudicator.")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(bases=[Receipt])
    everything = models.Manager["Annotation"]()
    objects = LiveAnnotations()

    class Meta:
        ordering = ["article", "start", "end", "label", "part", "pk"]
        base_manager_name = "everything"
        indexes = [
            models.Index(
                fields=["article", "layer", "annotator", "start"], name="annotation_reading"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="annotation_not_empty",
                condition=Q(start__lt=F("end")),
                violation_error_message="The highlight is empty.",
            ),
            models.CheckConstraint(
                name="annotation_label_of_kind",
                condition=Q(StartsWith(F("label_id"), Concat(F("kind"), Value("-")))),
                violation_error_message="The label is of another kind than the highlight.",
            ),
            models.CheckConstraint(
                name="annotation_claim_details",
                condition=~Q(kind=Kind.CLAIM) | (NO_MENTION & NO_STANCE),
                violation_error_message="A claim has an answer, no entity and no stance.",
            ),
            models.CheckConstraint(
                name="annotation_entity_details",
                condition=~Q(kind=Kind.ENTITY) | (NO_ANSWER & NO_STANCE),
                violation_error_message="An entity has a mention, no answer and no stance.",
            ),
            models.CheckConstraint(
                name="annotation_stance_details",
                condition=~Q(kind=Kind.STANCE) | (NO_ANSWER & NO_MENTION),
                violation_error_message="A stance has a holder and a target, and nothing else.",
            ),
            models.UniqueConstraint(
                name="annotation_once_in_a_reading",
                fields=["article", "annotator", "label", "start", "end", "part"],
                condition=Q(layer=Layer.READING, erased_at=None),
                violation_error_message="You have marked these words with this label already.",
            ),
            models.UniqueConstraint(
                name="annotation_once_in_gold",
                fields=["article", "label", "start", "end", "part"],
                condition=Q(layer=Layer.GOLD, erased_at=None),
                violation_error_message="These words are settled with this label already.",
            ),
        ]

    def __str__(self) -> str:
        quote = self.quote if len(self.quote) <= 60 else self.quote[:59] + "…"
        return f"{self.label_id} “{quote}”"

    def get_absolute_url(self) -> str:
        return f"{reverse('annotations:workbench', args=[self.article_id])}#a-{self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise models.ProtectedError("An annotation is erased by actions.erase.", {self})
