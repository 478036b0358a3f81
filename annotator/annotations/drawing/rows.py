"""Read annotations as plain rows: what `html.py` draws, in one query whatever their number."""

from collections.abc import Iterator, Sequence
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
_JOINED = tuple(
    column
    for name in THING_DETAILS
    for column in (f"{name}__slug", f"{name}__{_CALLED[BY_NAME[name].type]}")
)


_ORDER = ("start", "end", "label_id", "part", "id")
STREAMED = 500
"""Rows that are taken from the database's answer at once."""
_READ = (*_PLAIN, *TEXT_DETAILS, *_JOINED)
_TEXTS = tuple(enumerate(TEXT_DETAILS, len(_PLAIN)))
_NAMED = tuple((name, len(_PLAIN + TEXT_DETAILS) + 2 * n) for n, name in enumerate(THING_DETAILS))


def rows(annotations: QuerySet[Annotation]) -> list[AnnotationRow]:
    """Return the annotations as rows, in reading order."""
    return [row(found) for found in columns_of(in_order(annotations))]


def rows_by_article(annotations: QuerySet[Annotation]) -> Iterator[tuple[int, AnnotationRow]]:
    """Yield the annotations as rows, each with its article's key, article by article in the order
    of their keys, each in reading order; few are in memory at once."""
    ordered = annotations.order_by("article_id", *_ORDER)
    for *found, article in ordered.values_list(*_READ, "article_id").iterator(STREAMED):
        yield article, row(found)


def in_order(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """Return the query in reading order."""
    return annotations.order_by(*_ORDER)


def columns_of(annotations: QuerySet[Annotation]) -> QuerySet[Annotation, Any]:
    """Return the query of what `row` wants of each annotation."""
    return annotations.values_list(*_READ)


def row(found: Sequence[Any]) -> AnnotationRow:
    """Return an annotation as a row, from its columns."""
    details = {name: found[at] for at, name in _TEXTS if found[at]}
    names = {}
    for name, at in _NAMED:
        if found[at] is not None:
            details[name], names[name] = found[at], found[at + 1]
    id, annotator, layer, kind, label, start, end, part, quote, revision, erased_at = found[
        : len(_PLAIN)
    ]
    return {
        "id": id,
        "annotator": annotator,
        "layer": layer,
        "kind": kind,
        "label": label,
        "start": start,
        "end": end,
        "part": part,
        "quote": quote,
        "revision": revision,
        "erased": erased_at is not None,
        "details": details,
        "names": names,
    }
