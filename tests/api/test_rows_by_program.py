"""Rows, cells and rulings by program; questions; and what of it rests on what is settled."""

import pytest

from annotator.comparison.models import Ruling
from tests.api.programs import SETTLED, problem, program_of
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, telling
from tests.conftest import assign

pytestmark = pytest.mark.django_db
ROWS = "stories/pipeline/rows"


@pytest.fixture
def length(story, labels, ada):
    """Two sources differ on a length; a third says nothing of a cost."""
    question = ask(story)
    for source, number in (("Post", "1100"), ("Globe", "2000")):
        telling(story, source, number, ada, question)
    ask(story, "cost", wording="What will it cost?", unit="USD")
    rows_ready()
    return question


def test_a_row_is_read_with_its_cells(length, cy):
    program = program_of(cy)
    found = program.get(f"{ROWS}?state=conflict").found
    [row] = found["items"]
    assert (row["wording"], row["sources"], row["ruling"]) == ("How long is it?", 2, None)
    assert program.get(f"{ROWS}/{length.pk}").found == row
    cells = program.get(f"{ROWS}/{length.pk}/cells?limit=1").found
    assert cells["items"][0]["said"][0]["quote"] == "1100 km"
    [other] = program.get(f"{ROWS}/{length.pk}/cells?limit=1&cursor={cells['next']}").found["items"]
    assert (other["source"], "unsettled" in other["marks"]) == ("Globe", True)
    for query, number in (
        ("source=globe", 1),
        ("text=cost", 1),
        ("having=ruled", 0),
        ("type=quantity", 2),
    ):
        assert len(program.get(f"{ROWS}?{query}").found["items"]) == number, query
    for wrong in ("state=wet", "source=nobody", "having=x", "sort=wording"):
        problem(program.get(f"{ROWS}?{wrong}"), 422)


def test_a_row_is_ruled_on_and_that_is_taken_back(length, cy):
    program = program_of(cy)
    basis = program.get(f"{ROWS}/{length.pk}").found["basis"]
    ruling = {"state": "agree", "reason": "They round.", "basis": basis}
    problem(program.post(f"{ROWS}/{length.pk}/rulings", ruling | {"basis": "x"}), 409)
    problem(program.post(f"{ROWS}/{length.pk}/rulings", ruling | {"state": "wet"}), 422)
    made = program.post(f"{ROWS}/{length.pk}/rulings", ruling)
    assert made.status_code == 201
    rows_ready()
    row = program.get(f"{ROWS}/{length.pk}").found
    assert (row["state"], row["computed_state"]) == ("agree", "conflict")
    problem(program.post(f"{ROWS}/{length.pk}/rulings", ruling), 422)
    [listed] = program.get("stories/pipeline/rulings").found["items"]
    undo = f"stories/pipeline/rulings/{listed['id']}/undo"
    assert program.post(undo).status_code == 200
    problem(program.post(undo), 409)
    assert program.get("stories/pipeline/rulings").found["items"] == []


def test_an_empty_cell_is_ruled_on(length, cy, story):
    program = program_of(cy)
    cost = story.questions.get(slug="cost")
    cell = program.get(f"{ROWS}/{cost.pk}/cells").found["items"][0]
    assert cell["said"] == []
    address = f"{ROWS}/{cost.pk}/cells/{cell['article']}/rulings"
    body = {"verdict": "silent", "reason": "I looked.", "basis": cell["basis"]}
    assert program.post(address, body).found["article"] == cell["article"]
    answered = program.get(f"{ROWS}/{length.pk}/cells").found["items"][0]
    address = f"{ROWS}/{length.pk}/cells/{answered['article']}/rulings"
    found = problem(program.post(address, body | {"basis": answered["basis"]}), 422)
    assert "it is not silent" in found["detail"]
    assert Ruling.objects.count() == 1


