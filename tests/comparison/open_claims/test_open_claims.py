"""Claims that answer no question: listed with suggestions, attached by somebody, undone."""

import csv
import io

import pytest

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Question
from articles.models import Story
from tests.comparison.kept import keep_up
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/unanswered/"
POSTS = ["attach", "ask", "undo"]


@pytest.fixture
def length(story):
    return Question.objects.create(
        story=story, slug="length", wording="How long is the pipeline?", type="quantity", unit="km"
    )


@pytest.fixture
def claim(article, labels, ada):
    """Ada's claim, submitted, without a question; another source says much the same."""
    made = mark(
        article, ada, "a pipeline of 1,100 kilometres", "claim-quantity", value="1,100 kilometres"
    )
    submit(article, ada)
    return made


@pytest.fixture
def other_claim(story, claim, ada):
    other = make_article(story, "Daily Meridian", "Another", "It is a long pipeline of 800 km.\n")
    made = mark(other, ada, "a long pipeline of 800 km", "claim-quantity", value="800 km")
    submit(other, ada)
    return made


def listed(client, query=""):
    keep_up(Story.objects.get(slug="pipeline"))
    return client.get(PAGE + query).context["page"].object_list


def post(client, what, **fields):
    return client.post(PAGE + what, fields)


class TestDoor:
    def test_who_may(self, story, ada, cy, mo, stranger, as_user):
        told = [as_user(user).get(PAGE).status_code for user in (ada, cy, mo, stranger)]
        assert told == [403, 200, 200, 404]
        assert as_user(cy).post(PAGE).status_code == 405

    @pytest.mark.parametrize("what", POSTS)
    def test_who_may_act(self, what, story, ada, stranger, cy, as_user):
        told = [post(as_user(user), what).status_code for user in (ada, stranger, cy)]
        assert told == [403, 404, 422]
        assert as_user(cy).get(PAGE + what).status_code == 405


class TestList:
    def test_with_the_likest_question_and_claims_of_other_sources(
        self, claim, other_claim, length, cy, as_user
    ):
        first, second = listed(as_user(cy))
        assert (first.key, second.key) == (claim.pk, other_claim.pk)
        assert [one.question for one in first.suggestions] == [length]
        assert [(one.key, one.source) for one in first.others] == [
            (other_claim.pk, "Daily Meridian")
        ]

    def test_a_claim_of_another_source_suggests_what_it_answers(
        self, claim, other_claim, story, cy, as_user
    ):
        asked = Question.objects.create(story=story, slug="x", wording="Extent?", type="quantity")
        Annotation.objects.filter(pk=other_claim.pk).update(question=asked)
        [row] = listed(as_user(cy))
        [one] = row.suggestions
        assert (one.question, one.source) == (asked, "Daily Meridian")
        # What the source itself says elsewhere suggests nothing.
        other_claim.article.source.articles.update(source=claim.article.source)
        assert listed(as_user(cy))[0].suggestions == []

    def test_one_row_a_place_whoever_marked_it(self, claim, article, bo, cy, as_user):
        mark(article, bo, claim.quote, "claim-event")
        submit(article, bo)
        assert len(listed(as_user(cy))) == 1

    def test_what_does_not_count_or_has_a_question_is_not_listed(
        self, claim, other_claim, length, cy, as_user
    ):
        client = as_user(cy)
        assert len(listed(client)) == 2
        claim.article.assignments.update(state="in progress", submitted_at=None)
        Annotation.objects.filter(pk=other_claim.pk).update(question=length)
        assert listed(client) == []

    def test_an_article_that_one_has_still_to_read_shows_nothing(
        self, claim, other_claim, length, cy, as_user
    ):
        table = PAGE[:-1] + ".csv"
        assert claim.quote in as_user(cy).get(table).getvalue().decode()
        assign(claim.article, cy)
        [row] = listed(as_user(cy))
        assert (row.key, row.others) == (other_claim.pk, [])
        fields = {"claim": claim.pk, "question": length.pk}
        assert post(as_user(cy), "attach", **fields).status_code == 422
        assert claim.quote not in as_user(cy).get(table).getvalue().decode()

    def test_by_words_source_and_day(self, claim, other_claim, cy, as_user):
        client = as_user(cy)
        assert [row.key for row in listed(client, "?text=800")] == [other_claim.pk]
        source = claim.article.source_id
        assert [row.key for row in listed(client, f"?source={source}")] == [claim.pk]
        claim.article.published_on = "2020-01-01"
        claim.article.save()
        assert [row.key for row in listed(client, "?sort=-date")] == [other_claim.pk, claim.pk]
        assert "not in the list" in client.get(PAGE + "?source=9999").content.decode()

    def test_empty(self, story, cy, as_user):
        assert "Every claim that counts" in as_user(cy).get(PAGE).content.decode()

    def test_the_number_of_queries_does_not_grow(
        self, claim, other_claim, length, ada, cy, as_user, django_assert_num_queries
    ):
        client = as_user(cy)
        keep_up(claim.article.story)
        client.get(PAGE)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as before:
            client.get(PAGE)
        for word in ("minister", "noon", "Karachi", "Kasur", "nearly", "billion", "analyst"):
            mark(claim.article, ada, word, "claim-event")
        keep_up(claim.article.story)
        with django_assert_num_queries(len(before)):
            client.get(PAGE)


