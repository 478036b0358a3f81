"""Annotations by program: the protocol of the outbox, and what one may see."""

from uuid import uuid4

import pytest

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Label
from tests.api.conftest import settle
from tests.api.programs import READS, SETTLED, problem, program_of
from tests.conftest import TEXT, assign
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
WORDS = "1,100 kilometres"
START = TEXT.index(WORDS)


def new(**more):
    return {
        "op": str(uuid4()), "annotation": str(uuid4()), "verb": "create", "label": "claim-quantity",
        "start": START, "end": START + len(WORDS), "quote": WORDS, **more,
    }  # fmt: skip


@pytest.fixture
def program(reading, labels, ada):
    return program_of(ada)


@pytest.fixture
def changes(article):
    return f"articles/{article.pk}/changes"


def test_made_edited_deleted_and_restored(program, changes, article):
    asked = new(details={"question_new": "How long is it?", "question_type": "quantity",
                         "question_unit": "km", "value": WORDS})  # fmt: skip
    made = program.post(changes, asked)
    assert made.status_code == 201
    assert made.found["details"] == {
        "question": "how-long-is-it", "value": WORDS, "value_low": "1100", "value_high": "1100",
        "value_bounds": "[]", "unit": "km", "approximator": "exact",
    } | made.found["details"]  # fmt: skip
    id = made.found["id"]

    def then(verb, base, **more):
        body = {"op": str(uuid4()), "annotation": id, "verb": verb, "base": base, **more}
        return program.post(changes, body)

    edited = then("edit", 1, details={"note": "So it is.", "value": None})
    assert (edited.status_code, edited.found["revision"]) == (200, 2)
    assert edited.found["details"]["note"] == "So it is."
    assert "value" not in edited.found["details"]
    assert then("delete", 2).found["erased"]
    assert program.get(f"articles/{article.pk}/annotations").found["items"] == []
    assert then("restore", 3).found["revision"] == 4
    assert program.get(f"articles/{article.pk}/annotations/{id}").found["quote"] == WORDS


def test_sent_twice_it_is_stored_once(program, changes):
    asked = new()
    first, again = program.post(changes, asked), program.post(changes, asked)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.found == again.found
    assert Annotation.objects.count() == 1


def test_on_an_old_revision_it_is_refused_and_told_what_stands(program, changes):
    id = program.post(changes, new()).found["id"]
    edit = {"annotation": id, "verb": "edit", "base": 1, "details": {"note": "First."}}
    assert program.post(changes, edit | {"op": str(uuid4())}).status_code == 200
    stale = program.post(changes, edit | {"op": str(uuid4()), "details": {"note": "Second."}})
    told = problem(stale, 409)
    assert (told["today"]["revision"], told["today"]["details"]["note"]) == (2, "First.")
    problem(program.post(changes, edit | {"op": str(uuid4()), "annotation": str(uuid4())}), 409)


@pytest.mark.parametrize(
    "given, place, said",
    [
        ({"quote": "1,200 kilometres"}, "", "the text reads"),
        ({"start": 5000, "end": 5001}, "", "is no span of this text"),
        ({"label": "claim-none"}, "/label", "is no label in use"),
        ({"label": None}, "/label", "needs a label"),
        ({"details": {"entity": "nobody"}}, "/details/entity", "has no entity"),
        ({"details": {"colour": "red"}}, "/details", "is no detail"),
        ({"details": {"entity_new": "Omar"}}, "/details/entity", "has no such detail"),
        ({"verb": "edit"}, "/base", "names the revision"),
        ({"verb": "paint"}, "/verb", "create"),
        ({"op": "1"}, "/op", "valid UUID"),
        ({"start": -1}, "/start", "greater than or equal"),
        ({"start": "²"}, "/start", "valid integer"),
        ({"colour": "red"}, "/colour", "not permitted"),
    ],
)
def test_what_does_not_fit_is_told_its_place_and_nothing_is_stored(
    program, changes, given, place, said
):
    found = problem(program.post(changes, new(**given)), 422)
    assert [fault["pointer"] for fault in found["errors"]] == [place]
    assert said in found["detail"]
    assert not Annotation.everything.exists()


def test_only_who_is_assigned_marks(article, bo, labels, changes):
    assert "not assigned" in problem(program_of(bo).post(changes, new()), 422)["detail"]


def test_a_whole_article_is_labelled_without_a_span(program, changes, article):
    Label.objects.filter(slug="stance-favour").update(of_articles=True)
    asked = {
        "op": str(uuid4()),
        "annotation": str(uuid4()),
        "verb": "create",
        "label": "stance-favour",
    }
    made = program.post(changes, asked | {"details": {"stance_target_new": "The line"}})
    assert (made.status_code, made.found["start"]) == (201, None)
    assert made.found["details"] == {"stance_target": "the-line"}
    for query, number in (("true", 1), ("false", 0)):
        listed = program.get(f"articles/{article.pk}/annotations?document={query}").found["items"]
        assert len(listed) == number


def test_the_offset_counts_code_points(program, changes):
    """The text has an emoji before these words: in UTF-16 they begin one later."""
    start = TEXT.index("pipeline")
    asked = new(label="entity-place", start=start, end=start + 8, quote="pipeline")
    assert program.post(changes, asked).status_code == 201
    problem(program.post(changes, new(start=START + 1, end=START + 1 + len(WORDS))), 422)


def test_who_sees_what(article, ada, bo, cy, mo, labels):
    submit(article, ada, bo)
    mine, theirs = (mark(article, who, WORDS, "claim-quantity") for who in (ada, bo))
    gold = settle(article, cy, WORDS)
    address = f"articles/{article.pk}/annotations"

    def seen(who, query="", **scopes):
        found = program_of(who, str(uuid4()), **(scopes or READS)).get(address + query).found
        return {one["id"] for one in found["items"]}

    assert seen(ada) == {str(mine.pk)}
    assert seen(cy) == {str(one.pk) for one in (mine, theirs, gold)}
    assert seen(cy, "?layer=gold") == seen(cy, **SETTLED) == {str(gold.pk)}
    assert seen(cy, "?annotator=bo&kind=claim&label=claim-quantity") == {str(theirs.pk)}
    assert seen(ada, **SETTLED) == set()
    problem(program_of(ada).get(f"{address}/{theirs.pk}"), 404)
    assign(article, mo)
    assert seen(mo) == set()


def test_a_list_asks_as_much_for_many_as_for_few(
    program, article, ada, django_assert_max_num_queries
):
    mark(article, ada, "minister", "entity-person")
    address = f"articles/{article.pk}/annotations"
    program.get(address)
    with django_assert_max_num_queries(8) as few:
        program.get(address)
    for words in ("noon", "pipeline", "Karachi", "analyst"):
        mark(article, ada, words, "entity-place")
    with django_assert_max_num_queries(len(few)):
        assert len(program.get(address).found["items"]) == 5