def test_with_read_settled_nothing_shows_of_what_is_not(length, cy):
    settled = program_of(cy, "settled", **SETTLED)
    row = settled.get(f"{ROWS}/{length.pk}").found
    assert (row["state"], row["settled_state"], row["sources"]) == (None, "unanswered", None)
    cells = settled.get(f"{ROWS}/{length.pk}/cells").found["items"]
    assert [(cell["said"], cell["marks"]) for cell in cells] == [([], []), ([], [])]
    problem(settled.get(f"{ROWS}?state=conflict"), 403)
    problem(settled.get("stories/pipeline/tables/conflicts.jsonl"), 403)
    assert program_of(cy).get(f"{ROWS}/{length.pk}").found["state"] == "conflict"


def test_of_an_unread_article_nothing_shows(length, mo, story, cy):
    first = story.articles.order_by("pk").first()
    assign(first, mo)
    program = program_of(mo)
    row = program.get(f"{ROWS}/{length.pk}").found
    assert (row["state"], row["sources"]) == ("single source", 1)
    assert program.get(f"{ROWS}?state=single+source").found["items"] == [row]
    [cell] = program.get(f"{ROWS}/{length.pk}/cells").found["items"]
    assert cell["article"] != first.pk
    Ruling.objects.create(
        question=length, verdict="state", state="agree", reason="So.", ruled_by=cy,
        ruled_at=first.created_at,
    )  # fmt: skip
    assert program.get("stories/pipeline/rulings").found["items"] == []
    assert len(program_of(cy).get("stories/pipeline/rulings").found["items"]) == 1


def test_rows_and_cells_ask_as_much_for_many(length, cy, story, ada, django_assert_max_num_queries):
    program = program_of(cy)
    addresses = (ROWS, f"{ROWS}/{length.pk}/cells")
    few = []
    for address in addresses:
        program.get(address)
        with django_assert_max_num_queries(16) as asked:
            program.get(address)
        few.append(len(asked))
    for number in range(3):
        telling(story, f"Source {number}", f"30{number}", ada, length)
        ask(story, f"more-{number}", wording=f"No. {number}?")
    rows_ready()
    for address, number in zip(addresses, few, strict=True):
        with django_assert_max_num_queries(number):
            assert len(program.get(address).found["items"]) == 5


class TestQuestions:
    ADDRESS = "stories/pipeline/questions"

    def test_asked_once_and_changed_where_nobody_else_has(self, story, cy, ada):
        program = program_of(cy)
        new = {"wording": "How long is it?", "type": "quantity", "unit": "km", "tolerance": 0.02}
        made = program.post(self.ADDRESS, new)
        assert (made.status_code, made.found["tolerance"], made.found["unit"]) == (201, 0.02, "km")
        again = program.post(self.ADDRESS, new | {"wording": "how long  is it?"})
        assert (again.status_code, again.found["id"]) == (200, made.found["id"])
        address = f"{self.ADDRESS}/{made.found['id']}"
        tag = program.get(address)["ETag"]
        changed = program.patch(
            address, {"wording": "How long will it be?", "about": 0.07}, **{"If-Match": tag}
        )
        assert (changed.found["about"], changed.found["tolerance"]) == (0.07, 0.02)
        assert changed.found["wording"] == "How long will it be?"
        problem(program.patch(address, {"unit": "mi"}, **{"If-Match": tag}), 412)
        assert program_of(ada).get(f"{self.ADDRESS}?text=how&type=quantity").found["items"] == [
            changed.found
        ]

    @pytest.mark.parametrize(
        "given, place",
        [
            ({"type": "choice"}, "/options"),
            ({"tolerance": -1}, "/tolerance"),
            ({"wording": ""}, "/wording"),
            ({"wording": "x" * 301}, "/wording"),
            ({"type": "colour"}, "/type"),
            ({"whole": 1e300}, "/whole"),
        ],
    )
    def test_what_does_not_fit_is_told_its_place(self, story, cy, given, place):
        answer = program_of(cy).post(self.ADDRESS, {"wording": "How long?"} | given)
        assert place in [fault["pointer"] for fault in problem(answer, 422)["errors"]]
        assert not story.questions.exists()
