"""Compare rows with the desk: there already, another under the same id, or marked already."""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any
from uuid import UUID

from annotator.annotations.details import DETAILS
from annotator.annotations.models import Annotation, Layer
from annotator.exchange.imports.read_csv import CsvRow, RowProblem

AT_ONCE = 500

# Column -> the annotation's own column. What describes the article, or an entity or question
# by its name, is for reading: it makes no difference.
OWN = (
    {"article_id": "article_id", "annotator": "annotator_id", "label": "label_id"}
    | {name: name for name in ("layer", "start", "end", "part", "quote")}
    | {detail.name: detail.attname for detail in DETAILS}
    | {name: name for name in ("origin", "codebook_edition", "created_at", "updated_at")}
)
UNSAID = {"origin", "codebook_edition", "created_at", "updated_at"}
"""Columns of which an empty cell says nothing."""
ALWAYS = {"article_id", "annotator", "label", "start", "end", "quote"}

_PLACE = ("article_id", "label_id", "start", "end", "part")
_place = attrgetter(*_PLACE)
Judged = Iterable[tuple[CsvRow, Annotation]]


def already_there(judged: Judged) -> tuple[set[UUID], list[RowProblem]]:
    """Return the ids that the desk has already, and a problem for each row that is not the same.

    A row is not the same if it differs, was erased, or has the id of an earlier row.
    """
    rows: dict[UUID, tuple[CsvRow, Annotation]] = {}
    problems = []
    for row, annotation in judged:
        if annotation.pk in rows:
            first = rows[annotation.pk][0]
            problems.append(row.problem(f"The id of this row is that of {first.place} too."))
        rows.setdefault(annotation.pk, (row, annotation))
    there = set()
    read = ("id", "erased_at", *OWN.values())
    for ids in _pieces(list(rows)):
        for found in Annotation.every_layer.filter(pk__in=ids).values(*read):
            there.add(found["id"])
            row, annotation = rows[found["id"]]
            if found["erased_at"]:
                message = "This annotation was erased: restore it, or give the row another id."
                problems.append(row.problem(message))
            elif unlike := _unlike(row, annotation, found):
                message = f"This annotation is there already, with another {', '.join(unlike)}."
                problems.append(row.problem(f"{message} Nothing is overwritten."))
    return there, problems


def clashes(fresh: Judged) -> Iterator[RowProblem]:
    """Yield a problem for each row that marks the same words with the same label once more."""
    marked: dict[tuple[Any, ...], CsvRow | None] = {}
    fresh = list(fresh)
    for articles in _pieces(sorted({annotation.article_id for _, annotation in fresh})):
        live = Annotation.objects.filter(article_id__in=articles).order_by()
        read = ("layer", "annotator__username", *_PLACE)
        for found in live.values_list(*read, named=True):
            marked[_key(found, found.annotator__username)] = None
    for row, annotation in fresh:
        key = _key(annotation, annotation.annotator.username)
        if key in marked:
            first = marked[key]
            where = f"in {first.place}" if first else "on the desk"
            yield row.problem(
                f"These words have this label already, {where}. If they answer a second question, "
                "give the row another part."
            )
        marked.setdefault(key, row)


def _key(one: Any, annotator: str) -> tuple[Any, ...]:
    """Return what may be there once: of what is settled, whoever settled it."""
    return (one.layer, "" if one.layer == Layer.GOLD else annotator, *_place(one))


def _unlike(row: CsvRow, annotation: Annotation, found: dict[str, Any]) -> list[str]:
    """Return the columns given that differ; `updated_at` only where no other column does."""
    given = [column for column in OWN if column in ALWAYS or row.has(column)]
    given = [column for column in given if row[column] or column not in UNSAID]
    unlike = [name for name in given if getattr(annotation, OWN[name]) != found[OWN[name]]]
    telling = [name for name in unlike if name != "updated_at"]
    return ["article" if name == "article_id" else name for name in telling or unlike]


def _pieces(things: list[Any]) -> Iterator[list[Any]]:
    for first in range(0, len(things), AT_ONCE):
        yield things[first : first + AT_ONCE]
