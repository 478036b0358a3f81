"""Proposals for a claim over HTTP: as the card asks for them, and blind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Alias, Entity, Question
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user, ada):
    return as_user(ada)


@pytest.fixture
def questions(story):
    return {
        slug: Question.objects.create(story=story, slug=slug, **fields)
        for slug, fields in {
            "length": {"wording": "How long is the pipeline?", "type": "quantity", "unit": "km"},
            "cost": {"wording": "What will it cost?", "type": "quantity", "unit": "USD"},
            "who": {"wording": "Who praised the pipeline?", "type": "text"},
        }.items()
    }


def ask(client, article, quote="1,100 kilometres", label="claim-quantity", **more):
    start = article.text.index(quote)
    asked = {"start": start, "end": start + len(quote), "label": label, **more}
    return client.get(reverse("annotations:proposals", args=[article.pk]), asked)


def told(client, article, quote="1,100 kilometres", **more):
    answer = ask(client, article, quote, **more)
    assert answer.status_code == 200, answer.json()
    return answer.json()


def answer(article, by, question, quote, layer="reading", **details):
    start = article.text.index(quote)
    now = timezone.now()
    return Annotation.objects.create(
        article=article, annotator=by, layer=layer, kind="claim", label_id="claim-quantity",
        start=start, end=start + len(quote), quote=quote, question=question, created_at=now,
        updated_at=now, **details,
    )  # fmt: skip


def test_the_likeliest_question_comes_with_its_value(client, article, reading, labels, questions):
    shown = told(client, article)
    first = shown["questions"][0]
    assert first["slug"] == "length"
    assert first["why"] == "words in common; the unit fits"
    assert first["reads_back"] == "= 1100 km, exactly"
    assert first["values"] == {
        "value": "1,100 kilometres", "value_low": "1100", "value_high": "1100",
        "value_bounds": "[]", "value_span": "", "unit": "km", "approximator": "exact",
        "answer_key": "",
    }  # fmt: skip
    assert "cost" not in [one["slug"] for one in shown["questions"]]
    assert shown["new_question"] == {"type": "quantity", "unit": "km"}


def test_details_name_the_speaker_and_what_is_to_come(client, article, reading, labels, questions):
    shown = told(client, article, "It will cost nearly $3 billion")
    assert shown["details"]["modality"] == {"value": "predicted", "why": "“will”"}
    assert shown["details"]["said_by"] == {
        "value": "", "name": "Omar Reza", "why": "“said Omar Reza”",
    }  # fmt: skip
    omar = Entity.objects.create(slug="omar", name="Reza, Omar")
    Alias.objects.create(entity=omar, name="Omar Reza")
    said_by = told(client, article, "nearly $3 billion")["details"]["said_by"]
    assert (said_by["value"], said_by["name"]) == ("omar", "Reza, Omar")


def test_one_question_and_a_typed_value(client, article, reading, labels, questions):
    shown = told(client, article, question="cost", text="around 4 million USD")
    [only] = shown["questions"]
    assert only["slug"] == "cost"
    assert only["values"]["value_low"] == "4000000"
    assert only["values"]["approximator"] == "about"
    # A question that the words do not fit is read all the same, and says that nothing was found.
    [only] = told(client, article, question="cost")["questions"]
    assert (only["values"]["value_low"], only["reads_back"]) == ("", "")


def test_a_reader_who_has_not_submitted_is_told_nothing_of_others(
    client, article, other_article, reading, labels, questions, ada, bo, cy
):
    before = told(client, article, "praised")
    assign(article, bo, "submitted")
    answer(article, bo, questions["who"], "praised a pipeline")
    answer(article, cy, questions["who"], "praised", layer="gold")
    assign(other_article, ada)
    answer(other_article, cy, questions["who"], "pipe", layer="gold", scope="praised")
    assert told(client, article, "praised") == before


def test_settled_and_submitted_answers_of_other_articles_rank_and_are_not_shown(
    client, article, other_article, reading, labels, questions, bo, cy
):
    assign(other_article, bo, "submitted")
    answer(other_article, bo, questions["length"], "800 km", value_low="800", unit="km")
    third = make_article(article.story, "Third", text="It is 777 km long, it is said.\n")
    answer(third, cy, questions["length"], "777 km", layer="gold", value_low="777", unit="km")
    assign(third, bo, "in progress")
    response = ask(client, article)
    assert response.json()["questions"][0]["why"].endswith("2 sources answer it")
    assert "800" not in response.content.decode()
    assert "777" not in response.content.decode()


def test_what_is_still_being_read_elsewhere_does_not_count(
    client, article, other_article, reading, labels, questions, bo
):
    assign(other_article, bo, "in progress")
    answer(other_article, bo, questions["length"], "800 km")
    assert "source" not in told(client, article)["questions"][0]["why"]


def test_a_question_beyond_those_that_are_ranked_is_read_for_itself(
    client, article, reading, labels, questions, monkeypatch
):
    monkeypatch.setattr("annotator.annotations.proposals.known.MOST_QUESTIONS", 1)
    [only] = told(client, article, "nearly $3 billion", question="cost")["questions"]
    assert (only["slug"], only["values"]["value_low"]) == ("cost", "3000000000")


def test_a_question_answered_already_says_so(client, article, reading, labels, questions, ada):
    answer(article, ada, questions["length"], "1,100 kilometres")
    assert "answered already" in told(client, article)["questions"][0]["why"]


def test_a_question_out_of_use_is_not_offered(client, article, reading, labels, questions):
    Question.objects.filter(slug="length").update(active=False)
    assert "length" not in [one["slug"] for one in told(client, article)["questions"]]
    assert ask(client, article, question="length").status_code == 422


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"start": ""}, "start"),
        ({"start": "x"}, "start"),
        ({"start": "9", "end": "9"}, "start"),
        ({"end": "99999"}, "start"),
        ({"start": "-1"}, "start"),
        ({"end": "99999999999999999999"}, "end"),
        ({"label": "entity-person"}, "label"),
        ({"label": "claim-nothing"}, "label"),
        ({"question": "nothing"}, "question"),
        ({"text": "x" * 2001}, "text"),
        ({"label": "a\x00b"}, "label"),
        ({"question": "a\x00b"}, "question"),
    ],
)
def test_bad_input_is_422_with_the_field(client, article, reading, labels, questions, wrong, field):
    response = ask(client, article, **wrong)
    assert response.status_code == 422
    assert response.json()["error"]
    assert field in response.json()["fields"]


def test_a_story_without_questions_offers_none(client, article, reading, labels):
    shown = told(client, article)
    assert shown["questions"] == []
    assert shown["new_question"]["type"] == "quantity"


def test_a_stranger_gets_404_another_role_403_and_a_post_405(
    as_user, client, article, reading, labels, stranger, mo
):
    assert ask(as_user(stranger), article).status_code == 404
    assert ask(as_user(mo), article).status_code == 403
    url = reverse("annotations:proposals", args=[article.pk])
    assert client.post(url).status_code == 405
    assert client.get(reverse("annotations:proposals", args=[article.pk + 99])).status_code == 404


def test_asking_stores_nothing_and_the_number_of_queries_does_not_grow(
    client, article, other_article, reading, labels, questions, bo, cy
):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            told(client, article, question="length")
        assert not [
            q for q in queries.captured_queries if q["sql"].startswith(("INSERT", "UPDATE"))
        ]
        return len(queries)

    before = count()
    assign(other_article, bo, "submitted")
    for number in range(30):
        Entity.objects.create(slug=f"e{number}", name=f"Name {number}")
        Question.objects.create(story=article.story, slug=f"q{number}", wording=f"Why {number}?")
        answer(other_article, bo, questions["length"], "800 km", part=number, value_low=str(number))
    assert count() == before
    assert before <= 12


def test_the_address_is_of_the_contract(article):
    assert reverse("annotations:proposals", args=[7]) == "/articles/7/proposals"
