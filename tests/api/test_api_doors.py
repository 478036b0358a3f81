"""Each operation of the schema lets in whom the table of doors says, with which token, and nobody
else. The operations come from the schema itself: one that the table does not name fails the test.
"""

import json
import re
from typing import Any

from annotator.api.describing.openapi import description, operations_of
from annotator.exchange.formats.registry import written_formats
from annotator.exchange.registry import TABLES
from tests.access.asking import undone
from tests.api.doors import BODIES, EVERYBODY, HIDDEN, OPERATIONS, QUERIES
from tests.api.programs import READS, SETTLED, Program, problem, program_of

ABSENT = {
    "slug": "no-such-story",
    "entity": "nobody",
    "reader": "nobody",
    "annotation_id": "00000000-0000-4000-8000-0000000000ff",
    "task_id": "00000000-0000-4000-8000-0000000000ff",
    "claim_id": "00000000-0000-4000-8000-0000000000ff",
    "act": "1645695000-0a1b2c3d",
    "username": "nobody",
}
TABLE_DOORS = {
    f"table_{table.name}_{ending}": frozenset(
        {"cy", "mo", "root"} | ({"ada"} if "annotator" in table.roles else set())
    )
    for table in TABLES
    for ending in ("csv", "jsonl")
}
FORMAT_DOORS = {
    f"format_{one.name.replace('-', '_')}": frozenset(
        {"cy", "mo", "root"} | ({"ada"} if one.open_to(False) else set())
    )
    for one in written_formats()
}
DOORS = OPERATIONS | TABLE_DOORS | FORMAT_DOORS
VERBS = ("get", "post", "put", "patch", "delete")


def address_of(path: str, id: str, things: dict[str, Any]) -> str:
    """The address of an operation: of an article whose readings are submitted, where they
    are settled."""
    named = dict(things)
    if id == "send_back":
        named["assignment_id"] = things["submitted"]
    if id in {"undo_decision", "list_decisions", "rule_cell"}:
        named["article_id"] = things["settled"]
    return re.sub(r"{(\w+)}", lambda found: str(named[found[1]]), path) + QUERIES.get(id, "")


def ask(program: Program, id: str, verb: str, address: str) -> Any:
    if id == "add_files":
        return program.send_files(address, {"source": "The Globe"}, a="Some words.\n")
    if id == "add_foreign_files":
        line = json.dumps({"text": "Some words.", "spans": [], "answer": "accept"})
        about = {"source": "The Globe", "named": "prodigy"}
        return program.send_files(address, about, a=f"{line}\n")
    if id.startswith("bring_"):
        return program.send(address, b"story\r\n")
    if id == "add_leads":
        return program.send_files(address, {}, "file", a="[]")
    return program.ask(verb.upper(), address, BODIES.get(id))


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return list(operations_of(description()))


def test_every_operation_is_in_the_table():
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))
    assert sorted(ids) == sorted(DOORS), "say in tests/api/doors.py who may use the operation"


def test_who_may_use_each_operation(cast, things):
    nobody, wrong = Program(""), Program("ann_" + "x" * 43)
    for path, verb, operation in operations():
        id = operation["operationId"]
        address = address_of(path, id, things)
        nowhere = address_of(path, id, dict.fromkeys(things, 987654321) | ABSENT)
        body = BODIES.get(id)
        for program in (nobody, wrong):
            answer = program.ask(verb.upper(), address, body)
            problem(answer, 401)
            assert answer["WWW-Authenticate"].startswith("Bearer")
        for who, program in cast.items():
            with undone():
                answer = ask(program, id, verb, address)
            told = f"{verb} {address} answered {answer.status_code} to {who}: {answer.raw[:300]}"
            if who in DOORS[id]:
                assert answer.status_code in {200, 201, 409, 422}, told
            elif "{" in path and (who == "zed" or id in HIDDEN):
                assert answer.status_code == 404, told
            else:
                assert answer.status_code == 403, told
        if DOORS[id] != EVERYBODY and "{" in path:
            for who in ("zed", "root"):
                with undone():
                    there, absent = (ask(cast[who], id, verb, one) for one in (address, nowhere))
                if who == "zed":
                    assert there.raw == absent.raw, f"{verb} {address} tells what exists"
                else:
                    assert absent.status_code == 404, (verb, nowhere, absent.raw)


def test_a_scope_narrows_what_its_person_may(cast, things, root):
    """The superuser's token, who may everything, without the scope: 403 that names it."""
    settled = program_of(root, "settled", **SETTLED)
    reading = program_of(root, "reading", **READS)
    asked = 0
    for path, verb, operation in operations():
        [scope] = operation["security"][0]["token"]
        address = address_of(path, operation["operationId"], things)
        body = {} if "requestBody" in operation else None
        for program, holds in ((settled, {"read-settled"}), (reading, {"read-settled", "read"})):
            if scope not in holds:
                found = problem(program.ask(verb.upper(), address, body), 403)
                assert f"lacks the scope {scope}" in found["detail"], address
                asked += 1
    assert asked > 60


def test_another_verb_and_another_address_are_problems_too(cast, things):
    verbs: dict[str, set[str]] = {}
    for path, verb, _ in operations():
        verbs.setdefault(address_of(path, "", things), set()).add(verb)
    for address, there in list(verbs.items())[:12]:
        for verb in sorted({*VERBS} - there):
            answer = cast["root"].ask(verb.upper(), address, Accept="text/html")
            problem(answer, 405)
            allowed = there | ({"head"} if "get" in there else set())
            assert answer["Allow"].lower() == ", ".join(sorted(allowed))
    for address in ("nowhere", "articles/²", "stories/a%00b", "articles/99999999999999999999999"):
        problem(cast["root"].get(address), 404)


def test_a_session_opens_nothing(ada, as_user, things):
    """Else another site could ask in the name of whoever is signed in."""
    answer = as_user(ada).get("/api/v1/stories")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert as_user(ada).get("/stories/").status_code == 200
