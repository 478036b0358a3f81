"""Turn a row of labels.csv into the annotation it stands for, or say what is wrong with it."""

import re
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from annotator.annotations.detail import PlainForm
from annotator.annotations.details import (
    ANSWER,
    BY_NAME,
    DETAILS,
    ENTITY_DETAILS,
    OF_KIND,
    TEXT_DETAILS,
    THING_DETAILS,
)
from annotator.annotations.models import Annotation, Layer, Origin
from annotator.annotations.values import normalise
from annotator.annotations.values.dates import tidy_day, tidy_partial_date
from annotator.annotations.values.numbers import tidy_number
from annotator.exchange.imports.import_lookup import ImportLookup
from annotator.exchange.imports.read_csv import CsvRow, Wrong
from annotator.text import not_this, plain_number, shortened, unseen_difference
from annotator.vocabulary.models import Kind, Label, Question
from articles.models import Article

TELLS_VALUE = tuple(detail.name for detail in DETAILS if detail.tells_value)
"""The columns that say what a value comes to: with none of them, it is read off the words."""

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CHECKED = ["article", "annotator", "label", *THING_DETAILS]


def annotation_of(row: CsvRow, desk: ImportLookup) -> Annotation:
    """Return the row's annotation, not stored. Raises Wrong with what to correct in the row."""
    article = desk.article(row)
    label, layer = label_of(row, desk), layer_of(row)
    _belongs(row, label.kind)
    now = datetime.now(UTC)
    created_at = moment_of(row, "created_at")
    updated_at = moment_of(row, "updated_at") or created_at or now
    annotation = Annotation(
        id=id_of(row),
        article=article,
        text_version=article.version,
        read_version=article.version,
        layer=layer,
        annotator=desk.user(row, layer),
        kind=label.kind,
        label=label,
        start=whole_number(row, "start"),
        end=whole_number(row, "end"),
        part=whole_number(row, "part", 0),
        quote=row["quote"],
        origin=origin_of(row, layer),
        codebook_edition=edition_of(row, desk),
        created_at=created_at or updated_at,
        updated_at=updated_at,
        **{name: desk.entity(row, name) for name in ENTITY_DETAILS},
        **_answer(row, label.kind, desk, article.published_on),
    )
    _anchored(annotation, article)
    try:
        annotation.clean_fields(exclude=_CHECKED)
    except ValidationError as error:
        reasons = [f"{name}: {' '.join(told)}" for name, told in error.message_dict.items()]
        raise Wrong(" ".join(reasons)) from error
    return annotation


def label_of(row: CsvRow, desk: ImportLookup) -> Label:
    """Return the row's label. Raises Wrong for none, or where kind or polarity is another."""
    label = desk.labels.get(row["label"])
    if label is None:
        raise Wrong(f"There is no label “{row['label']}”: add it to the vocabulary first.")
    if row["kind"] not in ("", label.kind):
        raise Wrong(f"The label {label.slug} is of the kind {label.kind}, not “{row['kind']}”.")
    if row["polarity"] not in ("", "" if label.polarity is None else str(label.polarity)):
        raise Wrong(f"The label {label.slug} has not the polarity “{row['polarity']}”.")
    return label


def layer_of(row: CsvRow, layers: Sequence[str] = tuple(Layer.values)) -> str:
    """Return the row's layer, one of `layers`: reading, unless it says another. Raises Wrong."""
    layer = row["layer"] or Layer.READING
    if layer not in layers:
        *others, last = layers
        raise Wrong(f"The layer is {', '.join(others)} or {last}, not “{layer}”.")
    return layer


def origin_of(row: CsvRow, layer: str) -> str:
    """Return who brought the row's annotation first: a file, where the row does not say.

    Raises Wrong for another word, and where the layer says otherwise.
    """
    of_machine = layer == Layer.MACHINE
    origin = row["origin"] or (Origin.MACHINE if of_machine else Origin.IMPORT)
    allowed = (Origin.MACHINE,) if of_machine else (Origin.PERSON, Origin.IMPORT)
    if origin not in allowed:
        raise Wrong(
            f"The origin in the layer {layer} is {' or '.join(allowed)}, not "
            f"“{shortened(origin, 60)}”."
        )
    return origin


def edition_of(row: CsvRow, desk: ImportLookup) -> int:
    """Return the edition of the codebook that the row was made under; today's where it says none.

    Raises Wrong for an edition that the desk has not.
    """
    number = whole_number(row, "codebook_edition", desk.edition)
    if not 1 <= number <= desk.edition:
        raise Wrong(
            f"This desk has no edition {number} of the codebook, only up to {desk.edition}: bring "
            "them first, by import_codebook --editions codebook.csv."
        )
    return number


