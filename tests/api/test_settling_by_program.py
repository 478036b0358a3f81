"""Settling by program: places, decisions and their undo, many at once, the end of it."""

from uuid import uuid4

import pytest

from annotator.annotations.models import Annotation, Assignment
from annotator.vocabulary.models import Label
from tests.api.programs import problem, program_of
from tests.conftest import assign
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(article, labels, ada, bo):
    """Ada and Bo agree on one place, and differ on another."""
    for who in (ada, bo):
        mark(article, who, "noon", "claim-event")
    mark(article, ada, "1,100 kilometres", "claim-quantity")
    submit(article, ada, bo)
    return f"articles/{article.pk}"


def test_a_place_is_decided_and_taken_back(read, cy):
    program = program_of(cy)
    [place] = program.get(f"{read}/places?show=missed").found["items"]
    [lane] = place["lanes"]
    assert place["state"] == "open"
    assert sorted(lane["readers"] + place["absent"]) == ["A", "B"]
    body = {"stamp": place["stamp"], "accept": lane["annotations"][:1], "op": str(uuid4())}
    made = program.post(f"{read}/decisions", body)
    assert (made.status_code, made.found["outcome"]) == (201, "accepted")
    assert program.post(f"{read}/decisions", body).found == made.found
    stale = body | {"op": str(uuid4())}
    assert "decided or changed" in problem(program.post(f"{read}/decisions", stale), 409)["detail"]
    [listed] = program.get(f"{read}/decisions").found["items"]
    assert (listed["id"], listed["decided_by"]) == (made.found["id"], "cy")
    assert program.get(f"{read}/settling").found["settled"] == 1
    undone = f"{read}/decisions/{listed['id']}/undo"
    assert program.post(undone).status_code == 200
    problem(program.post(undone), 409)
    assert program.get(f"{read}/decisions").found["items"] == []


def test_none_is_right_or_something_else_is(read, cy, article):
    program = program_of(cy)
    [place] = program.get(f"{read}/places?show=missed").found["items"]
    none = program.post(f"{read}/decisions", {"stamp": place["stamp"], "none": True})
    assert none.found["outcome"] == "none"
    start = article.text.index("Karachi")
    wanted = {"label": "entity-place", "start": start, "end": start + 7, "quote": "Karachi"}
    added = program.post(f"{read}/decisions", {"wanted": wanted, "reason": "Nobody saw it."})
    assert (added.found["outcome"], added.found["reason"]) == ("added", "Nobody saw it.")
    [place] = program.get(f"{read}/places?show=agreed").found["items"]
    written = {
        "label": "claim-quantity",
        "start": place["start"],
        "end": place["end"],
        "quote": "noon",
    }
    edited = program.post(f"{read}/decisions", {"stamp": place["stamp"], "wanted": written})
    assert edited.found["outcome"] == "edited"
    golds = Annotation.objects.filter(layer="gold").values_list("label_id", flat=True)
    assert sorted(golds) == ["claim-quantity", "entity-place"]


@pytest.mark.parametrize(
    "body, place",
    [
        ({}, "/stamp"),
        ({"stamp": "x"}, "/accept"),
        ({"stamp": "x", "accept": ["1"]}, "/accept/0"),
        ({"stamp": "x", "none": True, "wanted": {"label": "a", "start": 0, "end": 1, "quote": "T"}}, "/wanted"),
        ({"wanted": {"label": "claim-event", "start": 0, "end": 3, "quote": "She"}}, "/wanted"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_its_place(read, cy, body, place):
    faults = problem(program_of(cy).post(f"{read}/decisions", body), 422)["errors"]
    assert place in [fault["pointer"] for fault in faults]
    assert not Annotation.objects.filter(layer="gold").exists()


def test_what_all_agree_on_is_settled_at_once_and_the_article_finished(read, cy, article):
    program = program_of(cy)
    planned = program.get(f"{read}/automatic?rule=agreed").found
    assert (planned["settles"], planned["leaves"]) == (1, {"annotators differ": 1})
    asked = {"rule": "agreed", "places": planned["places"]}
    act = program.post(f"{read}/automatic", asked)
    assert act.status_code == 201
    problem(program.post(f"{read}/automatic", asked), 409)
    assert (
        "1 place is not settled" in problem(program.post(f"{read}/settling/finish"), 422)["detail"]
    )
    [place] = program.get(f"{read}/places?show=todo").found["items"]
    program.post(f"{read}/decisions", {"stamp": place["stamp"], "none": True})
    assert program.post(f"{read}/settling/finish").found["stage"] == "finished"
    problem(program.post(f"{read}/automatic/{act.found['id']}/undo"), 422)
    assert program.post(f"{read}/settling/reopen").found["stage"] == "under revision"
    assert program.post(f"{read}/automatic/{act.found['id']}/undo").status_code == 200


def test_a_whole_article_a_comment_and_a_reading_sent_back(read, cy, article):
    Label.objects.filter(slug="stance-favour").update(of_articles=True)
    program = program_of(cy)
    label = {"label": "stance-favour", "details": {"stance_target_new": "The line"}}
    assert program.post(f"{read}/document-labels", label).status_code == 201
    about = [str(Annotation.objects.filter(layer="reading").first().pk)]
    said = program.post(f"{read}/comments", {"about": about, "text": "So it is."})
    assert said.status_code == 201
    problem(program.post(f"{read}/comments", {"about": [str(uuid4())], "text": "So."}), 422)
    [reading, _] = program.get(f"{read}/settling").found["readings"]
    address = f"assignments/{reading['assignment']}/send-back"
    assert program.post(address, {"reason": "Look again."}).found["state"] == "in progress"
    assert Assignment.objects.get(pk=reading["assignment"]).reason == "Look again."


def test_who_has_still_to_read_settles_nothing(read, cy, article, mo):
    assign(article, mo)
    for address in ("places", "decisions", "settling"):
        assert (
            "still to read"
            in problem(program_of(mo, address).get(f"{read}/{address}"), 403)["detail"]
        )


def test_places_come_in_pages_and_ask_as_much_for_many(
    read, cy, article, ada, django_assert_max_num_queries
):
    program = program_of(cy)
    with django_assert_max_num_queries(14) as few:
        program.get(f"{read}/places")
    for words in ("minister", "pipeline", "Karachi"):
        mark(article, ada, words, "entity-place")
    with django_assert_max_num_queries(len(few)):
        first = program.get(f"{read}/places?limit=3").found
    rest = program.get(f"{read}/places?limit=3&cursor={first['next']}").found
    keys = [one["key"] for one in first["items"] + rest["items"]]
    assert len(set(keys)) == len(keys) == 5
    problem(program.get(f"{read}/places?cursor=MTpbXQ"), 422)
    problem(program.get(f"{read}/places?show=none"), 422)
