"""What corrected texts left behind, and the parts of a page, by program."""

import pytest

from annotator.annotations.models import Annotation, Placement, RegionChange
from annotator.annotations.revision.actions import revise
from articles.models import Article
from articles.versions.actions import NewText
from tests.api.programs import problem, program_of
from tests.conftest import TEXT
from tests.reconciliation.conftest import mark, submit

CORRECTED = TEXT.replace("1,100 kilometres", "1,300 kilometres").replace(", an analyst", "")
MARKS = {"reads": "read", "annotates": True, "manages": False}

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(article, labels, ada, mo):
    """Ada marked the length and the analyst; the corrected text has another length, no analyst."""
    mark(article, ada, "1,100 kilometres", "claim-quantity", value="1,100 kilometres")
    mark(article, ada, "an analyst", "entity-person")
    submit(article, ada)
    revise(article, mo, NewText(article.title, CORRECTED))
    return f"articles/{article.pk}/corrected"


def listed(program, address) -> dict[str, dict]:
    return {one["was"]: one for one in program.get(address).found["items"]}


class TestLeftBehind:
    def test_it_is_kept_moved_dropped_and_looked_at_again(self, corrected, ada):
        program = program_of(ada)
        found = listed(program, corrected)
        length, analyst = found["1,100 kilometres"], found["an analyst"]
        assert (length["verdict"], analyst["outcome"]) == ("", "orphaned")
        kept = program.post(f"{corrected}/{length['id']}/keep", {})
        assert (kept.found["verdict"], kept.found["by"]) == ("accepted", "ada")
        assert Annotation.objects.get().quote == "1,300 kilometres"
        problem(program.post(f"{corrected}/{length['id']}/keep", {}), 409)
        assert program.post(f"{corrected}/{length['id']}/undo").found["verdict"] == ""
        assert not Annotation.objects.exists()
        start = CORRECTED.index("Omar Reza")
        span = {"start": start, "end": start + 9, "quote": "Omar Reza"}
        moved = program.post(f"{corrected}/{analyst['id']}/keep", span)
        assert moved.found["verdict"] == "marked"
        assert program.post(f"{corrected}/{length['id']}/drop").found["verdict"] == "dropped"
        assert program.get(f"{corrected}?open=true").found["items"] == []
        assert len(program.get(f"{corrected}?open=false&limit=1").found["items"]) == 1

    @pytest.mark.parametrize(
        "span",
        [{}, {"start": 3}, {"start": 3, "end": 9, "quote": "nothing"}, {"start": -1}, {"at": 3}],
    )
    def test_what_cannot_be_changes_nothing(self, corrected, ada, span):
        program = program_of(ada)
        analyst = listed(program, corrected)["an analyst"]
        problem(program.post(f"{corrected}/{analyst['id']}/keep", span), 422)
        assert set(Placement.objects.values_list("verdict", flat=True)) == {""}

    def test_another_neither_sees_nor_judges_it(self, corrected, ada, bo, cy, stranger):
        key = listed(program_of(ada), corrected)["an analyst"]["id"]
        for other in (bo, cy):
            program = program_of(other)
            assert program.get(corrected).found["items"] == []
            problem(program.post(f"{corrected}/{key}/drop"), 403)
        problem(program_of(stranger).post(f"{corrected}/{key}/drop"), 404)

    def test_of_what_is_settled_the_token_needs_manage(self, article, labels, cy, mo):
        made = mark(article, cy, "an analyst", "entity-person")
        Annotation.objects.filter(pk=made.pk).update(layer="gold")
        revise(article, mo, NewText(article.title, CORRECTED))
        address = f"articles/{article.pk}/corrected"
        [one] = program_of(cy).get(address).found["items"]
        assert one["settled"]
        less = program_of(cy, "marks", **MARKS)
        assert "scope manage" in problem(less.post(f"{address}/{one['id']}/drop"), 403)["detail"]
        # Nobody has read it, so the act itself refuses: the scope is in the way no more.
        refused = problem(program_of(cy, "2").post(f"{address}/{one['id']}/drop"), 422)
        assert "scope" not in refused["detail"]

    def test_as_many_statements_for_many(self, corrected, ada, django_assert_max_num_queries):
        program = program_of(ada)
        with django_assert_max_num_queries(12) as few:
            program.get(f"{corrected}?limit=1")
        with django_assert_max_num_queries(len(few)):
            program.get(corrected)


def test_a_version_is_undone(article, labels, mo, ada):
    address = f"articles/{article.pk}/versions"
    manager = program_of(mo)
    made = manager.post(address, {"text": CORRECTED, "base": 1})
    assert made.found["number"] == 2
    problem(program_of(ada).post(f"{address}/undo"), 403)
    assert manager.post(f"{address}/undo").found["number"] == 1
    assert Article.objects.get(pk=article.pk).text == TEXT
    problem(manager.post(f"{address}/undo"), 422)


class TestRegions:
    def test_a_reader_proposes_and_a_manager_decides(self, article, reading, ada, mo):
        reader, manager, at = program_of(ada), program_of(mo), f"articles/{article.pk}/regions"
        said = {"start": 0, "end": TEXT.index("\n"), "role": "caption"}
        made = reader.post(at, said)
        assert (made.status_code, made.found["state"], made.found["by"]) == (201, "proposed", "ada")
        one = f"{at}/{made.found['id']}"
        problem(reader.post(one, {"verb": "accept"}), 403)
        [listed] = manager.get("stories/pipeline/regions?state=proposed").found["items"]
        assert listed == made.found
        assert manager.post(one, {"verb": "accept"}).found["state"] == "holds"
        assert article.regions.get().role == "caption"
        problem(manager.post(one, {"verb": "accept"}), 422)
        assert manager.post(one, {"verb": "undo"}).found["state"] == "proposed"
        assert reader.post(one, {"verb": "undo"}).found["state"] == "undone"
        assert not article.regions.exists()

    def test_a_managers_word_holds_with_the_scope(self, article, mo):
        at, said = f"articles/{article.pk}/regions", {"start": 0, "end": 5, "role": "link"}
        problem(program_of(mo, "marks", **MARKS).post(at, said), 403)
        assert program_of(mo).post(at, said).found["state"] == "holds"

    @pytest.mark.parametrize(
        "said, place",
        [
            ({"start": 0, "end": 5, "role": "advert"}, "/role"),
            ({"start": 5, "end": 5, "role": "link"}, ""),
            ({"start": 0, "end": 10**6, "role": "link"}, ""),
        ],
    )
    def test_what_does_not_fit_is_told_its_place(self, article, mo, said, place):
        answer = program_of(mo).post(f"articles/{article.pk}/regions", said)
        [fault] = problem(answer, 422)["errors"]
        assert fault["pointer"] == place
        assert not RegionChange.objects.exists()

    def test_another_reader_does_not_learn_of_it(self, article, reading, ada, bo, stranger):
        at = f"articles/{article.pk}/regions"
        made = program_of(ada).post(at, {"start": 0, "end": 5, "role": "link"}).found
        for other in (bo, stranger):
            problem(program_of(other).post(f"{at}/{made['id']}", {"verb": "undo"}), 404)
        problem(program_of(bo, "2").get("stories/pipeline/regions"), 403)
