# ruff: noqa: F401, F811 - fixtures of another file
"""A question is split in the admin, by what its answers say or answer by answer, and undone."""

import pytest
from django.urls import reverse

from annotator.annotations.models import BulkAct
from annotator.people.models import User
from annotator.vocabulary.actions import get_or_make_question
from annotator.vocabulary.models import Question
from tests.annotations.admin.test_admin import Hand, root, shown, staff
from tests.annotations.admin.test_bulk_acts import ACTS, do, state, undo
from tests.annotations.recording.test_actions import mark
from tests.conftest import assign, person

pytestmark = pytest.mark.django_db


class TestSplitQuestion:
    @pytest.fixture
    def length(self, story, article, ada, bo, cy, reading, labels):
        """“How long?” with 1,100 km from two readers and 800 km from one."""
        asked = get_or_make_question(story, "How long?", None, type="quantity", unit="km")
        for user, value in ((ada, "1,100 km"), (bo, "1,100  KM"), (cy, "800 km")):
            if user != ada:
                assign(article, user)
            given = {"question": asked, "value": value}
            mark(article, user, "1,100 kilometres", "claim-quantity", details=given)
        return asked

    @pytest.fixture
    def address(self, length):
        return reverse("admin:vocabulary_question_split", args=[length.pk])

    def test_by_what_they_say_with_a_plan_and_undone(self, root, length, address):
        before = state()
        change = root.get(reverse("admin:vocabulary_question_change", args=[length.pk]))
        assert address in change.content.decode()
        hand = Hand(root, address, "split", [])
        assert "1,100 KM (2 answers)" in shown(hand.begin())
        page = hand.choose(said=["1,100 km"], wording="How long on land?")
        told = shown(page)
        assert "A new question “How long on land?” is asked, for quantity" in told
        assert "2 answers “1,100" in told
        assert "1 other answer will go on answering “How long?”" in told
        assert "is a question of its own" in shown(hand.do(page))
        made = Question.objects.get(wording="How long on land?")
        assert (made.type, made.unit, made.answers.count()) == ("quantity", "km", 2)
        assert length.answers.get().value == "800 km"
        undo(root)
        assert length.answers.count() == 3
        made.refresh_from_db()
        assert not made.active
        made.delete()
        assert state() == before

    def test_by_single_answers(self, root, length, address, bo):
        one = length.answers.get(annotator=bo)
        do(root, address, "split", [], answers=[str(one.pk)], wording="How long at sea?")
        made = Question.objects.get(wording="How long at sea?")
        assert list(made.answers.all()) == [one]

    @pytest.mark.parametrize(
        "choices, says",
        [
            ({"wording": "Else?"}, "Tick at least one answer"),
            ({"said": ["9 km"], "wording": "Else?"}, "9 km is not one of the available choices"),
            ({"answers": ["x"], "wording": "Else?"}, "x is not one of the available choices"),
            ({"said": ["800 km"], "wording": ""}, "This field is required"),
            ({"said": ["800 km"], "wording": "how  LONG?"}, "The story has this question already"),
        ],
    )
    def test_refused_in_words(self, root, length, address, choices, says):
        page = Hand(root, address, "split", []).choose(**choices)
        assert page.status_code == 422
        assert says in shown(page)
        assert Question.objects.count() == 1

    def test_no_undo_while_others_have_answered_the_new_one(self, root, length, address, article):
        do(root, address, "split", [], said=["800 km"], wording="How long on land?")
        made = Question.objects.get(wording="How long on land?")
        dee = person("dee")
        assign(article, dee)
        given = {"question": made, "value": "700 km"}
        mark(article, dee, "1,100 kilometres", "claim-quantity", details=given)
        told = shown(Hand(root, ACTS, "undo_act", [BulkAct.objects.get()]).choose())
        assert "1 highlight has come to name “How long on land?” since" in told
        assert made.answers.count() == 2

    def test_who_may_and_what_a_reader_does_not_see(
        self, root, staff, length, address, article, as_user
    ):
        assert staff("vocabulary.change_question").get(address).status_code == 403
        may = staff("vocabulary.change_question", "annotations.change_annotation")
        assert may.get(address).status_code == 200
        blind = User.objects.create_superuser("blind", password="correct-horse")
        assign(article, blind)
        assert "1,100" not in shown(as_user(blind).get(address))
        assert root.get(address.replace(str(length.pk), "987")).status_code == 404
