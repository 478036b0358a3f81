"""What the description says of bodies, answers and tags is so."""

import json
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from ninja import Schema

from annotator.annotations.models import Placement, RegionChange
from annotator.api.corrections import schemas as corrections
from annotator.api.curation import schemas as curation
from annotator.api.describing.openapi import description, operations_of
from annotator.comparison.models import Curation
from articles.models import Region
from tests.api.programs import program_of
from tests.api.test_api_doors import address_of

JSON = "application/json"


def contents():
    """Every body, and every answer in JSON that the description tells the shape of."""
    for path, verb, operation in operations_of(description()):
        at = f"{verb} {path}"
        for told in operation.get("requestBody", {}).get("content", {}).values():
            yield at, told
        for status, answer in operation["responses"].items():
            content = answer.get("content", {}).get(JSON)
            if status.startswith("2") and content and content["schema"]:
                yield f"{at} {status}", content


def test_every_body_and_every_answer_has_an_example_that_fits_it():
    components = description()["components"]
    found = list(contents())
    assert len(found) > 100
    for at, told in found:
        assert "example" in told, at
        json.dumps(told["example"])
        checking = Draft202012Validator({**told["schema"], "components": components})
        assert [f"{at}: {fault.message}" for fault in checking.iter_errors(told["example"])] == []
        assert told["example"] not in ({}, []), at


def enums_of(kind: Any) -> Iterator[type[Enum]]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield kind
    for part in get_args(kind):
        yield from enums_of(part)


def test_no_two_lists_of_words_have_one_name():
    """Of two that have, the description would tell one in both places."""
    walked = [Schema]
    found: dict[str, set[type]] = {}
    for schema in walked:
        walked += [one for one in schema.__subclasses__() if one not in walked]
        for field in schema.model_fields.values():
            for one in enums_of(field.annotation):
                found.setdefault(one.__name__, set()).add(one)
    assert len(found) > 5
    assert {name: kinds for name, kinds in found.items() if len(kinds) > 1} == {}


@pytest.mark.parametrize(
    "told, stored",
    [
        (corrections.PlacementOutcome, Placement.Outcome),
        (corrections.PlacementVerdict, Placement.Verdict),
        (corrections.RegionState, RegionChange.State),
        (corrections.RegionRole, Region.Role),
        (curation.CurationKind, Curation.Kind),
    ],
)
def test_words_that_are_told_are_those_that_are_stored(told, stored):
    assert sorted(get_args(told)) == sorted(stored.values)


@pytest.mark.django_db
def test_what_says_304_has_a_tag_and_whatever_is_read_answers_head(things, root):
    program, tagged, asked = program_of(root), 0, 0
    for path, verb, operation in operations_of(description()):
        if verb != "get":
            continue
        address = address_of(path, operation["operationId"], things)
        answer, head = program.get(address), program.ask("HEAD", address)
        assert (head.status_code, head.raw) == (answer.status_code, b""), address
        for name in ("Content-Type", "ETag", "Cache-Control", "Vary"):
            assert head.headers.get(name) == answer.headers.get(name), (address, name)
        headers = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
        says = "304" in operation["responses"]
        assert says == ("If-None-Match" in headers), address
        if answer.status_code != 200:
            continue
        asked += 1
        assert says == ("ETag" in answer), address
        if says:
            again = program.get(address, **{"If-None-Match": answer["ETag"]})
            assert (again.status_code, again.raw) == (304, b""), address
            assert head["Content-Length"] == str(len(answer.raw))
            tagged += 1
    assert asked > tagged > 20


@pytest.mark.django_db
def test_head_is_told_where_another_verb_is_refused(cast, client):
    answer = cast["root"].ask("DELETE", "stories")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert client.head("/api/v1/openapi.json").status_code == 200
