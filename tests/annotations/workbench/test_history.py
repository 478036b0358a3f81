"""The history panel over HTTP: own changes only, in words, with what stood there before."""

import json
import re
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from annotator.vocabulary.models import Entity
from tests.conftest import assign, plain

pytestmark = pytest.mark.django_db


def ask(client, article, **query):
    return client.get(reverse("annotations:my_history", args=[article.pk]), query)


def mark(article, by, quote="noon", label="claim-quantity"):
    start = article.text.index(quote)
    return actions.highlight(
        article, by, id=uuid.uuid4(), label=label, start=start, end=start + len(quote), quote=quote
    )


def words(response):
    """What the panel says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def offered(response):
    """The states that can be restored, newest line first."""
    found = re.findall(r'data-earlier="([^"]*)"', response.content.decode())
    return [json.loads(unescape(written)) for written in found]


@pytest.fixture
def client(as_user, ada):
    return as_user(ada)


def test_each_change_in_words_and_what_stood_there_before(client, article, ada, reading, labels):
    made = mark(article, ada)
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    about = {"value": "12:00", "said_by": omar}
    actions.edit(article, ada, id=made.pk, base=1, label="claim-event", details=about)
    start = article.text.index("at noon")
    actions.edit(article, ada, id=made.pk, base=2, span=(start, start + 7, "at noon"))
    actions.erase(article, ada, id=made.pk, base=3)
    told = ask(client, article)
    said = words(told)
    day = timezone.localdate()
    assert f"{day:%A} {day.day} {day:%B %Y}" in said
    order = ["Deleted Claim · event", "Moved", "Relabelled", "Marked as Claim · quantity"]
    assert [said.index(verb) for verb in order] == sorted(said.index(verb) for verb in order)
    assert "words noon → at noon" in said
    assert "label Claim · quantity → Claim · event" in said
    assert "said by Omar Reza" in said
    last, moved, first = offered(told)
    assert (last["quote"], last["label"], last["details"]["said_by"]) == (
        "at noon",
        "claim-event",
        "omar-reza",
    )
    assert (moved["quote"], first["label"], first["details"]) == ("noon", "claim-quantity", {})
    actions.restore(article, ada, id=made.pk, base=4)
    now = ask(client, article)
    assert "Restored Claim · event" in words(now)
    assert offered(now) == [moved, first], "what stands today is not offered"


def test_nothing_of_anybody_else(client, article, ada, bo, cy, reading, labels):
    assign(article, bo)
    mark(article, bo, "Karachi", "entity-place")
    gold = mark(article, ada, "landed")
    Annotation.everything.filter(pk=gold.pk).update(layer="gold")
    Annotation.history.filter(id=gold.pk).update(layer="gold")
    assert "Nothing yet" in words(ask(client, article))
    mine = mark(article, ada)
    Annotation.history.filter(id=mine.pk).update(history_user=cy)
    page = plain(ask(client, article).content.decode())
    assert "by whoever curates the desk" in page
    assert "noon" in page
    for secret in ("Karachi", "landed", "Cy", "Bo"):
        assert secret not in page


def test_fifty_a_page_and_as_many_statements_for_one_as_for_sixty(
    client, article, ada, reading, labels
):
    made = mark(article, ada)
    with CaptureQueriesContext(connection) as few:
        ask(client, article)
    for number in range(1, 60):
        actions.edit(article, ada, id=made.pk, base=number, details={"note": f"note {number}"})
    with CaptureQueriesContext(connection) as many:
        page = words(ask(client, article))
    assert len(many) <= len(few) + 1, "the states before are one statement more"
    assert len(many) <= 15
    assert "1–50 of 60" in page
    assert "Older" in page
    older = words(ask(client, article, page=2))
    assert "Marked as Claim · quantity" in older
    assert "Newer" in older


def test_a_submitted_reading_tells_and_restores_nothing(client, article, ada, reading, labels):
    made = mark(article, ada)
    actions.erase(article, ada, id=made.pk, base=1)
    reading.state, reading.submitted_at = "submitted", timezone.now()
    reading.save()
    told = ask(client, article)
    assert "Deleted" in words(told)
    assert not offered(told)


def test_a_stranger_finds_nothing_and_nonsense_is_the_first_page(
    client, as_user, stranger, article, ada, reading, labels
):
    assert ask(as_user(stranger), article).status_code == 404
    address = reverse("annotations:my_history", args=[article.pk])
    assert client.post(address).status_code == 405
    mark(article, ada)
    assert "Marked as" in words(ask(client, article, page="nonsense"))
