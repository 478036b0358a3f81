"""What the page of the API shows: the description, as plain values to be drawn."""

import json
from functools import cache
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from annotator.api.describing.openapi import description, operations_of
from annotator.markup import fill, join

PAGE = "PageOut_"
"""What the name of a page of a list begins with, in the description."""
GIVEN = ("In", "Patch", "AboutFiles")
"""How the names of what a program gives end."""


class ShownMember(NamedTuple):
    """A parameter of an operation, or a member of a body or an answer."""

    name: str
    type: SafeString
    required: bool
    means: SafeString


class ShownAnswer(NamedTuple):
    """An answer of an operation: its status, what it means, what is in it."""

    status: str
    means: str
    type: SafeString


class ShownOperation(NamedTuple):
    """An operation, as the page draws it."""

    id: str
    verb: str
    path: str
    summary: str
    description: SafeString
    scope: str
    parameters: list[ShownMember]
    body: str
    members: list[ShownMember]
    example: str
    answers: list[ShownAnswer]
    refusals: list[ShownAnswer]


class ApiSection(NamedTuple):
    """The operations of one subject."""

    name: str
    anchor: str
    operations: list[ShownOperation]


class ShownShape(NamedTuple):
    """What a body or an answer holds, by its name."""

    name: str
    means: SafeString
    members: list[ShownMember]


@cache
def shapes() -> list[ShownShape]:
    """Return the shapes that bodies and answers name, by name; pages of lists are told as such."""
    return [
        ShownShape(name, marked(one.get("description", "")), _members(one, name.endswith(GIVEN)))
        for name, one in sorted(description()["components"]["schemas"].items())
        if one.get("properties") and not name.startswith(PAGE) and not name.endswith("Query")
    ]


@cache
def sections() -> list[ApiSection]:
    """Return the operations by subject, in the order in which they are routed."""
    found: dict[str, list[ShownOperation]] = {}
    for path, verb, operation in operations_of(description()):
        found.setdefault(operation["tags"][0], []).append(_operation(path, verb, operation))
    return [ApiSection(name, name.lower(), listed) for name, listed in found.items()]


def _operation(path: str, verb: str, told: dict[str, Any]) -> ShownOperation:
    answers = [_answer(status, one) for status, one in told["responses"].items()]
    contents = told.get("requestBody", {}).get("content", {})
    content_type, content = _first(contents)
    schema = _resolved(content.get("schema", {}))
    [[scope]] = [next(iter(one.values())) for one in told["security"]]
    return ShownOperation(
        told["operationId"], verb.upper(), path, told["summary"], _beyond(told), scope,
        [_parameter(one) for one in told["parameters"]], content_type, _members(schema),
        _example(content), [one for one in answers if one.status < "400"],
        [one for one in answers if one.status >= "400"],
    )  # fmt: skip


def _beyond(told: dict[str, Any]) -> SafeString:
    """Return what the description says beyond the summary, which stands above it already."""
    description = told["description"]
    return marked("" if description.rstrip(".") == told["summary"] else description)


def marked(text: str) -> SafeString:
    """Draw a text; what stands between backticks is code."""
    parts = text.split("`")
    return join(fill("<code>{}</code>", part) if n % 2 else part for n, part in enumerate(parts))


def _parameter(told: dict[str, Any]) -> ShownMember:
    where = {"path": "in the path", "header": "header"}.get(told["in"], "")
    type = join([part for part in (where, _type(told["schema"])) if part], ", ")
    means = told.get("description") or told["schema"].get("description", "")
    return ShownMember(told["name"], type, told["required"], marked(means))


def _answer(status: str, told: dict[str, Any]) -> ShownAnswer:
    told = _resolved(told)
    content_type, content = _first(told.get("content", {}))
    is_json = content_type == "application/json"
    type = _type(content.get("schema", {})) if is_json else marked(content_type)
    return ShownAnswer(status, told["description"], type)


def _first(contents: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return next(iter(contents.items()), ("", {}))


def _members(schema: dict[str, Any], given: bool = True) -> list[ShownMember]:
    """Return the members of a shape; `given` by a program, with which of them are required."""
    needed = set(schema.get("required", ())) if given else set()
    return [
        ShownMember(name, _type(one), name in needed, marked(one.get("description", "")))
        for name, one in schema.get("properties", {}).items()
    ]


def _type(schema: dict[str, Any]) -> SafeString:
    """Draw what a schema takes, in few words; a shape leads to where it is told."""
    if "$ref" in schema:
        if "enum" in (named := _resolved(schema)):
            return _type(named)
        name = schema["$ref"].rpartition("/")[2]
        of_list = name.removeprefix(PAGE).rstrip("_")
        lead = fill('<a href="#{}">{}</a>', of_list, of_list)
        return join(["a page of ", lead]) if name.startswith(PAGE) else lead
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return join(dict.fromkeys(_type(one) for one in choices), " or ")
    if "enum" in schema:
        return join([str(one) or "''" for one in schema["enum"]], " | ")
    if schema.get("type") == "array":
        return join(["list of ", _type(schema.get("items", {}))])
    plain = schema.get("const") or schema.get("format") or schema.get("type", "anything")
    return join([str(plain)])


def _example(content: dict[str, Any]) -> str:
    """Return the example of a body as it is sent; '' where there is no body."""
    example = content.get("example", "")
    return (
        example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
    )


def _resolved(told: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in told:
        return told
    found: Any = description()
    for step in told["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found  # type: ignore[no-any-return]
