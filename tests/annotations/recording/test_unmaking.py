"""Undo takes away what a change has made and nothing uses; a name alone links an entity."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.comparison.models import Ruling
from annotator.vocabulary.models import Alias, Entity, Question
from tests.conftest import assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user, ada):
    return as_user(ada)


def send(client, article, **sent):
    given = {"op": uuid.uuid4(), "annotation": uuid.uuid4(), "verb": "create", "base": 0, **sent}
    if quote := given.get("quote"):
        given["start"] = article.text.index(quote)
        given["end"] = given["start"] + len(quote)
    answer = client.post(reverse("annotations:changes", args=[article.pk]), given)
    return given["annotation"], answer


def claim(client, article, **sent):
    key, answer = send(client, article, label="claim-quantity", **{"quote": "noon"} | sent)
    assert answer.status_code == 200, answer.json()
    return key


def mention(client, article, **sent):
    key, answer = send(client, article, label="entity-person", **{"quote": "Omar Reza"} | sent)
    assert answer.status_code == 200, answer.json()
    return key


def undo(client, article, key, base=1, **sent):
    _, answer = send(client, article, annotation=key, base=base, **{"verb": "delete"} | sent)
    return answer


def test_a_new_entity_goes_with_the_undo_and_leaves_its_history(client, article, reading, labels):
    key = mention(client, article, entity_new="Omar Reza")
    assert undo(client, article, key, unmake="omar-reza").status_code == 200
    assert not Entity.objects.exists()
    last = Entity.history.latest("history_id")
    assert (last.history_type, last.history_user.username) == ("-", "ada")
    # Brought back, the highlight is there without the name.
    answer = undo(client, article, key, base=2, verb="restore")
    assert answer.status_code == 200
    assert Annotation.objects.get().entity is None
    assert client.get(reverse("annotations:my_history", args=[article.pk])).status_code == 200


def test_a_new_question_and_speaker_go_with_an_edit_that_leaves_them(
    client, article, reading, labels
):
    key = claim(client, article, question_new="When did she land?", said_by_new="Omar Reza")
    answer = undo(
        client, article, key, verb="edit", question="", said_by="",
        unmake="when-did-she-land,omar-reza",
    )  # fmt: skip
    assert answer.status_code == 200
    assert not Question.objects.exists()
    assert not Entity.objects.exists()
    assert Annotation.objects.get().question is None


def test_an_edit_that_still_names_the_thing_keeps_it(client, article, reading, labels):
    key = mention(client, article, entity_new="Omar Reza")
    answer = undo(client, article, key, verb="edit", note="x", unmake="omar-reza")
    assert answer.status_code == 200
    assert Annotation.objects.get().entity == Entity.objects.get()


def test_what_another_highlight_uses_stays_even_where_that_one_is_erased(
    client, article, reading, labels
):
    key = mention(client, article, entity_new="Omar Reza")
    other = mention(client, article, quote="The minister", entity="omar-reza")
    assert undo(client, article, other).status_code == 200
    assert undo(client, article, key, unmake="omar-reza").status_code == 200
    assert Entity.objects.filter(slug="omar-reza").exists()


def test_what_somebody_else_made_or_named_otherwise_stays(
    client, as_user, article, reading, labels, bo
):
    assign(article, bo)
    theirs = as_user(bo)
    key = mention(theirs, article, entity_new="Omar Reza")
    mine = mention(client, article, entity="omar-reza")
    undo(theirs, article, key)
    Annotation.everything.filter(pk=key).update(entity=None)
    assert undo(client, article, mine, unmake="omar-reza").status_code == 200
    assert Entity.objects.get().slug == "omar-reza"
    # Ada's own, but of another change.
    key = mention(client, article, quote="Karachi", entity_new="Karachi")
    undo(client, article, key)
    Annotation.everything.filter(pk=key).update(entity=None)
    key = mention(client, article, quote="Kasur")
    assert undo(client, article, key, unmake="karachi,no-such-thing,,").status_code == 200
    assert Entity.objects.filter(slug="karachi").exists()


def test_an_alias_is_a_use(client, article, reading, labels):
    key = mention(client, article, entity_new="Omar Reza")
    Alias.objects.create(entity=Entity.objects.get(), name="Reza")
    undo(client, article, key, unmake="omar-reza")
    assert Entity.objects.exists()


def test_a_question_that_was_ruled_on_stays(client, article, reading, labels, cy):
    key = claim(client, article, question_new="When did she land?")
    Ruling.objects.create(
        question=Question.objects.get(), verdict="state", state="agree", reason="x",
        ruled_by=cy, ruled_at=timezone.now(),
    )  # fmt: skip
    undo(client, article, key, unmake="when-did-she-land")
    assert Question.objects.exists()


def test_the_same_undo_twice_is_one_undo(client, article, reading, labels):
    key = mention(client, article, entity_new="Omar Reza")
    op = uuid.uuid4()
    first = undo(client, article, key, unmake="omar-reza", op=op)
    again = undo(client, article, key, unmake="omar-reza", op=op)
    assert (first.status_code, again.status_code) == (200, 200)
    assert Entity.history.filter(history_type="-").count() == 1


def test_a_name_that_is_marked_exactly_is_linked_by_the_label_alone(
    client, article, reading, labels
):
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    mention(client, article, link="1")
    made = Annotation.objects.get()
    assert (made.entity, made.proposed) == (omar, "taken")


def test_an_alias_links_as_a_name_does(client, article, reading, labels):
    omar = Entity.objects.create(slug="reza", name="Reza, O.")
    Alias.objects.create(entity=omar, name="Omar Reza")
    mention(client, article, link="1")
    assert Annotation.objects.get().entity == omar


@pytest.mark.parametrize("case", ["several", "inactive", "case", "not asked", "a claim", "none"])
def test_what_is_no_exact_name_of_one_entity_is_not_linked(client, article, reading, labels, case):
    name = "OMAR REZA" if case == "case" else "Nobody" if case == "none" else "Omar Reza"
    omar = Entity.objects.create(slug="omar-reza", name=name, active=case != "inactive")
    if case == "several":
        other = Entity.objects.create(slug="other", name="Other")
        Alias.objects.create(entity=other, name=omar.name)
    sent = {} if case == "not asked" else {"link": "1"}
    sent |= {"label": "claim-event"} if case == "a claim" else {"label": "entity-person"}
    _, answer = send(client, article, quote="Omar Reza", **sent)
    assert answer.status_code == 200
    made = Annotation.objects.get()
    assert (made.entity, made.proposed) == (None, "")


def test_what_became_of_a_proposal_is_kept(client, article, reading, labels):
    claim(client, article, proposed="changed", value="noon")
    assert Annotation.objects.get().proposed == "changed"


@pytest.mark.parametrize(
    "wrong", [{"proposed": "maybe"}, {"link": "perhaps"}, {"unmake": "x" * 2001}]
)
def test_bad_input_is_422_and_nothing_is_stored(client, article, reading, labels, wrong):
    _, answer = send(client, article, label="entity-person", quote="Omar Reza", **wrong)
    assert answer.status_code == 422
    assert not Annotation.everything.exists()