def whole_number(row: CsvRow, column: str, default: int | None = None) -> int:
    """Return the cell as a whole number that is not negative; `default` where it is empty.

    Raises Wrong where it is no such number.
    """
    cell = row[column].strip()
    if not cell and default is not None:
        return default
    number = plain_number(cell)
    if number is None:
        raise Wrong(f"{column} must be a whole number, not “{shortened(cell, 60)}”.")
    return number


def moment_of(row: CsvRow, column: str) -> datetime | None:
    """Return the cell as a time in UTC; None where it is empty.

    Raises Wrong where it is no time, or has no zone.
    """
    cell = row[column].strip()
    if not cell:
        return None
    try:
        at = parse_datetime(cell)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Wrong(f"{column} “{cell}” is no time in UTC: write it like 2022-02-24T09:30:00Z.")
    return at.astimezone(UTC)


def id_of(row: CsvRow) -> uuid.UUID:
    """Return the row's id, a new one where it has none. Raises Wrong where it is no UUID."""
    if not row["annotation_id"]:
        return uuid.uuid4()
    try:
        return uuid.UUID(row["annotation_id"])
    except ValueError:
        raise Wrong(
            f"annotation_id “{row['annotation_id']}” is no UUID: leave it empty for a new one."
        ) from None


def _belongs(row: CsvRow, kind: str) -> None:
    foreign = [name for name in BY_NAME if row[name] and name not in OF_KIND[kind]]
    if foreign:
        raise Wrong(f"A label of the kind {kind} has no {', '.join(foreign)}: empty these cells.")


def _anchored(annotation: Annotation, article: Article) -> None:
    """Check that `article.text[start:end] == quote`.

    Raises Wrong with what stands there, and where the quote stands if that is one place.
    """
    (start, end), quote, text = annotation.span, annotation.quote, article.text
    if start >= end:
        raise Wrong(f"The highlight is empty: start {start} is not before end {end}.")
    if text[start:end] == quote and end <= len(text):
        return
    told = f"At {start} to {end} the text reads {not_this(text[start:end], quote, limit=60)}."
    if end > len(text):
        told = f"The text ends at {len(text)}, before {end}."
    first = text.find(quote) if quote else -1
    if first >= 0 and text.find(quote, first + 1) < 0:
        told += f" The quote stands at {first} to {first + len(quote)}."
    elif first < 0 and (unseen := unseen_difference(text, quote)):
        told = (
            f"The text has “{shortened(quote, 60)}” with {unseen}. Take start, end and quote from "
            "the article as it is stored."
        )
    elif first < 0:
        told += " The quote is nowhere in this text."
    raise Wrong(f"{told} Offsets count code points.")


def _answer(row: CsvRow, kind: str, desk: ImportLookup, published: date | None) -> dict[str, Any]:
    """Return the question, and the text details as they stand; note and flag of any kind.

    A file without any column for what the value comes to has it read off, as the desk does.
    """
    given: dict[str, Any] = {name: row[name] for name in TEXT_DETAILS}
    if kind != Kind.CLAIM:
        return given
    question = desk.question(row)
    for name in TEXT_DETAILS:
        if given[name] and BY_NAME[name].plain == PlainForm.PARTIAL_DATE:
            _tidy(name, given[name], tidy_partial_date)
    if not any(row.has(name) for name in TELLS_VALUE):
        try:
            answer = {name: given[name] for name in ANSWER}
            given |= normalise.normalise_answer(answer, question, published)
        except ValidationError as error:
            raise Wrong(" ".join(error.messages)) from error
    elif question is None or question.type in (Question.Type.QUANTITY, Question.Type.DATE):
        for name in TEXT_DETAILS:
            if BY_NAME[name].plain == PlainForm.END:
                _end(name, given[name], question)
    return {"question": question, **given}


def _end(name: str, text: str, question: Question | None) -> None:
    """Check one end of what the value comes to: a plain number, or a whole day."""
    is_day = question.type == Question.Type.DATE if question else bool(_DAY.fullmatch(text))
    if is_day and text:
        _tidy(name, text, lambda typed: tidy_day(typed, last=name == "value_high"))
    elif text and not _PLAIN_NUMBER.fullmatch(text):
        _tidy(name, text, tidy_number)


def _tidy(name: str, text: str, tidied: Any) -> None:
    """Refuse what is not in its canonical form, and say what that would be."""
    try:
        canonical = tidied(text)
    except ValueError as error:
        raise Wrong(f"{name}: {error}") from error
    if canonical != text:
        raise Wrong(f"{name} “{text}” is not in its plain form: write {canonical}.")
