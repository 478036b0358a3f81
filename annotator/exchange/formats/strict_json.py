"""Read JSON of others: what is no JSON, too deep or not text is refused with its place (pure)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.exchange.formats.format import FormatRefused
from annotator.foreign_json import JsonRefused, read_json


def utf_8(place: str, content: bytes) -> str:
    """Return the text of a file. Raises FormatRefused where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FormatRefused(f"{place}, line {line}", "This is not UTF-8. Save it so.") from error


def json_of(place: str, text: str) -> Any:
    """Return the value of a JSON text. Raises FormatRefused, naming line and column."""
    try:
        return read_json(text)
    except JsonRefused as refusal:
        where = f"{place}, line {refusal.line}" if refusal.line and "\n" in text else place
        raise FormatRefused(where, refusal.in_line) from refusal


def json_lines(place: str, content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object of each line that is not empty, with the place of it.

    Raises FormatRefused where a line is no JSON object.
    """
    for number, line in enumerate(utf_8(place, content).split("\n"), 1):
        if line.strip():
            where = f"{place}, line {number}"
            value = json_of(where, line)
            if not isinstance(value, dict):
                raise FormatRefused(where, "Each line holds one JSON object: { … }.")
            yield where, value


def written(value: Any) -> str:
    """Return a value as JSON on one line, in the characters of its text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def text_at(value: Mapping[str, Any], *names: str) -> str:
    """Return the first of these that is a text or a number, as text; '' where none is."""
    for name in names:
        found = value.get(name)
        if isinstance(found, str) and found:
            return found
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
    return ""


def offset_at(place: str, value: Any, name: str) -> int:
    """Return a whole number that is not negative. Raises FormatRefused for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**40:
        raise FormatRefused(place, f"{name} must be a whole number, not {shown(value)}.")
    return value


def list_at(place: str, value: Any, name: str) -> Sequence[Any]:
    """Return a list. Raises FormatRefused for anything else; nothing given is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise FormatRefused(place, f"{name} must be a list [ … ], not {shown(value)}.")
    return value


def object_at(place: str, value: Any, name: str) -> Mapping[str, Any]:
    """Return an object. Raises FormatRefused for anything else."""
    if not isinstance(value, dict):
        raise FormatRefused(place, f"{name} must be an object {{ … }}, not {shown(value)}.")
    return value


def shown(value: Any) -> str:
    """Return a value in a few characters, for a message."""
    said = written(value)
    return said if len(said) <= 40 else said[:39] + "…"
