"""Read files of JSON objects, one a line or in one list, and tell whose make they are (pure)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from annotator.exchange.formats.strict_json import json_lines, json_of, list_at, object_at, utf_8

DOCCANO, SPACY, PRODIGY = "doccano", "spacy", "prodigy"
_OF_PRODIGY = {
    *("_input_hash", "_task_hash", "_session_id", "_annotator_id", "_view_id", "_timestamp"),
    "answer",
}
_CUT = {"[": [], "{": {}, '"': ""}


class JsonLine(NamedTuple):
    """An object of a file, the place of it, and who made it, where the file is somebody's."""

    place: str
    value: Mapping[str, Any]
    annotator: str = ""


def json_objects(name: str, content: bytes, annotator: str = "") -> Iterator[JsonLine]:
    """Yield the objects of a file that this annotator made: one a line, or those of one list.

    Raises FormatRefused where it is neither.
    """
    if not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        for place, value in json_lines(name, content):
            yield JsonLine(place, value, annotator)
        return
    for number, value in enumerate(list_at(name, json_of(name, utf_8(name, content)), "It"), 1):
        place = f"{name}, object {number}"
        yield JsonLine(place, object_at(place, value, "Each one"), annotator)


def make_of(content: bytes) -> str:
    """Return which program's lines a file that begins so has; '' where it is none of the three.

    Their first object tells: Prodigy's has hashes, an answer or a list of spans, spaCy's has
    `ents`, or spans or categories by name, doccano's a list of labels, entities or categories.
    """
    first = first_object(content)
    if not isinstance(first.get("text", first.get("data")), str):
        return ""
    if _OF_PRODIGY & first.keys() or isinstance(first.get("spans"), list):
        return PRODIGY
    by_name = isinstance(first.get("spans"), dict) or isinstance(first.get("cats"), dict)
    if by_name or isinstance(first.get("ents"), list):
        return SPACY
    listed = any(
        isinstance(first.get(name), list)
        for name in ("label", "labels", "entities", "cats", "annotations")
    )
    return DOCCANO if listed or isinstance(first.get("label"), str) else ""


def first_object(content: bytes) -> dict[str, Any]:
    """Return the first object of a file as far as it goes: of a value that is cut off, its kind."""
    text = content.decode("utf-8-sig", errors="ignore").lstrip().removeprefix("[").lstrip()
    found: dict[str, Any] = {}
    if not text.startswith("{"):
        return found
    decoder, at = json.JSONDecoder(), 1
    try:
        while (at := _past(text, at, ",")) < len(text) and text[at] == '"':
            name, at = decoder.raw_decode(text, at)
            at = _past(text, at, ":")
            found[name] = _CUT.get(text[at : at + 1])
            found[name], at = decoder.raw_decode(text, at)
    except (ValueError, RecursionError):
        pass
    return found


def _past(text: str, at: int, sign: str) -> int:
    while at < len(text) and (text[at].isspace() or text[at] == sign):
        at += 1
    return at
