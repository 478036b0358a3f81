"""What somebody marked, or what stands after adjudication.

The modules of `recording` are the only writers: anchor, revision and history stay together there.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from annotator.annotations.models.choices import (
    Approximator,
    Layer,
    Modality,
    Origin,
    Proposed,
    ValueSpan,
)
from annotator.annotations.models.constraints import CONSTRAINTS, DOCUMENT_LABEL, SPAN
from annotator.vocabulary.models import Entity, Kind, Label, Question
from articles.models import Article


class Receipt(models.Model):
    """What a history row keeps beside its copy: the change's own id, which no other row has."""

    op = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        abstract = True


class OfPeople(models.Manager["Annotation"]):
    """Finds what people marked and settled: all but the layer of machines."""

    def get_queryset(self) -> models.QuerySet["Annotation"]:
        return super().get_queryset().exclude(layer=Layer.MACHINE)


class LiveSpans(OfPeople):
    """Finds the annotations that mark words and are not erased."""

    def get_queryset(self) -> models.QuerySet["Annotation"]:
        return super().get_queryset().filter(SPAN, erased_at=None)


class LiveDocumentLabels(OfPeople):
    """Finds the document labels that are not erased."""

    def get_queryset(self) -> models.QuerySet["Annotation"]:
        return super().get_queryset().filter(DOCUMENT_LABEL, erased_at=None)


class LiveMachineMarks(models.Manager["Annotation"]):
    """Finds what machines marked, and did not take back by reading again."""

    def get_queryset(self) -> models.QuerySet["Annotation"]:
        return super().get_queryset().filter(layer=Layer.MACHINE, erased_at=None)


class Annotation(models.Model):
    """One span of one article, or one article as a whole, tagged with one label by one person.

    `start` and `end` are code points into the article's text, half-open;
    `article.text[start:end] == quote`, always. A document label, which is said of the article as
    a whole, has neither the two nor a quote, and of the details a note and a stance's target.
    An erased annotation keeps its id and can be restored.

    `objects` finds live spans and `document_labels` live document labels; `everything` finds
    both, erased ones included, and says itself what it means of the two. None of the three finds
    what a machine marked: that is `machine_marks`, for whoever asks for it by name, and
    `every_layer` finds all there is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="annotations")
    text_version = models.PositiveIntegerField(
        default=1, help_text="The version of the text in which its span lies."
    )
    read_version = models.PositiveIntegerField(
        default=1, help_text="The version on which somebody last read it."
    )
    layer = models.CharField(max_length=7, choices=Layer.choices, default=Layer.READING)
    annotator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="annotations"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    label = models.ForeignKey(Label, models.PROTECT, related_name="annotations")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    part = models.PositiveSmallIntegerField(
        default=0, help_text="0; the same words that answer a second question are part 1."
    )
    quote = models.TextField(blank=True)

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
    value_span = models.CharField(max_length=6, blank=True, choices=ValueSpan.choices)
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
    via = models.ForeignKey(
        Entity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        help_text="Who reports what the speaker said.",
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
    proposed = models.CharField(
        max_length=7,
        blank=True,
        choices=Proposed.choices,
        help_text="What became of what the program proposed for its details.",
    )
    origin = models.CharField(
        max_length=7,
        choices=Origin.choices,
        default=Origin.PERSON,
        help_text="Who brought it: a person at this desk, a machine, or a file.",
    )
    codebook_edition = models.PositiveIntegerField(
        default=1, help_text="The edition of the codebook under which somebody last judged it."
    )
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(bases=[Receipt])
    everything = OfPeople()
    objects = LiveSpans()
    document_labels = LiveDocumentLabels()
    machine_marks = LiveMachineMarks()
    every_layer = models.Manager["Annotation"]()

    class Meta:
        ordering = ["article", "start", "end", "label", "part", "pk"]
        base_manager_name = "every_layer"
        indexes = [
            models.Index(
                fields=["article", "layer", "annotator", "start"], name="annotation_reading"
            )
        ]
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        if self.is_document_label:
            return f"{self.label_id} of “{self.article}”"
        quote = self.quote if len(self.quote) <= 60 else self.quote[:59] + "…"
        return f"{self.label_id} “{quote}”"

    def get_absolute_url(self) -> str:
        at = "whole" if self.is_document_label else f"a-{self.pk}"
        return f"{reverse('annotations:workbench', args=[self.article_id])}#{at}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise models.ProtectedError("An annotation is erased by actions.erase.", {self})

    @property
    def is_document_label(self) -> bool:
        """Whether it is said of the article as a whole."""
        return self.start is None

    @property
    def span(self) -> tuple[int, int]:
        """Where its words begin and end. Raises ValueError for a document label."""
        if self.start is None or self.end is None:
            raise ValueError(f"{self} is said of a whole article.")
        return self.start, self.end
