"""Declare an operation: its scope, and with what it may be refused."""

from typing import Any

from annotator.api.access import Bearer
from annotator.people.models import TokenScope

STALE = 409
"""What somebody else changed meanwhile."""


def needs(scope: TokenScope, *refusals: int, **more: Any) -> dict[str, Any]:
    """Return the arguments by which a router takes an operation that needs this scope.

    `refusals`: statuses by which it is refused besides those that its shape tells by itself. `more`
    is laid over its description in the schema.
    """
    told = {"x-scope": scope.value, "x-refusals": sorted(refusals)}
    return {"auth": Bearer(scope), "openapi_extra": told | more}


def body_of(content_type: str, schema: dict[str, Any], means: str) -> dict[str, Any]:
    """Return a description of an answer that is no JSON, for `more` of `needs`."""
    return {
        "responses": {200: {"description": means, "content": {content_type: {"schema": schema}}}}
    }
