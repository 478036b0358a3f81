"""Prodigy's lines of JSON: one text with the spans of one annotator a line.

https://prodi.gy/docs/api-interfaces. Offsets count code points. What Prodigy has no word for stands
under a name of its own (`annotator`), which it keeps as it is.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import Format, FromFile, Outgoing
from annotator.exchange.formats.lines.json_objects import PRODIGY, json_objects, make_of
from annotator.exchange.formats.lines.json_readings import (
    LineReading,
    PlacedLabel,
    beside_line,
    documents_of,
    label_at,
    labels_of_text,
)
from annotator.exchange.formats.pieces.article_readings import (
    SETTLED,
    ArticleReading,
    article_readings,
)
from annotator.exchange.formats.pieces.beside import BESIDE
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import (
    list_at,
    object_at,
    offset_at,
    shown,
    text_at,
    written,
)

ACCEPTED = "accept"
_KNOWN = frozenset({"text", "spans", "accept", "label", "answer", BESIDE, "relations", "options"})
_OF_SPAN = frozenset(
    {"start", "end", "label", "token_start", "token_end", "text", "source", "type"}
    | {"input_hash", "rank", "answer"}
)
_ITS_OWN = frozenset(
    {"tokens", "config", "_input_hash", "_task_hash", "_view_id", "_timestamp", "html"}
    | {"_session_id", "_annotator_id", "_is_binary", "_train", "_example_hash"}
)
"""What says nothing of the text: how Prodigy showed and counted it."""


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield a line a reading."""
    for document in out.documents():
        for reading in article_readings(document):
            yield f"{written(_line(document, reading))}\n".encode()


def _line(document: FormatDocument, reading: ArticleReading) -> dict[str, Any]:
    who = reading.reader or (SETTLED if reading.layer != "reading" else "")
    of_text = labels_of_text(reading)
    shown_there = {"title": document.title, "source": document.source}
    return {
        **({"_annotator_id": who, "_session_id": who} if who else {}),
        "answer": ACCEPTED,
        "spans": [
            {"start": mark.start, "end": mark.end, "label": mark.label}
            for mark in reading.marks
            if mark.start is not None
        ],
        **({"accept": of_text} if of_text else {}),
        "meta": {name: value for name, value in shown_there.items() if value},
        "text": document.text,
        BESIDE: beside_line(document, reading),
    }


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a text, with what everybody accepted of it."""
    yield from documents_of(name, json_objects(name, content), _reading)


def _reading(place: str, value: Mapping[str, Any], unread: Unread) -> LineReading | None:
    answer = value.get("answer", ACCEPTED)
    if answer != ACCEPTED:
        unread.add(place, f"Lines with the answer {shown(answer)} are not read.")
        return None
    found: list[PlacedLabel] = []
    spans = list_at(place, value.get("spans"), "spans")
    for one in spans:
        span = object_at(place, one, "A span")
        start, end = (offset_at(place, span.get(word), word) for word in ("start", "end"))
        found.append(PlacedLabel(label_at(place, span.get("label")), start, end))
        unread.names(place, span, _OF_SPAN, " of a span")
    accepted = list_at(place, value.get("accept"), "accept")
    found += [PlacedLabel(label_at(place, one)) for one in accepted]
    if value.get("label") is not None:
        of_line = label_at(place, value["label"])
        if not spans:
            found.append(PlacedLabel(of_line))
        elif {one.label for one in found if one.start is not None} != {of_line}:
            unread.add(place, "The label of a line that has spans beside is not read.")
    relations = list_at(place, value.get("relations"), "relations")
    unread.add(place, "Relations are not read.", len(relations))
    ours = isinstance(value.get(BESIDE), dict)
    known = _KNOWN | _ITS_OWN | ({"meta"} if ours else frozenset())
    unread.names(place, value, known)
    who = text_at(value, "_annotator_id", "_session_id")
    return LineReading(found, value.get(BESIDE), who, "answer" in value)


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file that begins so has Prodigy's lines."""
    return make_of(content) == PRODIGY


PRODIGY_LINES = Format(
    name="prodigy",
    title="Prodigy JSONL",
    sentence="A text with the spans of one annotator a line, as Prodigy reads and writes it.",
    ending=".jsonl",
    media_type="application/jsonl; charset=utf-8",
    cannot=(
        "States and times of readings (readings.csv has them), and older versions of a text.",
        "Definitions of labels.",
    ),
    write=write,
    read=read,
    recognises=recognises,
)
