"""Labels of a whole article over HTTP: changes like all others, and what the workbench tells."""

import json
import re
import uuid
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.assignments.actions import submit
from annotator.annotations.models import Annotation
from annotator.annotations.recording import gold
from annotator.vocabulary.models import Entity, Label
from tests.conftest import assign
from tests.exchange.conftest import exported, rows_in

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


def test_what_a_browser_kept_for_the_address_of_yesterday_is_stored_and_answered(
    client, article, reading
):
    """A change that waited offline while the desk was upgraded: its target had another name."""

    def send_old(**change):
        sent = {"op": uuid.uuid4(), "annotation": key, **change}
        return client.post(reverse("annotations:whole_changes", args=[article.pk]), sent)

    key, op = uuid.uuid4(), uuid.uuid4()
    create = {"op": op, "verb": "create", "base": 0, "label": "stance-favour"}
    first = send_old(**create, target_new="Omar Reza", note="why")
    assert first.json()["said"] == {
        "id": str(key), "label": "stance-favour", "target": "omar-reza", "name": "Omar Reza",
        "note": "why", "revision": 1, "erased": False,
    }  # fmt: skip
    again = send(client, article, {**payload(), **create, "annotation": key})
    assert again.json() == first.json(), "one receipt for both addresses"
    assert send_old(verb="edit", base=1, target="").json()["said"]["name"] == ""
    back = send_old(verb="edit", base=2, target="omar-reza").json()
    assert (back["said"]["name"], back["revision"]) == ("Omar Reza", 3)
    assert send_old(verb="edit", base=1, note="late").status_code == 409
    assert send_old(verb="edit", base=3, target="nobody").status_code == 422
    assert send_old(verb="delete", base=3).json()["said"]["erased"] is True
    assert send_old(verb="restore", base=4).json()["said"]["revision"] == 5
    stored = Annotation.document_labels.get()
    assert (stored.note, stored.stance_target.name) == ("why", "Omar Reza")


def test_it_is_in_no_list_or_number_of_highlights(client, as_user, mo, article, ada, reading):
    assert send(client, article, payload()).status_code == 200
    submit(article, ada)
    page = client.get(reverse("annotations:workbench", args=[article.pk])).content.decode()
    assert "data-revision" not in page.partition('id="cards"')[2].partition("</template>")[0]
    [row] = rows_in(exported("export_readings"))
    assert row["annotations"] == "0"
    assert rows_in(exported("export_labels")) == []
    assert len(rows_in(exported("export_article_labels"))) == 1


@pytest.mark.parametrize("missing", ["start", "end", "quote"])
def test_a_highlight_that_lost_a_part_of_its_span_is_no_label_of_the_whole(
    client, article, reading, missing
):
    span = {"start": 4, "end": 12, "quote": "minister", "stance_target_new": ""}
    answer = send(client, article, payload(**{**span, missing: ""}))
    assert (answer.status_code, "A span has" in answer.json()["error"]) == (422, True)
    del span[missing]
    assert send(client, article, payload(**span)).status_code == 422
    assert not Annotation.everything.exists()


def test_it_does_not_move_into_the_text(client, article, reading):
    sent = payload()
    send(client, article, sent)
    moved = {"annotation": sent["annotation"], "op": uuid.uuid4(), "verb": "edit", "base": 1}
    answer = send(client, article, {**moved, "start": 4, "end": 12, "quote": "minister"})
    assert (answer.status_code, "no place" in answer.json()["error"]) == (422, True)


def test_the_history_tells_it_and_offers_what_it_was(client, article, reading):
    sent = payload()
    send(client, article, sent)
    later = {"annotation": sent["annotation"], "verb": "edit", "note": "on balance"}
    send(client, article, {**later, "op": uuid.uuid4(), "base": 1, "stance_target": ""})
    told = client.get(reverse("annotations:my_history", args=[article.pk])).content.decode()
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", told)).split())
    assert "Changed details the whole article" in words
    assert "toward Omar Reza" in words
    assert "note between the lines → on balance" in words
    assert "Marked as Stance · favour the whole article" in words
    [earlier] = [json.loads(unescape(one)) for one in re.findall(r'data-earlier="([^"]*)"', told)]
    assert (earlier["start"], earlier["details"]) == (
        None,
        {"note": "between the lines", "stance_target": "omar-reza"},
    )


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
    at = reverse("annotations:workbench", args=[article.pk])
    shown = [len(one.get(at).context["facts"]["whole"]) for one in (client, as_user(bo))]
    assert shown == [1, 0]


def test_one_that_is_settled_is_not_changed_as_a_reading(client, article, ada, reading):
    settled = gold.store_document_label(article, "stance-favour", {}, ada, "")
    for verb in ("edit", "delete", "restore"):
        sent = {"annotation": settled.pk, "op": uuid.uuid4(), "verb": verb, "base": 1}
        assert send(client, article, sent).status_code == 409
    assert Annotation.document_labels.get().revision == 1


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
