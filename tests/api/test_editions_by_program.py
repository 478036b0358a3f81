"""Editions of a brief by program: published, read, compared, withdrawn; and the appendix."""

import hashlib
import json

import pytest

from annotator.annotations.models import Annotation
from annotator.comparison.models import Edition
from tests.api.programs import SETTLED, problem, program_of
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, settle, telling
from tests.conftest import assign

pytestmark = pytest.mark.django_db
EDITIONS = "stories/pipeline/editions"
NEW = {"title": "Who says how long", "note": "As of Monday.", "signed": "The desk"}


def say(story, source, number, by, question):
    article = telling(story, source, number, by, question)
    settle(article, *Annotation.objects.filter(article=article))
    rows_ready()
    return article


@pytest.fixture
def length(story):
    return ask(story)


@pytest.fixture
def settled(story, labels, ada, length):
    return say(story, "Post", "1100", ada, length), say(story, "Meridian", "800", ada, length)


def test_an_edition_is_published_read_compared_and_withdrawn(story, settled, length, ada, cy, mo):
    manager, reader = program_of(mo), program_of(cy, "settled", **SETTLED)
    made = manager.post(EDITIONS, NEW)
    assert (made.status_code, made.found["number"], made.found["rows"]) == (201, 1, 1)
    assert reader.get(EDITIONS).found["items"] == [made.found]
    assert reader.get(f"{EDITIONS}/1").found == made.found
    document = reader.get(f"{EDITIONS}/1/document")
    assert hashlib.sha256(document.raw).hexdigest() == made.found["sha256"]
    assert json.loads(document.raw)["title"] == NEW["title"]
    assert "says the same" in problem(manager.post(EDITIONS, NEW), 422)["detail"]
    assert reader.get(f"{EDITIONS}/1/changes").found == {"rows": [], "texts": []}
    say(story, "Herald", "900", ada, length)
    [row] = reader.get(f"{EDITIONS}/1/changes").found["rows"]
    assert (row["kind"], row["values"][0]["came"]) == ("other answers", ["Herald"])
    assert manager.post(EDITIONS, NEW | {"title": "Again"}).found["number"] == 2
    assert len(reader.get(f"{EDITIONS}/2/changes?since=1").found["rows"]) == 1
    problem(reader.get(f"{EDITIONS}/2/changes?since=2"), 404)
    withdrawn = manager.post(f"{EDITIONS}/1/withdraw", {"reason": "Wrong.", "replaced_by": 2})
    told = withdrawn.found["withdrawn"]
    assert (told["reason"], told["replaced_by"]) == ("Wrong.", 2)
    for part in ("document", "changes"):
        assert "Wrong." in problem(reader.get(f"{EDITIONS}/1/{part}"), 410)["detail"]
    assert manager.post(f"{EDITIONS}/1/restore").found["withdrawn"] is None
    problem(manager.post(f"{EDITIONS}/1/restore"), 422)


def test_a_public_link_is_switched(settled, client, mo):
    manager = program_of(mo)
    assert manager.post(EDITIONS, NEW).found["public"] is None
    address = manager.post(f"{EDITIONS}/1/link", {"act": "on"}).found["public"]
    assert client.get(address).status_code == 200
    other = manager.post(f"{EDITIONS}/1/link", {"act": "renew"}).found["public"]
    assert other != address
    assert manager.post(f"{EDITIONS}/1/link", {"act": "off"}).found["public"] is None
    problem(manager.post(f"{EDITIONS}/1/link", {"act": "off"}), 422)
    problem(manager.post(f"{EDITIONS}/1/link", {"act": "perhaps"}), 422)


@pytest.mark.parametrize(
    "given, place",
    [({"title": ""}, "/title"), ({"title": "x" * 201}, "/title"), ({"name": "x"}, "/title")],
)
def test_what_does_not_fit_is_told_its_place(settled, mo, given, place):
    found = problem(program_of(mo).post(EDITIONS, given), 422)
    assert place in [fault["pointer"] for fault in found["errors"]]
    assert not Edition.objects.exists()
    program_of(mo, "other").post(EDITIONS, NEW)
    [fault] = problem(program_of(mo, "third").post(f"{EDITIONS}/1/withdraw", {"reason": ""}), 422)[
        "errors"
    ]
    assert fault["pointer"] == "/reason"


def test_who_has_still_to_read_is_let_in_to_the_frame_alone(settled, cy, mo):
    program_of(mo).post(EDITIONS, NEW)
    assign(settled[0], cy)
    program = program_of(cy)
    assert program.get(f"{EDITIONS}/1").found["closed"]
    for part in ("document", "changes"):
        assert "still to read" in problem(program.get(f"{EDITIONS}/1/{part}"), 403)["detail"]
    assign(settled[0], mo)
    assert "still to read" in problem(program_of(mo, "2").post(EDITIONS, NEW), 422)["detail"]


def test_editions_are_listed_in_pages_with_as_many_statements(
    settled, story, mo, django_assert_max_num_queries
):
    program = program_of(mo)
    program.post(EDITIONS, NEW)
    first = Edition.objects.get()
    with django_assert_max_num_queries(10) as few:
        program.get(EDITIONS)
    for number in (2, 3):
        first.pk, first.number = None, number
        first.save()
    with django_assert_max_num_queries(len(few)):
        page = program.get(f"{EDITIONS}?limit=2").found
    rest = program.get(f"{EDITIONS}?limit=2&cursor={page['next']}").found
    assert [one["number"] for one in page["items"] + rest["items"]] == [1, 2, 3]


def test_the_appendix_is_that_of_the_page(settled, cy, as_user):
    program, page = program_of(cy), as_user(cy)
    for ending, kind in (("md", "text/markdown"), ("tex", "application/x-tex")):
        address = f"stories/pipeline/methods.{ending}"
        answer = program.get(f"{address}?names=usernames")
        assert answer["Content-Type"] == f"{kind}; charset=utf-8"
        assert answer.raw == page.get(f"/{address}?names=usernames").content
        assert answer.raw != program.get(address).raw
    [fault] = problem(program.get("stories/pipeline/methods.md?names=x"), 422)["errors"]
    assert fault["parameter"] == "names"
