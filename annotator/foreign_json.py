"""Read JSON that somebody else wrote, whatever door it comes in by (no Django).

What `json` takes and no database, page or file does is refused here, in words: a number that is
none or too large, half of a character, a NUL, and what lies too deep.
"""

import json
import re
from collections.abc import Sequence
from math import isfinite
from typing import Any, NoReturn

DEEPEST = 60
"""How many objects and lists may lie in one another."""
_HALF = re.compile("[\ud800-\udfff]")
_LARGEST = 2**63


class JsonRefused(ValueError):
    """A text that is no JSON, or says what cannot be kept: in words, with the line of the one, or
    the names and numbers that lead to the other; `in_line`: the words for whoever names the line
    beside them."""

    def __init__(
        self, told: str, line: int = 0, in_line: str = "", path: Sequence[str] = ()
    ) -> None:
        super().__init__(told)
        self.told, self.line, self.in_line, self.path = told, line, in_line or told, path


class _NotKept(Exception):
    """Something of a value that cannot be kept: what, and the names that lead to it."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told
        self.path: list[str] = []


def read_json(text: str, deepest: int = DEEPEST) -> Any:
    """Return the value of a JSON text, all of which can be stored and written again.

    Raises JsonRefused, whose words are a sentence that names the place.
    """
    try:
        found = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"column {error.colno}: {error.msg}."
        told = f"It is not JSON at line {error.lineno}, {where}"
        raise JsonRefused(told, error.lineno, f"It is not JSON at {where}") from error
    except RecursionError as error:
        raise JsonRefused(f"It lies more than {deepest} deep.") from error
    except JsonRefused:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise JsonRefused("A number in it is too long.") from error
    try:
        _check(found, deepest)
    except _NotKept as error:
        path = error.path[::-1]
        at = "".join(f"/{name[:60]}" for name in path)[:100] or "/"
        raise JsonRefused(error.told.format(at=at, deepest=deepest), path=path) from error
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise JsonRefused(f"{word} is no number of JSON.")


def _check(found: Any, left: int) -> None:
    """Raise _NotKept for what cannot be kept, of a value that may go `left` deeper."""
    if isinstance(found, str):
        _check_text(found)
    elif isinstance(found, dict):
        _check_parts(found.items(), left)
    elif isinstance(found, list):
        _check_parts(enumerate(found), left)
    elif isinstance(found, float):
        if not isfinite(found):
            raise _NotKept("The number at {at} is too large.")
    elif isinstance(found, int) and not -_LARGEST <= found < _LARGEST:
        raise _NotKept("The number at {at} is too large.")


def _check_parts(parts: Any, left: int) -> None:
    if left <= 0:
        raise _NotKept("It lies more than {deepest} deep, at {at}.")
    for name, value in parts:
        if isinstance(name, str):
            _check_name(name)
        try:
            _check(value, left - 1)
        except _NotKept as error:
            error.path.append(str(name))
            raise


def _check_name(name: str) -> None:
    try:
        _check_text(name)
    except _NotKept as error:
        error.path.append("…")
        raise


def _check_text(text: str) -> None:
    if "\0" in text:
        raise _NotKept("The text at {at} holds a NUL: take it out.")
    if not text.isascii() and _HALF.search(text):
        raise _NotKept("The text at {at} holds half of a character (a lone surrogate).")
