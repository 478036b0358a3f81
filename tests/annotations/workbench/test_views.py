"""The workbench over HTTP: each view answers the same questions."""

import json
import uuid
from datetime import date

import pytest
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.vocabulary.models import Entity
from tests.conftest import assign

pytestmark = pytest.mark.django_db


def payload(article, quote="noon", **extra):
    start = article.text.index(quote)
    return {
        "op": uuid.uuid4(),
        "annotation": uuid.uuid4(),
        "verb": "create",
        "base": 0,
        "label": "claim-quantity",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        **extra,
    }


def send(client, article, data):
    return client.post(reverse("annotations:changes", args=[article.pk]), data)


@pytest.fixture
def client(as_user, ada):
    return as_user(ada)


def test_a_highlight_comes_back_drawn(client, article, reading, labels):
    sent = payload(article, "a pipeline of 1,100 kilometres")
    answer = send(client, article, sent)
    assert answer.status_code == 200
    told = answer.json()
    assert told["revision"] == 1
    assert told["annotation"] == str(sent["annotation"])
    [piece] = told["pieces"].values()
    assert f'data-a="{sent["annotation"]}">a pipeline of 1,100 kilometres</mark>' in piece
    assert "Claim · quantity" in told["card"]
    assert len(answer.content) < 20_000


def test_the_same_change_twice_is_answered_alike_and_stored_once(client, article, reading, labels):
    sent = payload(article)
    first, second = send(client, article, sent), send(client, article, sent)
    assert first.json() == second.json()
    assert second.status_code == 200
    assert Annotation.history.count() == 1


def test_a_replayed_edit_does_not_undo_what_came_after(client, article, reading, labels):
    made = payload(article)
    send(client, article, made)
    edit = {
        "op": uuid.uuid4(),
        "annotation": made["annotation"],
        "verb": "edit",
        "base": 1,
        "label": "claim-event",
    }
    later = {**edit, "op": uuid.uuid4(), "base": 2, "label": "claim-quantity"}
    assert [send(client, article, one).status_code for one in (edit, later, edit)] == [
        200,
        200,
        200,
    ]
    assert Annotation.objects.get().label_id == "claim-quantity"


def test_a_stale_change_gets_409_and_todays_card(client, article, reading, labels):
    made = payload(article)
    send(client, article, made)
    stale = {
        "op": uuid.uuid4(),
        "annotation": made["annotation"],
        "verb": "edit",
        "base": 1,
        "note": "first",
    }
    send(client, article, stale)
    answer = send(client, article, {**stale, "op": uuid.uuid4(), "note": "second"})
    assert answer.status_code == 409
    assert "first" in answer.json()["card"]
    assert answer.json()["revision"] == 2
    assert Annotation.objects.get().note == "first"


@pytest.mark.parametrize(
    "change,word",
    [
        ({"verb": "burn"}, "verb"),
        ({"op": "x"}, "op"),
        ({"label": ""}, "label"),
        ({"label": "claim-nothing"}, "no label"),
        ({"quote": "moon"}, "reads"),
        ({"start": ""}, "span"),
        ({"end": "-1"}, "end"),
        ({"entity": "nobody"}, "registry"),
        ({"question": "nothing"}, "no question"),
        ({"verb": "delete", "base": ""}, "revision"),
        ({"approximator": "roughly"}, "roughly"),
        ({"as_of": "soon"}, "soon"),
        ({"note": "a\x00b"}, "null"),
        ({"note": "x" * 5001}, "5000"),
    ],
)
def test_bad_input_is_422_and_stores_nothing(client, article, reading, labels, change, word):
    answer = send(client, article, {**payload(article), **change})
    assert answer.status_code == 422
    assert word.lower() in answer.json()["error"].lower()
    assert not Annotation.everything.exists()
    assert not Entity.objects.exists()


def test_another_persons_queue_is_not_taken(client, article, reading, labels, bo):
    answer = send(client, article, payload(article, user=bo.pk))
    assert (answer.status_code, answer.json()["signed_in_as"]) == (401, "Ada")
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("who", ["bo", "mo", "stranger"])
def test_another_persons_queue_waits_whatever_who_is_here_may_do(
    request, as_user, article, reading, labels, ada, who
):
    """A manager or a stranger, too, is told who is here: a change that is refused would be lost."""
    here = request.getfixturevalue(who)
    for path in ("changes", "dismissals"):
        at = reverse(f"annotations:{path}", args=[article.pk])
        answer = as_user(here).post(at, {"user": ada.pk})
        assert (answer.status_code, answer.json()["signed_in_as"]) == (401, str(here))


def test_who_is_not_assigned_cannot_write(as_user, article, bo, mo, stranger, labels):
    assert send(as_user(bo), article, payload(article)).status_code == 422
    assert send(as_user(mo), article, payload(article)).status_code == 403
    assert send(as_user(stranger), article, payload(article)).status_code == 404
    assert not Annotation.objects.exists()


def test_nobody_touches_anothers_annotation_over_http(
    client, as_user, article, reading, labels, bo
):
    made = payload(article)
    send(client, article, made)
    assign(article, bo)
    answer = send(
        as_user(bo),
        article,
        {"op": uuid.uuid4(), "annotation": made["annotation"], "verb": "delete", "base": 1},
    )
    assert answer.status_code == 409
    assert answer.json()["card"] is None
    assert not answer.json()["pieces"]
    own = {"op": uuid.uuid4(), "annotation": made["annotation"], "verb": "delete", "base": 7}
    hers = send(client, article, own)
    assert hers.status_code == 409
    assert "noon" in hers.json()["card"]
    assert hers.json()["pieces"]
    taken = send(as_user(bo), article, payload(article, "landed", annotation=made["annotation"]))
    assert taken.status_code == 409
    assert "noon" not in taken.content.decode()


