"""Label Studio's JSON: a list of tasks, one an article, with one annotation a reading.

https://labelstud.io/guide/task_format. Its text tags count code points (its editor turns
JavaScript's units into them). What it has no word for stands under a name of our own (`annotator`)
in the data of a task, in an annotation, and in `meta` of a region, which it keeps.
"""

from collections.abc import Iterator
from typing import Any

from annotator.exchange.formats.archive import is_zip
from annotator.exchange.formats.document import (
    CONFIDENCE,
    GOLD,
    MACHINE,
    FormatDocument,
    FormatMark,
)
from annotator.exchange.formats.format import Format, Outgoing
from annotator.exchange.formats.lines.json_objects import first_object
from annotator.exchange.formats.lines.label_studio_reading import CHOICES, LABELS, read
from annotator.exchange.formats.pieces.article_readings import ArticleReading, article_readings
from annotator.exchange.formats.pieces.beside import BESIDE, article_beside, mark_beside
from annotator.exchange.formats.strict_json import written


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield the list, a task a line."""
    comma = "[\n"
    for document in out.documents():
        yield f"{comma}{written(_task(document))}".encode()
        comma = ",\n"
    yield b"[]\n" if comma == "[\n" else b"\n]\n"


def _task(document: FormatDocument) -> dict[str, Any]:
    data = {"text": document.text, "title": document.title, BESIDE: article_beside(document)}
    made = [reading for reading in article_readings(document) if reading.reader or reading.marks]
    return {
        "predictions": [_prediction(one) for one in made if one.layer == MACHINE],
        "annotations": [_annotation(one) for one in made if one.layer != MACHINE],
        "data": data,
    }


def _annotation(reading: ArticleReading) -> dict[str, Any]:
    # Without `completed_by`: Label Studio refuses a file that names somebody it does not know.
    return {
        "result": [_region(number, mark) for number, mark in enumerate(reading.marks, 1)],
        "ground_truth": reading.layer == GOLD,
        "was_cancelled": False,
        BESIDE: {"reader": reading.reader},
    }


def _prediction(reading: ArticleReading) -> dict[str, Any]:
    """Return what a machine marked, as Label Studio has what a model says."""
    regions = []
    for number, mark in enumerate(reading.marks, 1):
        sure = mark.details.get(CONFIDENCE)
        regions.append(
            _region(number, mark)
            | {"origin": "prediction"}
            | ({"score": float(sure)} if sure else {})
        )
    return {"model_version": reading.reader, "result": regions, BESIDE: {"reader": reading.reader}}


def _region(number: int, mark: FormatMark) -> dict[str, Any]:
    note = mark.details.get("note")
    beside = {"reader": mark.annotator, **mark_beside(mark, without=("note",))}
    of_text = mark.start is None
    kind = CHOICES if of_text else LABELS
    place = {} if of_text else {"start": mark.start, "end": mark.end, "text": mark.quote}
    return {
        "id": mark.id or f"region-{number}",
        "from_name": "article_label" if of_text else "label",
        "to_name": "text",
        "type": kind,
        "origin": "manual",
        "value": {**place, kind: [mark.label]},
        "meta": {**({"text": [note]} if note else {}), BESIDE: beside},
    }


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file that begins so is a list of tasks of Label Studio."""
    if is_zip(content):
        return False
    first = first_object(content)
    made = isinstance(first.get("annotations", first.get("completions")), list)
    return made and (isinstance(first.get("data"), dict) or "predictions" in first)


LABEL_STUDIO = Format(
    name="label-studio",
    title="Label Studio JSON",
    sentence="A list of tasks, each a text with its annotations, as Label Studio takes and gives.",
    ending=".json",
    media_type="application/json; charset=utf-8",
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Definitions of labels.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
