"""Read the body of a request: JSON whose every word can be stored."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from annotator.api.problems import UnreadableBody

DEEPEST = 20
"""How many objects and lists may lie in one another."""


class StorableJson(Parser):
    """Takes JSON in UTF-8, and refuses in words what no database stores."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body. Raises UnreadableBody."""
        kind = request.content_type or "application/json"
        if kind != "application/json" and not kind.endswith("+json"):
            raise UnreadableBody(f"Send it as application/json, not as {kind}.")
        return read_json(request.body)


def read_json(body: bytes) -> Any:
    """Return what the body holds. Raises UnreadableBody, which names the place."""
    try:
        text = body.decode()
        found = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise UnreadableBody(f"Byte {error.start} is not UTF-8.") from error
    except json.JSONDecodeError as error:
        told = f"It is not JSON at line {error.lineno}, column {error.colno}: {error.msg}."
        raise UnreadableBody(told) from error
    except RecursionError as error:
        raise UnreadableBody(f"It lies more than {DEEPEST} deep.") from error
    except UnreadableBody:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableBody("A number in it is too long.") from error
    _check(found, "", 0)
    return found


def _refuse_constant(word: str) -> None:
    raise UnreadableBody(f"{word} is no number of JSON.")


def _check(found: Any, at: str, depth: int) -> None:
    """Raise UnreadableBody for words that no database stores, and for what lies too deep."""
    if depth > DEEPEST:
        raise UnreadableBody(f"It lies more than {DEEPEST} deep, at {at[:100]}.")
    if isinstance(found, str):
        if "\0" in found:
            raise UnreadableBody(f"The text at {at or '/'} holds a NUL: take it out.")
        if not found.isascii():
            try:
                found.encode()
            except UnicodeEncodeError as error:
                told = f"The text at {at or '/'} holds half of a character (a lone surrogate)."
                raise UnreadableBody(told) from error
    elif isinstance(found, dict):
        for name, value in found.items():
            _check(name, f"{at}/…", depth + 1)
            _check(value, f"{at}/{name[:60]}", depth + 1)
    elif isinstance(found, list):
        for number, value in enumerate(found):
            _check(value, f"{at}/{number}", depth + 1)
    elif isinstance(found, int) and not -(2**63) <= found < 2**63:
        raise UnreadableBody(f"The number at {at or '/'} is too large.")
