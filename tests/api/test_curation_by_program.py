"""Names, questions, answers and open claims put in order by program, and each act undone."""

import pytest

from annotator.annotations.models import Annotation
from annotator.comparison.models import Curation
from annotator.vocabulary.models import Entity, Question
from articles.models import Story
from tests.api.programs import problem, program_of
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
STORY = "stories/pipeline"


@pytest.fixture
def program(cy, as_user):
    return program_of(cy)


@pytest.fixture
def omar(story):
    return Entity.objects.create(slug="omar-reza", name="Omar Reza")


@pytest.fixture
def other(story):
    return Entity.objects.create(slug="o-reza", name="O. Reza")


@pytest.fixture
def length(story):
    return Question.objects.create(
        story=story, slug="length", wording="How long is it?", type="quantity", unit="km"
    )


def stands(kind: str) -> bool:
    return Curation.objects.filter(kind=kind, undone_at=None).exists()


def test_forms_are_linked_and_unlinked(program, article, labels, ada, omar):
    named = mark(article, ada, "Omar Reza", "entity-person")
    submit(article, ada)
    asked = {"forms": ["omar reza"], "entity": "Omar Reza", "alias": True}
    made = program.post(f"{STORY}/names/links", asked)
    assert (made.status_code, made.found["mentions"], made.found["entity"]) == (201, 1, "Omar Reza")
    named.refresh_from_db()
    assert named.entity == omar
    [listed] = program.get(f"{STORY}/names/links").found
    assert (listed["act"], listed["by"]) == (made.found["act"], "cy")
    undo = f"{STORY}/names/links/{listed['act']}/undo"
    assert program.post(undo).found == {"changed": 1}
    problem(program.post(undo), 422)
    named.refresh_from_db()
    assert named.entity is None
    made = program.post(
        f"{STORY}/names/links", {"forms": ["Omar Reza"], "entity": "Ö", "new": True}
    )
    assert made.status_code == 201
    assert Entity.objects.filter(name="Ö").exists()


@pytest.mark.parametrize(
    "given, place",
    [
        ({"forms": [], "entity": "omar-reza"}, "/forms"),
        ({"forms": ["Omar"], "entity": "nobody"}, "/entity"),
        ({"forms": ["Omar"], "entity": "omar-reza"}, ""),
        ({"forms": ["Omar"], "entity": "omar-reza", "into": "x"}, "/into"),
    ],
)
def test_what_cannot_be_linked_is_told_its_place(program, omar, given, place):
    found = problem(program.post(f"{STORY}/names/links", given), 422)
    assert [fault["pointer"] for fault in found["errors"]] == [place]


def test_an_entity_is_merged_after_its_plan_and_unmerged(
    program, article, labels, ada, omar, other
):
    named = mark(article, ada, "Omar Reza", "entity-person", entity=other)
    submit(article, ada)
    address = f"{STORY}/entities/o-reza/merge"
    planned = program.get(f"{address}?into=omar-reza").found
    assert planned["will"]
    assert planned["examples"] == [str(named.pk)]
    assert Entity.objects.get(pk=other.pk).active
    done = program.post(address, {"into": "omar-reza"})
    assert (done.status_code, done.found["subject"], done.found["other"]) == (
        201,
        omar.pk,
        other.pk,
    )
    named.refresh_from_db()
    assert named.entity == omar
    problem(program.post(address, {"into": "omar-reza"}), 422)
    [fault] = problem(program.get(f"{address}?into=nobody"), 422)["errors"][:1]
    assert fault["parameter"] in {"entity", "into"}
    [listed] = program.get(f"{STORY}/curations").found["items"]
    assert listed == done.found
    assert program.post(f"{STORY}/curations/{listed['id']}/undo").found["undone_at"]
    problem(program.post(f"{STORY}/curations/{listed['id']}/undo"), 422)
    named.refresh_from_db()
    assert named.entity == other


def test_an_entity_is_split(program, article, labels, ada, omar):
    mark(article, ada, "Omar Reza", "entity-person", entity=omar)
    submit(article, ada)
    address = f"{STORY}/entities/omar-reza/split"
    assert program.get(f"{address}?surface=Omar+Reza&new_name=Olga").found["will"]
    problem(program.post(address, {"surface": ["Nobody"], "new_name": "Olga"}), 422)
    done = program.post(address, {"surface": ["Omar Reza"], "new_name": "Olga"})
    assert (done.status_code, done.found["kind"]) == (201, "split name")
    assert Annotation.objects.get().entity.name == "Olga"
    problem(program.get(f"{STORY}/entities/nobody/split?surface=a&new_name=b"), 404)


def test_who_looks_after_another_story_too_is_asked(
    program, article, labels, ada, omar, other, zed_story
):
    mark(zed_story, ada, "Omar Reza", "entity-person", entity=other)
    address = f"{STORY}/entities/o-reza/merge"
    told = problem(program.post(address, {"into": "omar-reza"}), 422)["detail"]
    assert told.startswith("Stories that you do not settle")
    assert not stands("merged names")


