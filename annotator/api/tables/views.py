"""Every table of the desk, as CSV and as lines of JSON: declared by the registry, routed here.

A table that is added to `annotator/exchange/registry.py` has its two addresses by that.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponseBase
from ninja import Router

from annotator.annotations.models import Layer
from annotator.annotations.visibility.portions import Portion, portion_of
from annotator.api.access import ApiRequest, sees_settled_only
from annotator.api.operations import body_of, needs
from annotator.api.problems import Problem, in_query, refused
from annotator.api.tables.incoming import take_in
from annotator.exchange.registry import TABLES
from annotator.people.access import story_for
from annotator.people.models import TokenScope
from annotator.tables import JSON_LINES, Table, streamed, streamed_as_json

Asked = tuple[Portion, str, bool]
"""What one may have of a table, the story's slug, whether a byte-order mark begins the file."""


def router_of(tables: Iterable[Table[Portion]]) -> Router:
    """Return a router with two addresses a table: names.csv, names.jsonl."""
    router = Router(tags=["Tables"])
    for table in tables:
        _route(router, table, "csv", "text/csv", _as_csv)
        _route(router, table, "jsonl", JSON_LINES, _as_json)
    return router


def _as_csv(table: Table[Portion], asked: Asked) -> HttpResponseBase:
    portion, slug, bom = asked
    return streamed(table, portion, slug, bom=bom)


def _as_json(table: Table[Portion], asked: Asked) -> HttpResponseBase:
    portion, slug, _ = asked
    return streamed_as_json(table, portion, slug)


def _route(
    router: Router,
    table: Table[Portion],
    ending: str,
    content_type: str,
    send: Callable[[Table[Portion], Asked], HttpResponseBase],
) -> None:
    def download(request: ApiRequest, slug: str) -> HttpResponseBase:
        return send(table, _portion(request, table, slug, with_bom=ending == "csv"))

    download.__name__ = f"table_{table.name}_{ending}"
    people = "every member" if len(table.roles) > 2 else "adjudicators and managers"
    download.__doc__ = f"{table.sentence} For {people}."
    answer = body_of(content_type, {"type": "string"}, f"{table.name}.{ending}")
    more: dict[str, Any] = {"parameters": _parameters(table, ending), **answer}
    router.get(
        f"/stories/{{str:slug}}/tables/{table.name}.{ending}",
        summary=f"Take {table.name}.{ending}",
        **needs(TokenScope.READ_SETTLED, **more),
    )(download)


def _portion(request: ApiRequest, table: Table[Portion], slug: str, *, with_bom: bool) -> Asked:
    story = story_for(request, slug, table.roles)
    address = request.GET.copy()
    if sees_settled_only(request):
        _narrow_to_settled(address, table)
    form = table.filters(address, story, request.membership)
    if not form.is_valid():
        raise refused(form, in_query)
    portion = portion_of(table, [story], form, request.membership)
    return portion, story.slug, with_bom and form.bom_wanted()


def _narrow_to_settled(address: Any, table: Table[Portion]) -> None:
    """Ask for what is settled alone. Raises Problem, 403, where the table holds more than that."""
    asked = address.get("layer", Layer.GOLD)
    if "layer" not in table.filters.base_fields or asked != Layer.GOLD:
        told = "The token reads what is settled alone, and this is more: make one that reads all."
        raise Problem(403, told)
    address["layer"] = Layer.GOLD.value


def _parameters(table: Table[Portion], ending: str) -> list[dict[str, Any]]:
    found = []
    for name, field in table.filters.base_fields.items():
        if name == "bom" and ending != "csv":
            continue
        schema: dict[str, Any] = {"type": "string", "maxLength": 200}
        told = str(field.label or name.replace("_", " "))
        if type(field).__name__ == "ChoiceField":
            schema["enum"] = [str(value) for value, _ in field.choices]  # type: ignore[attr-defined]
        found.append(
            {"in": "query", "name": name, "required": False, "schema": schema, "description": told}
        )
    return found


router = router_of(TABLES)
take_in(router)
