"""Put an example to every body and every answer of the description, out of what its schema says.

A member's own example goes before what its type gives; so an example fits its schema by how it is
made.
"""

from collections.abc import Mapping
from typing import Any

JSON = "application/json"
BY_FORMAT = {
    "date-time": "2022-02-24T09:30:00Z",
    "date": "2022-02-24",
    "uuid": "0b6c6a0e-3c5c-4b7a-9d52-8f3a5a6c1d2e",
    "binary": "what the file holds",
}
BY_NAME = {
    "slug": "pipeline",
    "story": "pipeline",
    "source": "The Globe",
    "text": "The line will be 1,100 kilometres long.",
    "title": "The pipeline",
    "quote": "1,100 kilometres",
    "value": "1,100 kilometres",
    "wording": "How long is it?",
    "unit": "km",
    "name": "Omar Reza",
    "username": "ada",
    "person": "ada",
    "label": "claim-quantity",
    "language": "en",
    "reason": "Both mean the whole line.",
    "note": "As the minister put it.",
    "stamp": "3f1d0c7a9b2e4d56",
    "basis": "3f1d0c7a9b2e4d56",
    "places": "3f1d0c7a9b2e4d56",
}
"""What a member of this name holds, for one."""
LEAST = ("", "1", "words")
"""Words for a member that says nothing of itself, the first that is long enough."""

Schema = Mapping[str, Any]


class Examples:
    """Makes examples of the schemas of one description."""

    def __init__(self, shapes: Mapping[str, Schema]) -> None:
        self.shapes = shapes

    def complete(self, operation: dict[str, Any]) -> None:
        """Give the operation's body and its answers in JSON an example each."""
        for content in operation.get("requestBody", {}).get("content", {}).values():
            content.setdefault("example", self.of(content["schema"], given=True))
        for told in operation["responses"].values():
            content = told.get("content", {}).get(JSON)
            if content and content["schema"]:
                content.setdefault("example", self.of(content["schema"]))

    def of(self, schema: Schema, name: str = "", given: bool = False) -> Any:
        """Return an example of the schema; `given`: by a program, and so without what may be left
        out and has no example of its own."""
        if "$ref" in schema:
            return self.of(self.shapes[schema["$ref"].rpartition("/")[2]], name, given)
        for known in ("examples", "enum"):
            if known in schema:
                return schema[known][0]
        if "const" in schema:
            return schema["const"]
        if choices := schema.get("anyOf") or schema.get("oneOf"):
            likely = [one for one in choices if one.get("type") != "null"]
            return self.of(likely[0], name, given)
        if schema.get("type") == "array":
            return [self.of(schema.get("items", {}), name.removesuffix("s"), given)]
        if schema.get("type") == "object":
            return self._object(schema, given)
        return _plain(schema, name)

    def _object(self, schema: Schema, given: bool) -> dict[str, Any]:
        members = schema.get("properties", {})
        needed = set(schema.get("required", ()))
        named = [one for one in members if not given or one in needed or _has_own(members[one])]
        # Of what may all be left out, the first member stands for the others.
        return {one: self.of(members[one], one, given) for one in named or list(members)[:1]}


def _has_own(schema: Schema) -> bool:
    return "examples" in schema


def _plain(schema: Schema, name: str) -> Any:
    """Return an example of a text, a number, or yes and no."""
    kind = schema.get("type", "string")
    if kind == "boolean":
        return True
    if kind in {"integer", "number"}:
        lowest = schema.get("minimum", schema.get("exclusiveMinimum", 0))
        return max(lowest, 1) if kind == "integer" else lowest + 0.5
    if "format" in schema:
        return BY_FORMAT.get(schema["format"], "")
    known = BY_NAME.get(name)
    if known is not None and len(known) <= schema.get("maxLength", len(known)):
        return known
    return next(one for one in LEAST if len(one) >= schema.get("minLength", 0))
