"""Read annotations as plain rows: what `html.py` draws, in one query whatever their number."""

from typing import Any

from django.db.models import QuerySet

from annotator.annotations.detail import DetailType
from annotator.annotations.details import BY_NAME, TEXT_DETAILS, THING_DETAILS
from annotator.annotations.drawing.html import AnnotationRow
from annotator.annotations.models import Annotation

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
_CALLED = {DetailType.ENTITY: "name", DetailType.QUESTION: "wording"}
"""By what a thing that a detail refers to is called."""
_THINGS = tuple(
    (name, f"{name}__slug", f"{name}__{_CALLED[BY_NAME[name].type]}") for name in THING_DETAILS
)
_JOINED = tuple(column for _, *columns in _THINGS for column in columns)


def rows(annotations: QuerySet[Annotation]) -> list[AnnotationRow]:
    """Return the annotations as rows, in reading order."""
    ordered = annotations.order_by("start", "end", "label_id", "part", "id")
    return [_row(found) for found in ordered.values(*_PLAIN, *TEXT_DETAILS, *_JOINED)]


def _row(found: dict[str, Any]) -> AnnotationRow:
    details = {name: found[name] for name in TEXT_DETAILS if found[name]}
    names = {}
    for name, slug, called in _THINGS:
        if found[slug] is not None:
            details[name] = found[slug]
            names[name] = found[called]
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
