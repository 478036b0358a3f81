"""What the database itself holds of each annotation, by name and in words."""

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import StartsWith

from annotator.annotations.details import SAID_DETAILS
from annotator.annotations.models.choices import Layer, Origin
from annotator.vocabulary.models import Kind

SPAN = Q(start__isnull=False)
"""Selects the annotations that mark words."""
DOCUMENT_LABEL = Q(start__isnull=True)
"""Selects the annotations that say something of an article as a whole."""


def _none_of(kind: str) -> Q:
    """Return the condition that no detail of a kind is given, but what is said beside it."""
    return Q(**{d.name: d.empty for d in SAID_DETAILS if kind in d.kinds})


NO_ANSWER, NO_MENTION, NO_STANCE = map(_none_of, (Kind.CLAIM, Kind.ENTITY, Kind.STANCE))

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        name="annotation_not_empty",
        condition=Q(start__lt=F("end")),
        violation_error_message="The highlight is empty.",
    ),
    models.CheckConstraint(
        name="annotation_span_whole_or_absent",
        condition=Q(start__isnull=False, end__isnull=False) & ~Q(quote="")
        | Q(start=None, end=None, quote=""),
        violation_error_message="A span has a start, an end and a quote, or is none.",
    ),
    models.CheckConstraint(
        name="annotation_document_label_details",
        condition=SPAN | (NO_ANSWER & Q(entity=None, stance_holder=None, part=0, flag="")),
        violation_error_message="A label of a whole article has a note and, if it is a "
        "stance, a target, and nothing else.",
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
    models.CheckConstraint(
        name="annotation_origin_of_machines",
        condition=Q(layer=Layer.MACHINE, origin=Origin.MACHINE)
        | ~(Q(layer=Layer.MACHINE) | Q(origin=Origin.MACHINE)),
        violation_error_message="What a machine brought is in its own layer, and nothing else is.",
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
    models.UniqueConstraint(
        name="annotation_once_by_a_machine",
        fields=["article", "annotator", "label", "start", "end", "part"],
        condition=Q(layer=Layer.MACHINE, erased_at=None),
        violation_error_message="The machine has marked these words with this label already.",
    ),
    models.UniqueConstraint(
        F("article"),
        F("annotator"),
        F("label"),
        Coalesce(F("stance_target"), 0),
        name="document_label_once_in_a_reading",
        condition=DOCUMENT_LABEL & Q(layer=Layer.READING, erased_at=None),
        violation_error_message="You have given the article this label already.",
    ),
    models.UniqueConstraint(
        F("article"),
        F("label"),
        Coalesce(F("stance_target"), 0),
        name="document_label_once_in_gold",
        condition=DOCUMENT_LABEL & Q(layer=Layer.GOLD, erased_at=None),
        violation_error_message="The article has this label settled already.",
    ),
]
