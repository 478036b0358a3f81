"""article_labels.csv: what is said of whole articles, batch by batch; out, and in again.

A row of it -> the label it stands for, or what is wrong with it. It has no id of its own: an
article has a label toward a target once from each annotator, and once settled.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from annotator.annotations.models import ArticleLabel, Layer
from annotator.cells import defused, lines
from annotator.exchange import columns
from annotator.exchange.finding import Desk
from annotator.exchange.judging import label_of, layer_of, moment_of
from annotator.exchange.reading import Problem, Row, Wrong
from annotator.exchange.writing import EVERYTHING, NOTHING, ArticleCells, Batch, batches, moment
from annotator.vocabulary.models import Kind
from articles.models import Story

NEEDED = ("story", "annotator", "label")
LONGEST_NOTE = 5000

Judged = list[tuple[Row, ArticleLabel]]

_ORDER = ("layer", "annotator__username", "label_id", "target__slug")
_READ = (
    "article_id",
    *_ORDER,
    "article__version",
    "label__kind",
    "label__polarity",
    "target__name",
    "target__wikidata",
    "note",
    "created_at",
    "updated_at",
)


def article_labels_csv(
    stories: Iterable[Story],
    *,
    articles: Q = EVERYTHING,
    labels: Q = EVERYTHING,
    sourceless: Q = NOTHING,
    bom: bool = False,
) -> Iterator[str]:
    """article_labels.csv in pieces: one row a label; without the source of the `sourceless`."""
    rows = _rows(batches(stories, articles, sourceless), labels)
    return lines(columns.ARTICLE_LABELS, rows, bom=bom)


def _rows(batched: Iterable[Batch], chosen: Q) -> Iterator[list[str]]:
    for batch in batched:
        found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        live = ArticleLabel.objects.filter(chosen, article_id__in=list(batch)).order_by()
        for row in live.values_list(*_READ):
            found[row[0]].append(row[1:])
        for number, article in batch.items():
            for row in sorted(found.pop(number, ()), key=_place):
                yield _row(article, row)


def _place(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(cell or "" for cell in row[: len(_ORDER)])


def _row(article: ArticleCells, row: tuple[Any, ...]) -> list[str]:
    layer, annotator, label, target, version, kind, polarity, name, wikidata, note = row[:10]
    return [
        *article.cells,
        *article.address,
        str(version),
        article.sha256,
        layer,
        defused(annotator),
        label,
        kind,
        "" if polarity is None else str(polarity),
        *[defused(cell) if cell else "" for cell in (target, name, wikidata)],
        defused(note),
        *[moment(at) for at in row[10:]],
    ]


def article_label_of(row: Row, desk: Desk) -> ArticleLabel:
    """The label, not stored. Raises Wrong with what to correct in the row."""
    label = label_of(row, desk)
    if not label.of_articles:
        raise Wrong(f"The label {label.slug} is not for whole articles: a curator can allow it.")
    if row["target"] and label.kind != Kind.STANCE:
        raise Wrong(f"A label of the kind {label.kind} has no target: empty this cell.")
    if len(row["note"]) > LONGEST_NOTE:
        raise Wrong(f"The note has more than {LONGEST_NOTE} characters: shorten it.")
    updated_at = moment_of(row, "updated_at") or moment_of(row, "created_at") or timezone.now()
    given = ArticleLabel(
        id=uuid.uuid4(),
        article=desk.article(row),
        layer=layer_of(row),
        annotator=desk.user(row),
        label=label,
        target=desk.entity(row, "target"),
        note=row["note"],
        created_at=moment_of(row, "created_at") or updated_at,
        updated_at=updated_at,
    )
    try:
        given.clean_fields(exclude=["article", "annotator", "label", "target"])
    except ValidationError as error:
        raise Wrong(" ".join(error.messages)) from error
    return given


def article_labels_there(judged: Judged) -> tuple[Judged, list[Problem]]:
    """Those that the desk has not yet, and a problem for each that contradicts another."""
    there: dict[tuple[Any, ...], tuple[ArticleLabel, str]] = {}
    numbers = sorted({given.article_id for _, given in judged})
    for first in range(0, len(numbers), 500):
        among = ArticleLabel.objects.filter(article_id__in=numbers[first : first + 500])
        for found in among.select_related("annotator", "target"):
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


def _key(given: ArticleLabel) -> tuple[Any, ...]:
    """What may be there once: of what is settled, whoever settled it."""
    whose = "" if given.layer == Layer.GOLD else given.annotator.username
    target = given.target.slug if given.target else ""
    return given.layer, whose, given.article_id, given.label_id, target


def _unlike(row: Row, given: ArticleLabel, found: ArticleLabel) -> bool:
    names = [name for name in ("created_at", "updated_at") if row[name]]
    names += ["note"] if row.has("note") else []
    differs = any(getattr(given, name) != getattr(found, name) for name in names)
    return differs or given.annotator.username != found.annotator.username
