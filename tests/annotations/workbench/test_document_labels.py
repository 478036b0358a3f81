"""Labels of a whole article over HTTP: changes like all others, and what the workbench tells."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity, Label
from tests.conftest import assign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stances(labels):
    Label.objects.filter(kind="stance").update(of_articles=True)


def payload(**extra):
    return {
        "op": uuid.uuid4(),
        "annotation": uuid.uuid4(),
        "verb": "create",
        "base": 0,
        "label": "stance-favour",
        "stance_target_new": "Omar Reza",
        "note": "between the lines",
        **extra,
    }


def send(client, article, data):
    return client.post(reverse("annotations:changes", args=[article.pk]), data)


@pytest.fixture
def client(as_user, ada):
    return as_user(ada)


def test_every_verb_and_the_same_change_twice(client, article, reading):
    sent = payload()
    first, again = send(client, article, sent), send(client, article, sent)
    assert first.json() == again.json()
    told = first.json()["said"]
    assert (told["label"], told["name"], told["revision"]) == ("stance-favour", "Omar Reza", 1)
    later = {"annotation": sent["annotation"], "op": uuid.uuid4()}
    changed = send(client, article, {**later, "verb": "edit", "base": 1, "stance_target": ""})
    assert (changed.json()["said"]["target"], changed.json()["said"]["note"]) == (
        "", "between the lines",
    )  # fmt: skip
    gone = {**later, "op": uuid.uuid4(), "verb": "delete", "base": 2}
    assert send(client, article, gone).json()["said"]["erased"] is True
    back = {**later, "op": uuid.uuid4(), "verb": "restore", "base": 3}
    assert send(client, article, back).json()["said"]["erased"] is False
    assert Annotation.history.count() == 4
    page = client.get(reverse("annotations:workbench", args=[article.pk]))
    assert page.context["facts"]["whole"][0]["revision"] == 4
    assert 'data-give="stance-favour"' in page.content.decode()
    assert 'data-give="claim-event"' not in page.content.decode()


def test_a_stale_change_gets_409_and_what_is_there_now(client, article, reading):
    sent = payload()
    send(client, article, sent)
    stale = {"annotation": sent["annotation"], "verb": "edit", "base": 1}
    send(client, article, {**stale, "op": uuid.uuid4(), "note": "first"})
    answer = send(client, article, {**stale, "op": uuid.uuid4(), "note": "second"})
    assert answer.status_code == 409
    assert (answer.json()["said"]["note"], answer.json()["revision"]) == ("first", 2)
    assert Annotation.document_labels.get().note == "first"


@pytest.mark.parametrize(
    "change,word",
    [
        ({"verb": "burn"}, "verb"),
        ({"op": "x"}, "op"),
        ({"label": ""}, "label"),
        ({"label": "claim-event"}, "not for whole articles"),
        ({"stance_target_new": "", "stance_target": "nobody"}, "registry"),
        ({"note": "x" * 5001}, "5000"),
        ({"note": "a\x00b"}, "null"),
        ({"verb": "delete", "base": ""}, "revision"),
    ],
)
def test_bad_input_is_422_and_stores_nothing(client, article, reading, change, word):
    answer = send(client, article, {**payload(), **change})
    assert answer.status_code == 422
    assert word in answer.json()["error"].lower()
    assert not Annotation.everything.exists()
    assert not Entity.objects.exists()


def test_who_may_not_stores_nothing(as_user, client, article, reading, ada, bo, mo, stranger):
    assert send(as_user(bo), article, payload()).status_code == 422
    assert send(as_user(mo), article, payload()).status_code == 403
    assert send(as_user(stranger), article, payload()).status_code == 404
    assert client.get(reverse("annotations:changes", args=[article.pk])).status_code == 405
    assert send(client, article, payload(user=bo.pk)).status_code == 401
    assert not Annotation.everything.exists()


def test_nobody_meets_anothers_label(client, as_user, article, reading, bo):
    assign(article, bo)
    sent = payload()
    send(client, article, sent)
    taken = send(as_user(bo), article, payload(annotation=sent["annotation"], stance_target_new=""))
    assert taken.status_code == 409
    assert "lines" not in taken.content.decode()
    page = as_user(bo).get(reverse("annotations:workbench", args=[article.pk]))
    assert page.context["facts"]["whole"] == []


def test_a_change_costs_the_same_among_many(client, article, reading):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert (
                send(
                    client, article, payload(stance_target_new="", stance_target=entity())
                ).status_code
                == 200
            )
        return len(queries)

    def entity():
        name = f"one-{Entity.objects.count()}"
        return Entity.objects.create(slug=name, name=name).slug

    cost()
    few = cost()
    for _ in range(10):
        cost()
    assert cost() == few