@pytest.fixture
def zed_story(db):
    return make_article(
        Story.objects.create(slug="zed", title="Zed"), "The Zed", "In the Zed", "Omar Reza came.\n"
    )


def test_a_question_is_merged_and_split(program, article, labels, ada, length, story):
    size = Question.objects.create(
        story=story, slug="size", wording="How big is it?", type="quantity", unit="km"
    )
    claim = mark(
        article, ada, "1,100 kilometres", "claim-quantity", question=size, value="1,100 kilometres"
    )
    submit(article, ada)
    address = f"{STORY}/questions/{size.pk}/merge"
    assert program.get(f"{address}?into={length.pk}").found["will"]
    problem(program.get(f"{address}?into=987654321"), 422)
    done = program.post(address, {"into": length.pk})
    assert (done.status_code, done.found["kind"]) == (201, "merged questions")
    claim.refresh_from_db()
    assert claim.question == length
    split = f"{STORY}/questions/{length.pk}/split"
    [fault] = problem(program.post(split, {"answers": [], "wording": "How?"}), 422)["errors"]
    assert fault["pointer"] == "/answers"
    done = program.post(split, {"answers": [str(claim.pk)], "wording": "How long in all?"})
    assert done.status_code == 201
    assert program.post(f"{STORY}/curations/{done.found['id']}/undo").status_code == 200
    claim.refresh_from_db()
    assert claim.question == length


def test_text_answers_are_sorted(program, story, labels, ada):
    why = Question.objects.create(story=story, slug="why", wording="Why?", type="text")
    for source, words in (("Post", "a dispute"), ("Times", "the quarrel")):
        article = make_article(story, source, f"{source} on it", f"It was {words} that day.\n")
        mark(article, ada, words, "claim-event", question=why, value=words)
        submit(article, ada)
    address = f"{STORY}/questions/{why.pk}/wordings"
    page = program.get(f"{address}?limit=1").found
    rest = program.get(f"{address}?cursor={page['next']}").found
    names = [one["name"] for one in page["items"] + rest["items"]]
    assert len(set(names)) == 2
    done = program.post(address, {"groups": dict.fromkeys(names, "a quarrel")})
    assert (done.status_code, done.found["curation"]["kind"]) == (201, "sorted answers")
    assert {one.answer_key for one in Annotation.objects.all()} == {"a quarrel"}
    now = program.get(address).found["items"]
    assert {one["group"] for one in now} == {"a quarrel"}
    same = {"groups": {now[0]["name"]: "a quarrel"}}
    assert program.post(address, same).found == {"curation": None}
    problem(program.post(address, {"groups": {names[0]: "another"}}), 422)
    every = {f"{n:016x}": str(n) for n in range(8)}
    assert "At most 6" in problem(program.post(address, {"groups": every}), 422)["detail"]


def test_an_open_claim_is_attached_and_detached(program, article, labels, ada, length):
    claim = mark(article, ada, "1,100 kilometres", "claim-quantity", value="1,100 kilometres")
    submit(article, ada)
    [listed] = program.get(f"{STORY}/open-claims?text=1,100").found["items"]
    assert (listed["claim"], listed["quote"]) == (str(claim.pk), "1,100 kilometres")
    at = f"{STORY}/open-claims/{claim.pk}"
    [fault] = problem(program.post(f"{at}/attach", {"question": 987654321}), 422)["errors"]
    assert fault["pointer"] == "/question"
    assert program.post(f"{at}/attach", {"question": length.pk}).found["question"] == length.pk
    assert program.get(f"{STORY}/open-claims").found["items"] == []
    problem(program.post(f"{at}/attach", {"question": length.pk}), 422)
    assert program.post(f"{at}/detach").found == {"changed": 1}
    problem(program.post(f"{at}/detach"), 422)
    made = program.post(f"{at}/ask", {"wording": "How far?", "type": "quantity", "unit": "km"})
    assert Question.objects.get(pk=made.found["question"]).wording == "How far?"


def test_who_has_still_to_read_is_told_nothing_of_it(article, labels, ada, mo, omar, other, length):
    mark(article, ada, "1,100 kilometres", "claim-quantity", value="1,100 kilometres")
    mark(article, ada, "Omar Reza", "entity-person")
    submit(article, ada)
    assign(article, mo)
    program = program_of(mo)
    assert program.get(f"{STORY}/open-claims").found["items"] == []
    problem(program.post(f"{STORY}/names/links", {"forms": ["Omar Reza"], "entity": "o-reza"}), 422)
    claim = Annotation.objects.get(kind="claim")
    at = f"{STORY}/open-claims/{claim.pk}/attach"
    problem(program.post(at, {"question": length.pk}), 422)
    assert not Annotation.objects.exclude(question=None, entity=None).exists()
