"""Turn a row of article_labels.csv into the label it stands for, or say what is wrong with it.

It needs no id of its own: an article has a label toward a target once from each annotator, and once
settled.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from annotator.annotations.models import Annotation, Layer
from annotator.exchange.imports.compare_rows import UNSAID
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.parse_rows import (
    edition_of,
    id_of,
    label_of,
    layer_of,
    moment_of,
    origin_of,
)
from annotator.exchange.imports.read_csv import CsvRow, RowProblem, Wrong
from annotator.vocabulary.models import Kind

ARTICLE_LABELS_NEEDED = ("story", "annotator", "label")
LONGEST_NOTE = 5000
LAYERS = (Layer.READING, Layer.GOLD)
"""Those in which articles are labelled as a whole: a machine marks words."""

Judged = list[tuple[CsvRow, Annotation]]


def article_label_of(row: CsvRow, desk: ImportLookup) -> Annotation:
    """Return the row's label, not stored. Raises Wrong with what to correct in the row."""
    label = label_of(row, desk)
    if not label.of_articles:
        raise Wrong(f"The label {label.slug} is not for whole articles: a curator can allow it.")
    if row["target"] and label.kind != Kind.STANCE:
        raise Wrong(f"A label of the kind {label.kind} has no target: empty this cell.")
    if len(row["note"]) > LONGEST_NOTE:
        raise Wrong(f"The note has more than {LONGEST_NOTE} characters: shorten it.")
    updated_at = moment_of(row, "updated_at") or moment_of(row, "created_at") or timezone.now()
    article = desk.article(row)
    layer = layer_of(row, LAYERS)
    given = Annotation(
        id=id_of(row),
        article=article,
        text_version=article.version,
        read_version=article.version,
        layer=layer,
        annotator=desk.user(row),
        kind=label.kind,
        label=label,
        stance_target=desk.entity(row, "target"),
        note=row["note"],
        origin=origin_of(row, layer),
        codebook_edition=edition_of(row, desk),
        created_at=moment_of(row, "created_at") or updated_at,
        updated_at=updated_at,
    )
    try:
        given.clean_fields(exclude=["article", "annotator", "label", "stance_target"])
    except ValidationError as error:
        raise Wrong(" ".join(error.messages)) from error
    return given


def article_labels_there(judged: Judged) -> tuple[Judged, list[RowProblem]]:
    """Return the rows that the desk has not yet, and a problem for each that contradicts another.

    Another is a row before it, or a label that stands on the desk.
    """
    there: dict[tuple[Any, ...], tuple[Annotation, str]] = {}
    numbers = sorted({given.article_id for _, given in judged})
    for first in range(0, len(numbers), 500):
        among = Annotation.document_labels.filter(article_id__in=numbers[first : first + 500])
        for found in among.select_related("annotator", "stance_target"):
            there[_key(found)] = found, "on the desk"
    fresh, problems = [], []
    for row, given in judged:
        found, where = there.setdefault(_key(given), (given, f"in {row.place}"))
        if found is given:
            fresh.append((row, given))
        elif where != "on the desk" or _unlike(row, given, found):
            told = f"The article has this label already, {where}. Nothing is overwritten."
            problems.append(row.problem(told))
    return fresh, problems


def _key(given: Annotation) -> tuple[Any, ...]:
    """Return what may be there once: of what is settled, whoever settled it."""
    whose = "" if given.layer == Layer.GOLD else given.annotator.username
    target = given.stance_target.slug if given.stance_target else ""
    return given.layer, whose, given.article_id, given.label_id, target


def _unlike(row: CsvRow, given: Annotation, found: Annotation) -> bool:
    names = [name for name in UNSAID if row[name]]
    names += ["note"] if row.has("note") else []
    differs = any(getattr(given, name) != getattr(found, name) for name in names)
    return differs or given.annotator.username != found.annotator.username