def test_a_change_costs_the_same_among_many(
    client, article, reading, labels, django_assert_max_num_queries
):
    def cost(quote):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert send(client, article, payload(article, quote)).status_code == 200
        return len(caught)

    cost("noon")
    few = cost("landed")
    for word in ("minister", "praised", "pipeline", "Karachi", "Kasur", "analyst", "cost"):
        send(client, article, payload(article, word))
    assert cost("said") == few <= 16


def test_the_page_shows_my_reading_and_costs_the_same_with_many(
    client, article, reading, labels, bo, django_assert_num_queries
):
    address = reverse("annotations:workbench", args=[article.pk])
    for word in ("noon", "landed", "minister"):
        send(client, article, payload(article, word, note=f"about {word}"))
    with django_assert_num_queries(11):
        page = client.get(address).content.decode()
    assert page.count('class="card claim"') == 3
    for word in ("praised", "pipeline", "Karachi", "Kasur"):
        send(client, article, payload(article, word))
    with django_assert_num_queries(11):
        client.get(address)


def test_markup_escapes_everything(client, story, ada, labels):
    from tests.conftest import make_article

    article = make_article(
        story, text='<script>alert(1)</script> & "quoted" <b>\n', title="<i>t</i>"
    )
    assign(article, ada)
    sent = payload(
        article,
        "<script>alert(1)</script>",
        note='"><img src=x>',
        label="entity-person",
        entity_new="<u>x</u>",
    )
    told = send(client, article, sent).json()
    page = client.get(reverse("annotations:workbench", args=[article.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    for html in (told["card"], page):
        for words in ("&gt;&lt;img", "&lt;u&gt;x", "&lt;script&gt;alert"):
            assert words in html
    assert "&lt;i&gt;t&lt;/i&gt;" in page
    assert told["pieces"]
    for html in (told["card"], *told["pieces"].values(), page):
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "<u>" not in html
        assert "<i>t" not in html


def test_read_off_and_entities(client, article, story, reading, labels):
    story.questions.create(slug="cost", wording="What does it cost?", type="quantity", unit="USD")
    address = reverse("annotations:read_off", args=[article.pk])
    told = client.get(address, {"text": "nearly $3 billion", "question": "cost"}).json()
    assert (told["low"], told["unit"], told["approximator"]) == ("3000000000", "USD", "nearly")
    assert client.get(address, {"text": "nothing of the kind"}).json() == {}
    assert client.get(address, {"text": ""}).status_code == 422
    assert client.get(address, {"text": "3", "question": "else"}).status_code == 422
    khan = Entity.objects.create(slug="imran-khan", name="Imran Khan", description="prime minister")
    khan.aliases.create(name="the premier")
    search = reverse("annotations:entities", args=[article.pk])
    avila = {"slug": "jose-avila", "name": "José Ávila", "hint": "", "aliases": []}
    Entity.objects.create(slug="jose-avila", name="José Ávila")
    Entity.objects.create(slug="gone", name="Imran Gone", active=False)
    shown = {
        "slug": "imran-khan", "name": "Imran Khan", "hint": "prime minister",
        "aliases": ["the premier"],
    }  # fmt: skip
    # By a part of its name or alias; but for a slip of the hand, an accent, the order of its words.
    for query in ("imran", "premier", "Imran Kahn", "khan imran"):
        assert client.get(search, {"q": query}).json()["entities"] == [shown], query
    for query in ("jose avila", "José Á"):
        assert client.get(search, {"q": query}).json()["entities"] == [avila], query
    assert client.get(search, {"q": "kn"}).json()["entities"] == []
    assert client.get(search, {"q": " "}).json()["entities"] == []


def test_read_off_takes_what_a_date_lacks_from_the_articles_date(client, article, story, reading):
    story.questions.create(slug="when", wording="When did it begin?", type="date")
    address = reverse("annotations:read_off", args=[article.pk])
    asked = {"text": "24 February", "question": "when"}
    article.published_on = date(2022, 3, 1)
    article.save()
    told = client.get(address, asked).json()
    assert (told["low"], told["high"]) == ("2022-02-24", "2022-02-24")
    assert (told["relative"], told["certain"]) == (True, False)
    told = client.get(address, {**asked, "text": "from 23 to 24 February 2022"}).json()
    assert (told["span"], told["relative"]) == ("period", False)
    article.published_on = None
    article.save()
    assert client.get(address, asked).json() == {}


def test_submit_goes_on_to_the_next_and_reopen_brings_back(
    client, article, other_article, reading, ada, labels
):
    assign(other_article, ada)
    answer = client.post(reverse("annotations:submit", args=[article.pk]), follow=True)
    assert "Submitted" in answer.content.decode()
    assert Assignment.objects.get(article=article).state == "submitted"
    client.post(reverse("annotations:reopen", args=[article.pk]))
    assert Assignment.objects.get(article=article).state == "in progress"


def test_the_forms_fields_are_not_lost_on_the_card(client, article, reading, labels):
    said = """say "when", it's </article><b> & &quot; &amp;#x27;"""
    told = send(client, article, payload(article, value="noon", note=said)).json()
    import html

    fields = told["card"].split("data-fields='")[1].split("'")[0]
    assert json.loads(html.unescape(fields))["details"]["note"] == said
