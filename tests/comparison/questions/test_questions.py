# ruff: noqa: F401, F811 - fixtures of another file
"""Questions in place: reworded, merged, split, by adjudicators and managers."""

import pytest

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Question
from tests.comparison.open_claims.test_open_claims import claim, length, other_claim
from tests.conftest import assign

pytestmark = pytest.mark.django_db
LIST, PAGE = "/stories/pipeline/questions/", "/stories/pipeline/question/"


@pytest.fixture
def answered(claim, other_claim, length):
    Annotation.objects.update(question=length)
    return length


@pytest.fixture
def extent(story):
    return Question.objects.create(
        story=story, slug="extent", wording="What is its extent?", type="quantity", unit="km"
    )


class TestDoors:
    @pytest.mark.parametrize("address", [LIST, PAGE])
    def test_pages(self, address, story, ada, cy, stranger, as_user):
        told = [as_user(user).get(address).status_code for user in (ada, stranger)]
        assert told == [403, 404]
        assert as_user(cy).post(address).status_code == 405

    @pytest.mark.parametrize("what", ["reword", "merge", "split"])
    def test_acts(self, what, story, ada, cy, stranger, as_user):
        told = [as_user(user).post(PAGE + what).status_code for user in (ada, stranger, cy)]
        assert told == [403, 404, 422]
        assert as_user(cy).get(PAGE + what).status_code == 405


class TestPages:
    def test_a_list_with_the_answers_that_count(self, answered, extent, cy, as_user):
        assert as_user(cy).get(LIST).context["rows"] == [(answered, 2), (extent, 0)]
        assert as_user(cy).get(LIST + "?text=extent").context["rows"] == [(extent, 0)]
        assert "worded like this" in as_user(cy).get(LIST + "?text=xyz").content.decode()

    def test_what_one_has_still_to_read_is_not_counted(self, answered, claim, cy, as_user):
        client, address = as_user(cy), f"{PAGE}?question={answered.pk}"
        assert claim.quote in client.get(address).content.decode()
        assign(claim.article, cy)
        assert client.get(LIST).context["rows"] == [(answered, 1)]
        page = client.get(address)
        assert page.status_code == 200
        assert claim.quote not in page.content.decode()

    def test_one_question_with_its_answers(self, answered, claim, cy, as_user):
        page = as_user(cy).get(f"{PAGE}?question={answered.pk}")
        assert claim in page.context["page"]

    @pytest.mark.parametrize("query", ["", "?question=x", "?question=987"])
    def test_no_such_question(self, query, story, cy, as_user):
        assert as_user(cy).get(PAGE + query).status_code == 422

    def test_the_number_of_queries_does_not_grow(
        self, answered, extent, claim, ada, cy, as_user, django_assert_num_queries
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from tests.reconciliation.conftest import mark

        client = as_user(cy)
        address = f"{PAGE}?question={answered.pk}"
        counts = []
        for one in (LIST, address):
            with CaptureQueriesContext(connection) as before:
                client.get(one)
            counts.append(len(before))
        for word in ("minister", "noon", "Karachi", "Kasur"):
            mark(claim.article, ada, word, "claim-event", question=answered)
        for one, count in zip((LIST, address), counts, strict=True):
            with django_assert_num_queries(count):
                client.get(one)


class TestReword:
    def test_is_asked_anew(self, answered, claim, cy, as_user):
        fields = {"question": answered.pk, "wording": "How long will  it be?"}
        response = as_user(cy).post(PAGE + "reword", fields)
        assert response["Location"] == f"{PAGE}?question={answered.pk}"
        before, answered.wording = answered.asked_at, ""
        answered.refresh_from_db()
        assert answered.wording == "How long will it be?"
        assert answered.asked_at > before
        assert answered.history.first().history_user == cy

    @pytest.mark.parametrize("wording", ["", " ", "what is its EXTENT?", "x" * 301])
    def test_refused(self, wording, answered, extent, cy, as_user):
        fields = {"question": answered.pk, "wording": wording}
        assert as_user(cy).post(PAGE + "reword", fields).status_code == 422
        answered.refresh_from_db()
        assert answered.wording == "How long is the pipeline?"


class TestMerge:
    def test_says_first_what_it_would_do(self, answered, extent, cy, as_user):
        page = as_user(cy).get(f"{PAGE}?question={answered.pk}&into={extent.pk}")
        assert "2" in page.context["plan"].will[0]
        answered.refresh_from_db()
        assert answered.active

    def test_moves_the_answers(self, answered, extent, cy, as_user):
        fields = {"question": answered.pk, "into": extent.pk}
        assert as_user(cy).post(PAGE + "merge", fields).status_code == 302
        assert {one.question for one in Annotation.objects.all()} == {extent}
        answered.refresh_from_db()
        assert not answered.active

    def test_not_with_itself_nor_with_another_type(self, answered, extent, cy, as_user):
        client = as_user(cy)
        fields = {"question": answered.pk, "into": answered.pk}
        assert client.post(PAGE + "merge", fields).status_code == 422
        Question.objects.filter(pk=extent.pk).update(type="text")
        fields = {"question": answered.pk, "into": extent.pk}
        assert client.post(PAGE + "merge", fields).status_code == 422
        assert client.get(f"{PAGE}?question={answered.pk}&into={extent.pk}").status_code == 422
        assert {one.question for one in Annotation.objects.all()} == {answered}


class TestSplit:
    def test_some_answers_answer_a_new_question_like_it(self, answered, claim, cy, as_user):
        Question.objects.filter(pk=answered.pk).update(tolerance=0.02)
        fields = {"question": answered.pk, "answers": [claim.pk], "wording": "How long in all?"}
        assert as_user(cy).post(PAGE + "split", fields).status_code == 302
        claim.refresh_from_db()
        made = claim.question
        assert (made.wording, made.type, made.unit, made.tolerance) == (
            "How long in all?", "quantity", "km", 0.02,
        )  # fmt: skip
        assert claim.revision == 2
        assert claim.history.first().history_user == cy
        assert Annotation.objects.filter(question=answered).count() == 1
        before = answered.asked_at
        answered.refresh_from_db()
        assert answered.asked_at > before

    @pytest.mark.parametrize("wording", ["", "how LONG is the pipeline?"])
    def test_refused_wording(self, wording, answered, claim, cy, as_user):
        fields = {"question": answered.pk, "answers": [claim.pk], "wording": wording}
        assert as_user(cy).post(PAGE + "split", fields).status_code == 422
        assert Question.objects.count() == 1

    def test_no_answer_or_one_that_is_hidden(self, answered, claim, cy, as_user):
        fields = {"question": answered.pk, "wording": "How long in all?"}
        assert as_user(cy).post(PAGE + "split", fields).status_code == 422
        assign(claim.article, cy)
        fields |= {"answers": [claim.pk]}
        assert as_user(cy).post(PAGE + "split", fields).status_code == 422
        assert Question.objects.count() == 1

    def test_an_answer_to_another_question(self, answered, extent, claim, cy, as_user):
        fields = {"question": extent.pk, "answers": [claim.pk], "wording": "How long in all?"}
        assert as_user(cy).post(PAGE + "split", fields).status_code == 422
        claim.refresh_from_db()
        assert claim.question == answered
