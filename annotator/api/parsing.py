"""Read the body of a request: JSON whose every word can be stored."""

from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from annotator.api.problems import UnreadableBody
from annotator.foreign_json import JsonRefused
from annotator.foreign_json import read_json as read_foreign_json

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
        return read_foreign_json(body.decode(), DEEPEST)
    except UnicodeDecodeError as error:
        raise UnreadableBody(f"Byte {error.start} is not UTF-8.") from error
    except JsonRefused as refusal:
        raise UnreadableBody(refusal.told) from refusal
