"""The description of the API, OpenAPI 3.1: what ninja knows, with scopes, problems and examples."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings

from annotator.api.describing.examples import Examples
from annotator.api.desk_api import api
from annotator.api.problems import CONTENT_TYPE
from annotator.people.models import TokenScope

PREFIX = "api/v1"
SECURITY = "token"
STREAMED = ("table_", "format_")
"""How the names of operations begin whose answers come piece by piece, and so have no ETag."""
VERBS = ("get", "post", "patch", "put", "delete")
REFUSALS = {
    400: "The body cannot be read.",
    401: "No token, or one that opens nothing.",
    403: "The token lacks the scope, or its person the role; or they have still to read.",
    404: "There is nothing at this address for you.",
    409: "It was changed in the meantime.",
    410: "It is withdrawn: why.",
    412: "It is not as If-Match says.",
    413: "The body is too large.",
    422: "It does not fit: the place, and why. Nothing was stored.",
    429: "Too many requests in a minute: Retry-After says how long to wait.",
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What stands against a request, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["about:blank"]},
        "title": {"type": "string", "examples": ["Unprocessable Content"]},
        "status": {"type": "integer", "examples": [422]},
        "detail": {"type": "string", "description": "What is wrong, and what to do."},
        "errors": {
            "type": "array",
            "description": "Each thing that is wrong, with its place.",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "A JSON pointer into the body; '' is all of it.",
                        "examples": ["/quote"],
                    },
                    "parameter": {"type": "string", "examples": ["cursor"]},
                    "line": {"type": "integer", "description": "Of a table that was sent."},
                    "detail": {"type": "string"},
                },
            },
        },
        "today": {
            "description": "Of a stale change: the annotation as it stands now, or null.",
            "anyOf": [{"$ref": "#/components/schemas/AnnotationOut"}, {"type": "null"}],
        },
        "version": {"type": "integer", "description": "Of an article: its version now."},
    },
}


@cache
def description() -> dict[str, Any]:
    """Return the description, made once."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"{PREFIX}/"))
    if settings.FORCE_SCRIPT_NAME:
        found["servers"] = [{"url": settings.FORCE_SCRIPT_NAME}]
    components = found["components"]
    examples = Examples(components["schemas"])
    for path, verb, operation in operations_of(found):
        _complete(path, verb, operation)
        examples.complete(operation)
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {
        f"Problem{status}": {
            "description": told,
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, told in REFUSALS.items()
    }
    components["securitySchemes"] = {
        SECURITY: {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal token, ann_…, made on the page of one's account. "
            "Its scopes: "
            + "; ".join(f"`{scope.value}`: {scope.label}" for scope in TokenScope)
            + ".",
        }
    }
    return found


def operations_of(found: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each operation of a description with its path and its verb."""
    for path, verbs in found["paths"].items():
        for verb in VERBS:
            if verb in verbs:
                yield path, verb, verbs[verb]


def query_names(verb: str, route: str) -> frozenset[str]:
    """Return the names of the parameters that an address takes."""
    verb = "get" if verb == "HEAD" else verb.lower()
    operation = description()["paths"].get(f"/{PREFIX}/{route}", {}).get(verb, {})
    return frozenset(one["name"] for one in operation.get("parameters", ()) if one["in"] == "query")


MEANS = {
    "slug": "The story's slug.",
    "article_id": "The article's number on this desk.",
    "assignment_id": "The assignment's number.",
    "question_id": "The question's number, which is the row's, too.",
    "version": "The number of the version, from 1.",
    "entity": "The entity's slug.",
    "reader": "The user name of the machine's account.",
    "run_id": "The run's number.",
    "edition": "The edition's number within its story.",
    "placement_id": "The number of what was left behind.",
    "change_id": "The number of what was said of a part.",
    "username": "The member's user name.",
    "invitation_id": "The invitation's number.",
    "webhook_id": "The webhook's number.",
    "delivery_id": "The message's number.",
    "act": "What the act of linking is called.",
    "curation_id": "The curation's number.",
    "claim_id": "The claim, which is an annotation.",
}
"""By name, what a part of an address is."""


def _complete(path: str, verb: str, operation: dict[str, Any]) -> None:
    scope = operation.pop("x-scope")
    operation["security"] = [{SECURITY: [scope]}]
    for one in operation["parameters"]:
        if one["in"] == "path" and one["name"] in MEANS:
            one["description"] = MEANS[one["name"]]
    if verb == "get" and not operation["operationId"].startswith(STREAMED):
        operation["parameters"].append(_header("If-None-Match", "An ETag: 304 where it stands."))
        operation["responses"][304] = {"description": "It is as you have it."}
    refusals = {401, 403, 429, *operation.pop("x-refusals")}
    refusals |= {404} if "{" in path else set()
    refusals |= {422} if operation["parameters"] or "requestBody" in operation else set()
    refusals |= {400, 413, 422} if "requestBody" in operation else set()
    if 412 in refusals:
        operation["parameters"].append(_header("If-Match", "The ETag of what is to be changed."))
    for status in sorted(refusals):
        operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
    operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
    # Actions are refused by what stands already: 422 with the reason.
    if verb != "get":
        refused = {"$ref": "#/components/responses/Problem422"}
        operation["responses"].setdefault("422", refused)
    told = operation.get("description", "").split("\n\n")[0].replace("\n", " ")
    first, _, rest = told.partition(". ")
    if not operation["operationId"].startswith("table_"):
        operation["summary"] = first.rstrip(".").partition(":")[0]
    operation["description"] = told if rest or ":" in first else f"{first.rstrip('.')}."


def _header(name: str, means: str) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": 200}
    return {"in": "header", "name": name, "required": False, "schema": schema, "description": means}
