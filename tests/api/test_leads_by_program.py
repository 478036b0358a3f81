"""Leads by program: brought, listed, judged, taken back."""

import json

import pytest

from annotator.annotations.models import Annotation
from annotator.comparison.models import Lead
from tests.api.programs import SETTLED, problem, program_of
from tests.comparison.conftest import rows_ready
from tests.comparison.leads.making import asserted
from tests.comparison.sources import ask, settle, telling
from tests.conftest import assign

pytestmark = pytest.mark.django_db
LEADS = "stories/pipeline/leads"


@pytest.fixture
def told(story, labels, ada):
    question = ask(story)
    articles = [
        telling(story, *one, ada, question) for one in (("Post", "1100"), ("Globe", "2000"))
    ]
    for article in articles:
        settle(article, Annotation.objects.get(article=article))
    rows_ready()
    return articles


def test_a_file_comes_in(told, mo):
    program = program_of(mo)
    file = json.dumps([asserted(told[0], "1100 km", told[1], "nowhere", question="?")])
    answer = program.send_files(LEADS, {"preview": "true"}, "file", leads=file)
    assert (answer.status_code, answer.found["lost"], Lead.objects.count()) == (200, 1, 0)
    answer = program.send_files(LEADS, {}, "file", leads=file)
    wanted = {"stored": 1, "known": 0, "lost": 1, "unknown_questions": {"?": 1}, "waiting": False}
    assert (answer.status_code, answer.found) == (201, wanted)
    answer = program.send_files(LEADS, {}, "file", leads=file)
    assert (answer.status_code, answer.found["known"], Lead.objects.count()) == (200, 1, 1)
    refused = program.send_files(LEADS, {}, "file", leads="[{}]")
    assert (refused.status_code, "fill this in" in refused.found["detail"]) == (422, True)


def test_one_is_judged_and_that_is_taken_back(told, mo, cy):
    file = json.dumps([asserted(told[0], "1100 km", told[1], "2000 km", asserted_by="m")])
    program_of(mo).send_files(LEADS, {}, "file", leads=file)
    program = program_of(cy)
    [lead] = program.get(f"{LEADS}?state=unread&settled=both&source=post&asserted_by=m").found[
        "items"
    ]
    assert (lead["state"], lead["verdict"], lead["one"]["quote"]) == ("unread", None, "1100 km")
    at = f"{LEADS}/{lead['id']}"
    assert program.get(at).found == lead
    given = {"verdict": "confirmed", "basis": lead["basis"]}
    problem(program.post(f"{at}/verdict", given | {"basis": "x"}), 409)
    problem(program.post(f"{at}/verdict", given | {"verdict": "not so"}), 422)
    problem(program.post(f"{at}/verdict", given | {"verdict": "unread"}), 422)
    made = program.post(f"{at}/verdict", given)
    assert made.status_code == 201
    assert (made.found["state"], made.found["verdict"]["stale"]) == ("confirmed", False)
    problem(program.post(f"{at}/verdict", given), 422)
    assert program.post(f"{at}/undo").found["state"] == "unread"
    problem(program.post(f"{at}/undo"), 409)
    for wrong in ("state=wet", "source=nobody", "settled=x", "sort=source", "question=0"):
        problem(program.get(f"{LEADS}?{wrong}"), 422)
    problem(program_of(cy, "settled", **SETTLED).get(at), 403)
    assign(told[0], cy)
    assert program.get(LEADS).found["items"] == []
    problem(program.get(at), 404)