class TestAttach:
    def test_all_readings_of_the_place_with_history(self, claim, article, length, bo, cy, as_user):
        second = mark(article, bo, claim.quote, "claim-quantity", value="1,100 km")
        submit(article, bo)
        response = post(as_user(cy), "attach", claim=claim.pk, question=length.pk)
        assert (response.status_code, response["Location"]) == (302, PAGE)
        for one in (claim, second):
            one.refresh_from_db()
            assert (one.question, one.revision, one.value_low, one.unit) == (
                length,
                2,
                "1100",
                "km",
            )
            assert one.history.first().history_user == cy

    def test_gold_too(self, article, labels, length, cy, as_user):
        made = mark(article, cy, "1,100 kilometres", "claim-quantity", layer="gold")
        assert post(as_user(cy), "attach", claim=made.pk, question=length.pk).status_code == 302
        made.refresh_from_db()
        assert made.question == length

    def test_by_wording(self, claim, length, cy, as_user):
        wording = "how long is  the pipeline?"
        assert post(as_user(cy), "attach", claim=claim.pk, wording=wording).status_code == 302
        claim.refresh_from_db()
        assert claim.question == length

    def test_what_is_computed_is_told(self, claim, article, length, cy, as_user):
        before = article_progress.ArticleProgress.objects.get(pk=article.pk).readings
        post(as_user(cy), "attach", claim=claim.pk, question=length.pk)
        assert article_progress.ArticleProgress.objects.get(pk=article.pk).readings > before

    @pytest.mark.parametrize(
        "fields",
        [{}, {"question": "x"}, {"question": "987"}, {"wording": "Who?"}, {"claim": "x"}],
    )
    def test_bad_input(self, fields, claim, length, cy, as_user):
        given = {"claim": claim.pk} | fields
        assert post(as_user(cy), "attach", **given).status_code == 422
        claim.refresh_from_db()
        assert (claim.question, claim.revision) == (None, 1)

    def test_a_value_that_does_not_fit(self, claim, story, cy, as_user):
        which = Question.objects.create(
            story=story, slug="w", wording="Which way?", type="choice", options="north\nsouth"
        )
        Annotation.objects.filter(pk=claim.pk).update(answer_key="east")
        response = post(as_user(cy), "attach", claim=claim.pk, question=which.pk)
        assert response.status_code == 422
        assert "does not fit" in response.content.decode()
        claim.refresh_from_db()
        assert claim.question is None

    def test_a_question_of_another_story(self, claim, cy, as_user):
        from articles.models import Story

        other = Story.objects.create(slug="o", title="O")
        foreign = Question.objects.create(story=other, slug="f", wording="How?")
        response = post(as_user(cy), "attach", claim=claim.pk, question=foreign.pk)
        assert response.status_code == 422


class TestUndo:
    def test_gives_back_what_was(self, claim, length, cy, as_user):
        client = as_user(cy)
        post(client, "attach", claim=claim.pk, question=length.pk)
        [one] = client.get(PAGE).context["recent"]
        assert (one.key, one.question) == (claim.pk, length.wording)
        assert post(client, "undo", claim=claim.pk).status_code == 302
        claim.refresh_from_db()
        assert (claim.question, claim.value_low, claim.unit, claim.revision) == (None, "", "", 3)
        assert client.get(PAGE).context["recent"] == []

    def test_not_twice_and_not_once_changed(self, claim, length, cy, as_user):
        client = as_user(cy)
        post(client, "attach", claim=claim.pk, question=length.pk)
        Annotation.objects.filter(pk=claim.pk).update(revision=9)
        assert post(client, "undo", claim=claim.pk).status_code == 422
        claim.refresh_from_db()
        assert claim.question == length


class TestNewQuestion:
    def test_with_claims_of_other_sources(self, claim, other_claim, story, cy, as_user):
        fields = {"wording": "How long?", "type": "quantity", "unit": "km"}
        response = post(as_user(cy), "ask", claim=claim.pk, also=[other_claim.pk], **fields)
        assert response.status_code == 302
        made = Question.objects.get()
        assert (made.story, made.unit, made.history.first().history_user) == (story, "km", cy)
        assert {one.question for one in Annotation.objects.all()} == {made}

    @pytest.mark.parametrize(
        "fields",
        [
            {"wording": "", "type": "text"},
            {"wording": "Which?", "type": "choice"},
            {"wording": "Which?", "type": "riddle"},
            {"wording": "Which?", "type": "text", "also": "x"},
        ],
    )
    def test_bad_input(self, fields, claim, cy, as_user):
        assert post(as_user(cy), "ask", claim=claim.pk, **fields).status_code == 422
        assert not Question.objects.exists()
        claim.refresh_from_db()
        assert claim.question is None

    def test_markup_in_words_is_shown_as_text(self, story, labels, ada, cy, as_user):
        one = make_article(story, "Post", "<i>T</i>", "It is <b>long</b> & wide.\n")
        mark(one, ada, "<b>long</b> & wide", "claim-event")
        submit(one, ada)
        keep_up(story)
        body = as_user(cy).get(PAGE).content.decode()
        assert "&lt;b&gt;long&lt;/b&gt; &amp; wide" in body
        assert "<i>T" not in body


def test_csv_leads_back_to_the_words(claim, article, cy, as_user):
    response = as_user(cy).get(PAGE[:-1] + ".csv")
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode()))
    assert article.text[int(row["start"]) : int(row["end"])] == row["quote"] == claim.quote
    assert (row["text_sha256"], row["article_id"]) == (article.text_sha256, str(article.pk))
    assert (row["layer"], row["readings"], row["label"]) == ("reading", "1", "claim-quantity")
