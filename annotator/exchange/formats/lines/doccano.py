"""doccano's lines of JSON: a text with its labels, one line a reading.

https://doccano.github.io/doccano/. Offsets count code points; no quote says whether they fit.
What doccano has no word for stands in a column of its own (`annotator`), which it keeps as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from annotator.exchange.formats.archive import is_zip, names_in, unzipped
from annotator.exchange.formats.document import FormatDocument
from annotator.exchange.formats.format import Format, FormatRefused, FromFile, Outgoing
from annotator.exchange.formats.lines.json_objects import DOCCANO, JsonLine, json_objects, make_of
from annotator.exchange.formats.lines.json_readings import (
    LineReading,
    PlacedLabel,
    beside_line,
    documents_of,
    label_at,
    labels_of_text,
    text_of,
)
from annotator.exchange.formats.pieces.article_readings import ArticleReading, article_readings
from annotator.exchange.formats.pieces.beside import BESIDE
from annotator.exchange.formats.pieces.unread import Unread
from annotator.exchange.formats.strict_json import list_at, offset_at, shown, written

_SPANS = ("label", "labels", "entities", "annotations")
_OF_DOCUMENT = "cats"
_KNOWN = frozenset({*_SPANS, _OF_DOCUMENT, BESIDE, "id", "text", "data", "relations", "Comments"})
_OF_LABEL = frozenset(
    {"id", "label", "start_offset", "end_offset", "user", "created_at", "updated_at", "uuid"}
    | {"document", "example", "manual"}
)
_NOBODY = frozenset({"all", "unknown"})
"""The files of doccano's archive that are nobody's."""
_DOUBT = (
    "The text has characters beyond U+FFFF (emoji, say), and no quotes: doccano's own page may "
    "have counted them otherwise. Look whether the highlights behind them are right."
)


def write(out: Outgoing) -> Iterator[bytes]:
    """Yield a line a reading."""
    number = 0
    for document in out.documents():
        for reading in article_readings(document):
            number += 1
            yield f"{written(_line(number, document, reading))}\n".encode()


def _line(number: int, document: FormatDocument, reading: ArticleReading) -> dict[str, Any]:
    return {
        "id": number,
        "label": [[*mark.span, mark.label] for mark in reading.marks if mark.start is not None],
        _OF_DOCUMENT: labels_of_text(reading),
        "text": document.text,
        BESIDE: beside_line(document, reading),
    }


def read(name: str, content: bytes) -> Iterator[FromFile]:
    """Yield a document a text of a file of lines, or of an archive with a file an annotator."""
    yield from documents_of(name, _lines(name, content), _reading)


def _lines(name: str, content: bytes) -> Iterator[JsonLine]:
    if not is_zip(content):
        yield from json_objects(name, content)
        return
    files = {path: one for path, one in unzipped(name, content).items() if path.endswith(".jsonl")}
    if not files:
        raise FormatRefused(name, "The archive holds no files of doccano: they end in .jsonl.")
    for path, one in files.items():
        stem = PurePosixPath(path).stem
        yield from json_objects(f"{name}, {path}", one, "" if stem in _NOBODY else stem)


def _reading(place: str, value: Mapping[str, Any], unread: Unread) -> LineReading:
    found: list[PlacedLabel] = []
    for name in _SPANS:
        labels = value.get(name)
        if isinstance(labels, str):
            labels = [labels] if labels else []
        listed = list_at(place, labels, name)
        found += [_placed(place, one, unread) for one in listed]
    for one in list_at(place, value.get(_OF_DOCUMENT), _OF_DOCUMENT):
        found.append(PlacedLabel(label_at(place, one)))
    for name, what in (("relations", "Relations"), ("Comments", "Comments on a text")):
        listed = list_at(place, value.get(name), name)
        unread.add(place, f"{what} are not read.", len(listed))
    unread.names(place, value, _KNOWN)
    beside = value.get(BESIDE)
    if not isinstance(beside, dict):
        _doubt(place, text_of(value), found, unread)
    made = list_at(place, value.get("annotations"), "annotations")
    annotators = {_user(one) for one in made if isinstance(one, dict)}
    if len(annotators) > 1:
        unread.add(place, "Who made which label of a line by several annotators is not read.")
    return LineReading(found, beside, annotators.pop() if len(annotators) == 1 else "")


def _placed(place: str, one: object, unread: Unread) -> PlacedLabel:
    """Return a label of a text: three values, an object with offsets, or a name alone."""
    if isinstance(one, list):
        if len(one) < 3:
            raise FormatRefused(place, f"A label is [start, end, name], not {shown(one)}.")
        unread.add(place, "What stands in a label behind its name is not read.", len(one) > 3)
        start, end = offset_at(place, one[0], "start"), offset_at(place, one[1], "end")
        return PlacedLabel(label_at(place, one[2]), start, end)
    if isinstance(one, dict):
        label = label_at(place, one.get("label"))
        unread.names(place, one, _OF_LABEL, " of a label")
        if "start_offset" not in one and "end_offset" not in one:
            return PlacedLabel(label)
        start, end = (offset_at(place, one.get(n), n) for n in ("start_offset", "end_offset"))
        return PlacedLabel(label, start, end)
    return PlacedLabel(label_at(place, one))


def _doubt(place: str, text: str, found: Sequence[PlacedLabel], unread: Unread) -> None:
    """Tell of labels that stand behind a character that programs count otherwise."""
    if text.isascii() or max(text) < "\U00010000":
        return
    first = next(at for at, character in enumerate(text) if character > "\uffff")
    if any(one.end is not None and one.end > first for one in found):
        unread.add(place, _DOUBT)


def _user(one: Mapping[str, Any]) -> str:
    user = one.get("user")
    return str(user) if isinstance(user, str | int) and not isinstance(user, bool) else ""


def recognises(name: str, content: bytes) -> bool:
    """Return whether a file that begins so has doccano's lines, or is its archive of them."""
    if is_zip(content):
        names = names_in(content)
        return bool(names) and all(path.endswith(".jsonl") for path in names)
    return make_of(content) == DOCCANO


DOCCANO_LINES = Format(
    name="doccano",
    title="doccano JSONL",
    sentence="A text with its labels a line; doccano reads it, and much that trains models.",
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
