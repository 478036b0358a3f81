"""Suggestions of the registry and their dismissals over HTTP."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, Assignment, Dismissal
from annotator.vocabulary.models import Alias, Entity
from tests.conftest import assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user, ada):
    return as_user(ada)


@pytest.fixture
def omar(db):
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza", description="an analyst")
    Alias.objects.create(entity=omar, name="Mr Reza")
    return omar


def asked(client, article):
    response = client.get(reverse("annotations:suggestions", args=[article.pk]))
    assert response.status_code == 200
    return response.json()


def dismissal(article, quote="Omar Reza"):
    start = article.text.index(quote)
    place = {"start": start, "end": start + len(quote), "quote": quote}
    # What every change of an outbox brings along, too.
    return {"op": uuid.uuid4(), "verb": "dismiss", "base": 0, **place}


def send(client, article, sent):
    return client.post(reverse("annotations:dismissals", args=[article.pk]), sent)


def mention(article, by, entity, label, quote, layer="reading"):
    start = article.text.index(quote)
    return Annotation.objects.create(
        article=article, annotator=by, layer=layer, kind="entity", label_id=label, start=start,
        end=start + len(quote), quote=quote, entity=entity, created_at=timezone.now(),
        updated_at=timezone.now(),
    )  # fmt: skip


def test_names_and_aliases_of_active_entities_are_found(client, article, reading, omar):
    Entity.objects.create(slug="kasur-old", name="Kasur", active=False)
    for slug in ("karachi", "karachi-port"):
        Entity.objects.create(slug=slug, name="Karachi")
    Alias.objects.create(entity=Entity.objects.get(slug="karachi"), name="an analyst")
    told = asked(client, article)
    found = [(article.text[p["start"] : p["end"]], p["entities"]) for p in told["places"]]
    assert found == [
        ("Karachi", ["karachi", "karachi-port"]),
        ("Omar Reza", ["omar-reza"]),
        ("an analyst", ["karachi"]),
    ]
    assert told["entities"]["omar-reza"] == {"name": "Omar Reza", "hint": "an analyst", "label": ""}
    assert not any(place["dismissed"] for place in told["places"])


def test_the_label_is_what_the_entity_mostly_has_where_one_may_look(
    client, article, other_article, reading, labels, omar, ada, bo, cy
):
    def label():
        return asked(client, article)["entities"]["omar-reza"]["label"]

    # Neither another's reading of this article nor what is settled there may show.
    mention(article, bo, omar, "entity-person", "Omar Reza")
    mention(article, cy, omar, "entity-person", "Omar Reza", layer="gold")
    assert label() == ""
    # Nor of another article that is still to be read.
    mention(other_article, bo, omar, "entity-place", "pipe")
    mine = assign(other_article, ada)
    assert label() == ""
    Assignment.objects.filter(pk=mine.pk).update(state="submitted", submitted_at=timezone.now())
    assert label() == "entity-place"
    for quote in ("minister", "analyst"):
        mention(article, ada, omar, "entity-person", quote)
    assert label() == "entity-person"
    labels["entity-person"].active = False
    labels["entity-person"].save()
    assert label() == "entity-place"


def test_dismissed_stays_dismissed_for_this_person_until_it_is_taken_back(
    client, as_user, article, reading, bo, omar
):
    assign(article, bo)
    sent = dismissal(article)
    answers = [send(client, article, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Dismissal.objects.count() == 1
    reading.refresh_from_db()
    assert reading.state == "in progress"
    assert [place["dismissed"] for place in asked(client, article)["places"]] == [True]
    assert [place["dismissed"] for place in asked(as_user(bo), article)["places"]] == [False]
    for _ in range(2):
        assert send(client, article, {**sent, "verb": "recall"}).status_code == 200
    assert [place["dismissed"] for place in asked(client, article)["places"]] == [False]


@pytest.mark.parametrize(
    "changed,word",
    [
        ({"verb": "burn"}, "verb"),
        ({"start": "x"}, "start"),
        ({"start": ""}, "start"),
        ({"end": "-1"}, "end"),
        ({"end": "99999999999"}, "end"),
        ({"end": "0"}, "does not read"),
        ({"quote": "Omar Rezo"}, "does not read"),
        ({"quote": "a\x00b"}, "null"),
        ({"start": "0", "end": "0"}, "does not read"),
    ],
)
def test_bad_input_is_422_and_stores_nothing(client, article, reading, changed, word):
    answer = send(client, article, dismissal(article) | changed)
    assert answer.status_code == 422
    assert word in answer.json()["error"].lower()
    assert not Dismissal.objects.exists()


def test_only_in_ones_own_open_reading(client, as_user, article, reading, bo, mo, stranger, ada):
    sent = dismissal(article)
    assert send(client, article, {**sent, "user": bo.pk}).status_code == 401
    assert send(as_user(bo), article, sent).status_code == 422
    Assignment.objects.filter(pk=reading.pk).update(state="submitted", submitted_at=timezone.now())
    assert "Reopen" in send(client, article, sent).json()["error"]
    for user, status in ((mo, 403), (stranger, 404)):
        assert send(as_user(user), article, sent).status_code == status
        found = as_user(user).get(reverse("annotations:suggestions", args=[article.pk]))
        assert found.status_code == status
    assert not Dismissal.objects.exists()


def test_the_number_of_queries_does_not_grow(client, article, reading, labels, omar, bo):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            asked(client, article)
        return len(seen)

    few = count()
    for name in ("Karachi", "Kasur", "minister", "pipeline", "noon"):
        entity = Entity.objects.create(slug=name.lower(), name=name)
        Alias.objects.create(entity=entity, name=f"{name} too")
        mention(article, bo, entity, "entity-place", name)
        send(client, article, dismissal(article, name))
    assert len(asked(client, article)["places"]) == 6
    assert count() == few <= 8
