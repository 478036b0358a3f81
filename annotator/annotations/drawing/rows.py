"""Annotations as plain rows: what `markup.py` draws, in one query whatever their number."""

from typing import Any

from django.db.models import QuerySet

from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.models import Annotation

TEXT_DETAILS = (
    "value",
    "value_low",
    "value_high",
    "value_bounds",
    "answer_key",
    "unit",
    "approximator",
    "modality",
    "as_of",
    "scope",
    "note",
    "flag",
)
"""Details that are strings on the annotation itself."""

ENTITY_DETAILS = ("entity", "said_by", "stance_holder", "stance_target")
"""Details that name an entity of the registry."""


_PLAIN = (
    "id",
    "annotator_id",
    "layer",
    "kind",
    "label_id",
    "start",
    "end",
    "part",
    "quote",
    "revision",
    "erased_at",
)
_JOINED = (
    *tuple(f"{name}__{column}" for name in ENTITY_DETAILS for column in ("slug", "name")),
    "question__slug",
    "question__wording",
)


def rows(annotations: QuerySet[Annotation]) -> list[AnnotationRow]:
    """The annotations in reading order, as rows."""
    ordered = annotations.order_by("start", "end", "label_id", "part", "id")
    return [_row(found) for found in ordered.values(*_PLAIN, *TEXT_DETAILS, *_JOINED)]


def _row(found: dict[str, Any]) -> AnnotationRow:
    details = {name: found[name] for name in TEXT_DETAILS if found[name]}
    names = {}
    for name in (*ENTITY_DETAILS, "question"):
        slug = found[f"{name}__slug"]
        if slug is not None:
            details[name] = slug
            names[name] = found[f"{name}__wording" if name == "question" else f"{name}__name"]
    return {
        "id": found["id"],
        "annotator": found["annotator_id"],
        "layer": found["layer"],
        "kind": found["kind"],
        "label": found["label_id"],
        "start": found["start"],
        "end": found["end"],
        "part": found["part"],
        "quote": found["quote"],
        "revision": found["revision"],
        "erased": found["erased_at"] is not None,
        "details": details,
        "names": names,
    }
