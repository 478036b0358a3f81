"""A machine whose marks Ada may be shown, and what she is answered."""

import uuid

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.machines.models import Shows
from annotator.vocabulary.models import Entity, Question
from tests.machines.making import machine_for, read_by, span


@pytest.fixture
def omar(db):
    return Entity.objects.create(slug="omar-reza", name="Omar Reza", description="an analyst")


@pytest.fixture
def cost(story):
    return Question.objects.create(
        story=story, slug="cost", wording="What will it cost?", type="quantity"
    )


@pytest.fixture
def cues(story, mo):
    """A machine whose suggestions every reading sees."""
    return machine_for(story, mo, shows=Shows.SUGGESTIONS, unaided=0)


@pytest.fixture
def spans(article, labels, omar, cost):
    """A name that the registry has as well, and the claim around it."""
    claim = {"question": "cost", "value": "nearly $3 billion"}
    return [
        span(
            article, "Omar Reza", "entity-person", details={"entity": "omar-reza"}, confidence=0.9
        ),
        span(article, "nearly $3 billion", "claim-quantity", details=claim, confidence=0.625),
    ]


@pytest.fixture
def marks(cues, article, spans):
    """What the machine marked, before anybody read."""
    read_by(cues, article, spans)
    return list(Annotation.machine_marks.order_by("-start"))


@pytest.fixture
def client(as_user, ada):
    return as_user(ada)


def asked(client, article):
    response = client.get(reverse("annotations:suggestions", args=[article.pk]))
    assert response.status_code == 200
    return response.json()


def proposed(client, article):
    """The words that machines propose something for."""
    return [
        article.text[place["start"] : place["end"]]
        for place in asked(client, article)["places"]
        if "proposals" in place
    ]


def named(client, article):
    """The words that the registry suggests."""
    return [
        article.text[place["start"] : place["end"]]
        for place in asked(client, article)["places"]
        if place["entities"]
    ]


def change(article, verb="create", annotation=None, **fields):
    """A change as an outbox sends it."""
    return {"op": uuid.uuid4(), "annotation": annotation or uuid.uuid4(), "verb": verb, **fields}


def send(client, article, sent):
    return client.post(reverse("annotations:changes", args=[article.pk]), sent)


def begin(client, article, words="minister"):
    """Mark something: with that a reading is begun."""
    start = article.text.index(words)
    place = {"start": start, "end": start + len(words), "quote": words}
    answer = send(client, article, change(article, label="entity-person", **place))
    assert answer.status_code == 200, answer.content
    return answer.json()["annotation"]
