"""What decides a question's row, set on its page: shown first, stored, undone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import Annotation
from annotator.comparison.models import Curation, QuestionRow, Ruling
from annotator.vocabulary.models import Question
from tests.comparison.conftest import ready_rows
from tests.comparison.sources import ask, telling
from tests.conftest import assign

pytestmark = pytest.mark.django_db


@pytest.fixture
def length(story, labels, ada):
    """Three sources give three lengths, 5 % apart, where 2 % are allowed."""
    question = ask(story)
    for source, number in (("Post", "1000"), ("Meridian", "1050"), ("Herald", "1051")):
        telling(story, source, number, ada, question)
    return question


@pytest.fixture
def address(story, length):
    return reverse("comparison:question_settings", args=[story.slug, length.pk])


GIVEN = {
    "type": "quantity", "unit": "km", "tolerance": "2", "about": "10", "settling_days": "0",
}  # fmt: skip


def store(client, address, **given):
    """Look at what the settings would change, as a person does, and store them."""
    sent = GIVEN | given
    preview = client.get(address, sent).context["preview"]
    return client.post(address + "set", sent | {"shown": preview.fingerprint})


class TestDoors:
    def test_who_may(self, address, ada, cy, mo, stranger, as_user):
        told = [as_user(user).get(address).status_code for user in (ada, cy, mo, stranger)]
        assert told == [403, 200, 200, 404]
        told = [as_user(u).post(address + "set", GIVEN).status_code for u in (ada, stranger)]
        assert told == [403, 404]
        assert as_user(cy).post(address).status_code == 405
        assert as_user(cy).get(address + "set").status_code == 405

    def test_another_story_has_not_this_question(self, address, length, cy, as_user):
        gone = address.replace(str(length.pk), "98765")
        assert as_user(cy).get(gone).status_code == 404


class TestPreview:
    def test_the_row_before_and_after_and_nothing_is_stored(self, address, length, cy, as_user):
        response = as_user(cy).get(address, GIVEN | {"tolerance": "6"})
        preview = response.context["preview"]
        assert preview.state_changes
        assert "conflict" in preview.before
        assert "agree within tolerance" in preview.after
        assert preview.settings == [("tolerance", "2 %", "6 %")]
        assert preview.same + len(preview.cells) == 3
        length.refresh_from_db()
        assert length.tolerance == 0.02
        assert not Curation.objects.exists()

    def test_which_answers_become_not_comparable(self, address, length, cy, as_user):
        preview = as_user(cy).get(address, GIVEN | {"unit": "tonnes"}).context["preview"]
        assert len(preview.cells) == 3
        assert "3 articles become not comparable" in preview.notes[0]
        assert "not comparable" in preview.cells[0].after

    def test_what_is_not_of_the_type_goes(self, address, length, cy, as_user):
        preview = as_user(cy).get(address, GIVEN | {"type": "date"}).context["preview"]
        assert ("unit", "km", "none") in preview.settings
        assert "by the type" in preview.notes[0]

    def test_an_option_that_answers_give(self, story, length, address, cy, as_user):
        Question.objects.filter(pk=length.pk).update(
            type="choice", options="long\nshort", unit="", tolerance=0
        )
        Annotation.objects.filter(value="1000 km").update(answer_key="long")
        sent = {"type": "choice", "options": "short\ntiny"}
        notes = as_user(cy).get(address, sent).context["preview"].notes
        assert any("“long” is no option any more, and 1 article gives it" in one for one in notes)
        notes = as_user(cy).get(address, sent | {"options": "short\nLong"}).context["preview"].notes
        assert not any("no option any more" in one for one in notes)

    def test_a_ruling_turns_stale(self, story, address, length, cy, as_user):
        ready_rows(story)
        basis = QuestionRow.objects.get(question=length).basis
        passages = reverse("comparison:rule", args=[story.slug, length.pk])
        sent = {"state": "agree", "reason": "Rounding.", "basis": basis}
        assert as_user(cy).post(passages, sent).status_code == 302
        assert Ruling.objects.count() == 1
        notes = as_user(cy).get(address, GIVEN | {"tolerance": "6"}).context["preview"].notes
        assert any("“agree” by Cy turns stale" in one for one in notes)

    def test_what_one_has_still_to_read_takes_no_part(self, address, length, cy, as_user):
        assign(Annotation.objects.get(value="1000 km").article, cy)
        body = as_user(cy).get(address, GIVEN | {"unit": "tonnes"}).content.decode()
        assert "1050 km" in body
        assert "1000 km" not in body


class TestStore:
    def test_stored_with_its_history_and_undone_in_one_step(
        self, story, address, length, cy, as_user
    ):
        client = as_user(cy)
        assert store(client, address, tolerance="6", scope="  Pakistan ").status_code == 302
        length.refresh_from_db()
        assert (length.tolerance, length.scope) == (0.06, "Pakistan")
        assert length.history.first().history_user == cy
        assert ready_rows(story)[0].state == "agree within tolerance"
        page = client.get(address).content.decode()
        assert "tolerance, scope set" in page or "scope, tolerance set" in page
        act = Curation.objects.get()
        client.post(reverse("comparison:undo_curation", args=[story.slug, act.pk]))
        length.refresh_from_db()
        assert (length.tolerance, length.scope) == (0.02, "")
        assert ready_rows(story)[0].state == "conflict"

    def test_not_undone_where_it_was_set_anew(self, story, address, length, cy, as_user):
        client = as_user(cy)
        store(client, address, tolerance="6")
        first = Curation.objects.get()
        store(client, address, tolerance="8")
        undo = reverse("comparison:undo_curation", args=[story.slug, first.pk])
        response = client.post(undo)
        assert response.status_code == 422
        assert "set anew since (tolerance)" in response.content.decode()
        length.refresh_from_db()
        assert length.tolerance == 0.08

    def test_the_question_is_not_asked_anew(self, address, length, cy, as_user):
        before = length.asked_at
        store(as_user(cy), address, many="on")
        length.refresh_from_db()
        assert (length.many, length.asked_at) == (True, before)

    def test_what_was_not_looked_at_is_not_stored(self, address, length, cy, as_user):
        client, sent = as_user(cy), GIVEN | {"tolerance": "6"}
        assert client.post(address + "set", sent).status_code == 409
        preview = client.get(address, sent).context["preview"]
        Annotation.objects.filter(value="1000 km").update(value_low="2000", value_high="2000")
        answer = client.post(address + "set", sent | {"shown": preview.fingerprint})
        assert answer.status_code == 409
        assert "changed since you looked" in answer.content.decode()
        length.refresh_from_db()
        assert length.tolerance == 0.02

    def test_a_choice_whose_options_hold_together(self, address, length, cy, as_user):
        sent = {
            "type": "choice", "options": "the largest\none of the biggest\nsmall",
            "together": "The Largest | one of the biggest",
        }  # fmt: skip
        assert store(as_user(cy), address, **sent).status_code == 302
        length.refresh_from_db()
        assert length.together == "the largest | one of the biggest"
        assert (length.unit, length.tolerance) == ("", 0)

    def test_a_date_asks_for_its_end(self, address, length, cy, as_user):
        assert store(as_user(cy), address, type="date", asks="ended").status_code == 302
        length.refresh_from_db()
        assert (length.type, length.asks) == ("date", "ended")

    @pytest.mark.parametrize(
        "sent, says",
        [
            ({"type": "choice"}, "at least two options"),
            ({"type": "choice", "options": "one"}, "at least two options"),
            ({"type": "choice", "options": "one\nONE"}, "stands there twice"),
            ({"type": "choice", "options": "a\nb | c"}, "has no “|” in it"),
            ({"type": "choice", "options": "a\nb", "together": "a | c"}, "“c” is no option"),
            ({"type": "choice", "options": "a\nb", "together": "a"}, "“a” stands alone"),
            ({"tolerance": "-1"}, "greater than or equal to 0"),
            ({"tolerance": "nan"}, "Enter a number"),
            ({"whole": "0"}, "more than 0"),
            ({"type": "essay"}, "Select a valid choice"),
            ({"type": "date", "asks": "noon"}, "Select a valid choice"),
            ({"settling_days": "1e9"}, "whole number"),
        ],
    )
    def test_refused_in_words(self, sent, says, address, length, cy, as_user):
        client = as_user(cy)
        for answer in (
            client.get(address, GIVEN | sent),
            client.post(address + "set", GIVEN | sent | {"shown": "x"}),
        ):
            assert answer.status_code == 422
            assert says in answer.content.decode()
        length.refresh_from_db()
        assert (length.type, length.tolerance) == ("quantity", 0.02)


def test_the_number_of_queries_does_not_grow(story, address, length, ada, cy, as_user):
    client, sent = as_user(cy), GIVEN | {"unit": "tonnes"}
    client.get(address, sent)
    with CaptureQueriesContext(connection) as before:
        client.get(address, sent)
    for n in range(4):
        telling(story, f"Paper {n}", str(700 + n), ada, length)
    client.get(address, sent)
    with CaptureQueriesContext(connection) as after:
        client.get(address, sent)
    assert len(after) == len(before)
