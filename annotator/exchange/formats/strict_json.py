"""Read JSON of others: what is no JSON, too deep or not text is refused with its place (pure)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from annotator.exchange.formats.format import FormatRefused

_SURROGATE = re.compile("[\ud800-\udfff]")
DEEPEST = 60


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
        value = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"{place}, line {error.lineno}" if "\n" in text else place
        told = f"This is no JSON at column {error.colno}: {error.msg}."
        raise FormatRefused(where, told) from error
    except (RecursionError, ValueError) as error:
        raise FormatRefused(place, f"This is no JSON: {_reason(error)}.") from error
    _checked(place, value)
    return value


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


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _reason(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]


def _checked(place: str, value: Any, depth: int = 0) -> None:
    """Raise FormatRefused where a text is none (half a character), or it goes too deep."""
    if depth > DEEPEST:
        raise FormatRefused(place, "It is nested too deeply.")
    if isinstance(value, str):
        if _SURROGATE.search(value):
            raise FormatRefused(place, "It holds half a character (a lone surrogate). Remove it.")
    elif isinstance(value, list):
        for one in value:
            _checked(place, one, depth + 1)
    elif isinstance(value, dict):
        for key, one in value.items():
            _checked(place, key, depth + 1)
            _checked(place, one, depth + 1)
