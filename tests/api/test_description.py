"""What the description says of bodies, answers and tags is so."""

import json

import pytest
from jsonschema import Draft202012Validator

from annotator.api.describing.openapi import description, operations_of
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
