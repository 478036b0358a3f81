"""Questions that do not apply: many at once for one article, or one for many articles; undone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.comparison.models import Curation, Ruling, Verdict
from annotator.vocabulary.models import Question
from tests.comparison.sources import ask, telling
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/does-not-apply/"


@pytest.fixture
def asked(story, labels, ada):
    """Three questions, of which an article answers one; and an article that answers none."""
    length = ask(story)
    return {
        "questions": [length, ask(story, "cost", wording="Cost?"), ask(story, "depth")],
        "telling": telling(story, "Post", "1000", ada, length),
        "silent": make_article(story, "Meridian", "Elsewhere", "Nothing of this.\n"),
    }


def listed(client, query):
    return [cell.sent for cell in client.get(PAGE + query).context["page"]]


def rule(client, query, reason="It is about another thing.", cells=None):
    name, value = query[1:].split("=")
    sent = listed(client, query) if cells is None else cells
    return client.post(PAGE + "rule", {name: value, "cells": sent, "reason": reason})


class TestDoors:
    def test_who_may(self, story, ada, cy, mo, stranger, as_user):
        told = [as_user(user).get(PAGE).status_code for user in (ada, mo, cy, stranger)]
        assert told == [403, 403, 200, 404]
        assert as_user(cy).post(PAGE).status_code == 405
        assert as_user(cy).get(PAGE + "rule").status_code == 405


def test_one_article_and_many_questions_in_one_act(asked, cy, as_user):
    client, query = as_user(cy), f"?article={asked['telling'].pk}"
    assert len(listed(client, query)) == 2
    assert rule(client, query).status_code == 302
    found = Ruling.objects.filter(article=asked["telling"], verdict=Verdict.NOT_APPLYING)
    assert {one.question for one in found} == set(asked["questions"][1:])
    assert {(one.ruled_by, one.reason) for one in found} == {(cy, "It is about another thing.")}
    assert listed(client, query) == []
    row = client.get(f"/stories/pipeline/conflicts/{asked['questions'][1].pk}/").content.decode()
    assert "does not apply" in row


def test_one_question_and_many_articles_and_undone(asked, cy, as_user):
    client, query = as_user(cy), f"?question={asked['questions'][1].pk}"
    assert len(listed(client, query)) == 2
    assert rule(client, query).status_code == 302
    act = Curation.objects.get()
    assert f"{act.told} by" in client.get(PAGE).content.decode().replace("</bdi>", "")
    assert client.post(f"{PAGE}{act.pk}/undo").status_code == 302
    assert not Ruling.objects.exists()
    assert Ruling.everything.filter(undone_by=cy).count() == 2
    assert len(listed(client, query)) == 2
    again = client.post(f"{PAGE}{act.pk}/undo")
    assert again.status_code == 422
    assert "undone already" in again.content.decode()


def test_undo_leaves_what_was_taken_back_and_ruled_anew(asked, cy, as_user):
    client, query = as_user(cy), f"?question={asked['questions'][1].pk}"
    rule(client, query)
    act, one = Curation.objects.get(), Ruling.objects.first()
    client.post(f"/stories/pipeline/conflicts/rulings/{one.pk}/undo")
    rule(client, query, reason="Looked again.")
    client.post(f"{PAGE}{act.pk}/undo")
    assert Ruling.objects.get().reason == "Looked again."


def test_only_where_it_was_done(asked, story, cy, as_user):
    client = as_user(cy)
    rule(client, f"?question={asked['questions'][1].pk}")
    act = Curation.objects.get()
    answer = client.post(f"/stories/pipeline/curations/{act.pk}/undo")
    assert answer.status_code == 422
    assert Ruling.objects.count() == 2


def test_a_cell_that_changed_is_not_ruled_on(asked, cy, as_user):
    client, query = as_user(cy), f"?article={asked['silent'].pk}"
    cells = listed(client, query)
    asked["questions"][0].wording = "How long is the whole of it?"
    asked["questions"][0].save()
    assert rule(client, query, cells=cells).status_code == 409
    assert not Ruling.objects.exists()
    assert rule(client, query).status_code == 302
    again = rule(client, query, cells=listed(client, query) or cells)
    assert again.status_code == 409
    assert Ruling.objects.count() == 3


def test_an_answer_is_no_empty_cell(asked, cy, as_user):
    """What the page does not list is refused when it is sent all the same."""
    client, length = as_user(cy), asked["questions"][0]
    [cell] = listed(client, f"?question={length.pk}")
    other = cell.replace(f".{asked['silent'].pk}.", f".{asked['telling'].pk}.")
    assert rule(client, f"?question={length.pk}", cells=[other]).status_code == 409


@pytest.mark.parametrize(
    "cells, reason, says",
    [
        ([], "So it is.", "Tick at least one cell"),
        (["x"], "So it is.", "no cell of the story"),
        (["9" * 30 + ".1.y"], "So it is.", "no cell of the story"),
        (["1.x.y"], "So it is.", "no cell of the story"),
        (["98765.98765.y"], "So it is.", "changed since you looked"),
        (None, " ", "Give a reason"),
    ],
)
def test_refused_in_words(cells, reason, says, asked, cy, as_user):
    query = f"?article={asked['silent'].pk}"
    answer = rule(as_user(cy), query, reason=reason, cells=cells)
    assert answer.status_code in (409, 422)
    assert says in answer.content.decode()
    assert not Ruling.objects.exists()


def test_not_while_one_has_still_to_read(asked, cy, as_user):
    query = f"?article={asked['silent'].pk}"
    cells = listed(as_user(cy), query)
    assign(asked["telling"], cy)
    answer = rule(as_user(cy), query, cells=cells)
    assert answer.status_code == 422
    assert "submit your readings, then rule" in answer.content.decode()
    hidden = as_user(cy).get(f"{PAGE}?article={asked['telling'].pk}")
    assert hidden.status_code == 422


def test_the_number_of_queries_does_not_grow(asked, story, cy, as_user):
    client, query = as_user(cy), f"{PAGE}?article={asked['silent'].pk}"
    client.get(query)
    with CaptureQueriesContext(connection) as before:
        client.get(query)
    for n in range(5):
        Question.objects.create(story=story, slug=f"q{n}", wording=f"Question {n}?")
    with CaptureQueriesContext(connection) as after:
        client.get(query)
    assert len(after) == len(before)
