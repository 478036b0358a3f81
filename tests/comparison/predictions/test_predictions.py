"""Predictions: what is foretold, when it is due, and what judges it."""

from datetime import date

import pytest

from annotator.annotations.models import Annotation
from annotator.comparison.engine.compare import compare
from annotator.comparison.engine.prediction_evidence import due_days, judges_of
from annotator.comparison.engine.records import CellMark, QuestionRecord
from annotator.comparison.predictions.predictions import predictions_of
from annotator.vocabulary.models import Question as Asked
from tests.comparison.answers import says
from tests.comparison.conftest import rows_ready
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

PAGE = "/stories/pipeline/predictions/"
KM = QuestionRecord(type="quantity", unit="km")
FORETOLD = says("A", 100, "km", pub="2022-01-01", modality="predicted", as_of="2022-06")


def judged(*answers):
    """The outcome of the one prediction among the answers, and who judges it how."""
    row = compare(KM, answers)
    said = [each for cell in row.cells.values() for each in cell.said]
    [prediction] = [each for each in said if each.answer.modality == "predicted"]
    return prediction.outcome, [
        (j.said.answer.source, j.fits) for j in judges_of(prediction, said, KM)
    ]


class TestJudges:
    @pytest.mark.parametrize(
        "answers, outcome, expected",
        [
            ([], CellMark.OPEN, []),
            ([says("B", 100, "km", pub="2022-07-01")], CellMark.CAME_TRUE, [("B", True)]),
            ([says("B", 300, "km", pub="2022-07-01")], CellMark.FAILED, [("B", False)]),
            ([says("B", 100, "km", pub="2022-05-31")], CellMark.OPEN, []),
            ([says("B", 100, "km", pub="2021-07-01", as_of="2022-06")], CellMark.OPEN, []),
            ([says("B", 100, "km", pub="2022-07-01", modality="hedged")], CellMark.OPEN, []),
            ([says("B", 100, "km", pub="2022-07-01", modality="denied")], CellMark.OPEN, []),
            (
                [says("C", 300, "km", pub="2022-08-01"), says("B", 100, "km", pub="2022-07-01")],
                CellMark.DISPUTED,
                [("B", True), ("C", False)],
            ),
        ],
    )
    def test_are_those_of_the_outcome(self, answers, outcome, expected):
        assert judged(FORETOLD, *answers) == (outcome, expected)

    def test_a_reported_value_beside_the_articles_own_does_not_judge(self):
        said = [
            says("B", 100, "km", pub="2022-07-01"),
            says("B", 300, "km", pub="2022-07-01", said_by="Omar"),
        ]
        assert judged(FORETOLD, *said) == (CellMark.CAME_TRUE, [("B", True)])


class TestDue:
    def test_what_it_refers_to(self):
        assert due_days(FORETOLD, "quantity") == (date(2022, 6, 1), date(2022, 6, 30))

    def test_the_date_that_it_foretells(self):
        answer = says("A", lo="2023-07", hi="2023-07", modality="predicted")
        assert due_days(answer, "date") == (date(2023, 7, 1), date(2023, 7, 31))
        by_then = says("A", hi="2023-07-04", modality="predicted")
        assert due_days(by_then, "date") == (date(2023, 7, 4), date(2023, 7, 4))

    def test_none(self):
        assert due_days(says("A", 100, "km", modality="predicted"), "quantity") is None
        assert due_days(says("A", lo="2023-07-01", modality="predicted"), "date") is None


@pytest.fixture
def foretold(story, labels, ada):
    """The Post foretells 100 km for June 2022; the Globe says 100 km in July."""
    asked = Asked.objects.create(
        story=story, slug="length", wording="How long?", type="quantity", unit="km"
    )
    number = {"value_low": "100", "value_high": "100", "value_bounds": "[]", "unit": "km"}
    one = make_article(story, "Post", "Foretold", "It will be 100 km long.\n")
    other = make_article(story, "Globe", "Built", "It is 100 km long now.\n")
    for article, day in ((one, "2022-01-01"), (other, "2022-07-01")):
        article.published_on = day
        article.save()
    mark(
        one, ada, "100 km", "claim-quantity", question=asked, value="100 km",
        modality="predicted", as_of="2022-06", **number,
    )  # fmt: skip
    mark(other, ada, "100 km", "claim-quantity", question=asked, value="100 km", **number)
    submit(one, ada)
    submit(other, ada)
    return one, other


@pytest.mark.django_db
class TestPage:
    def test_who_may(self, story, ada, cy, mo, stranger, as_user):
        told = [as_user(user).get(PAGE).status_code for user in (ada, cy, mo, stranger)]
        assert told == [403, 200, 200, 404]
        assert as_user(cy).post(PAGE).status_code == 405

    def test_a_prediction_with_what_judges_it(self, foretold, cy, as_user):
        response = as_user(cy).get(PAGE)
        [one] = response.context["page"].object_list
        assert (one["outcome"], one["passage"]["sentence"][1]) == ("came true", "100 km")
        [(judge, fits)] = one["judges"]
        assert (judge["article"], fits) == (foretold[1], True)
        body = response.content.decode()
        assert f"/articles/{foretold[0].pk}/differences/?at=11" in body
        assert "due 1 Jun 2022 to 30 Jun 2022" in body
        assert dict(response.context["numbers"])["came true"] == 1

    def test_several_readers_foretell_once(self, foretold, story, bo):
        claim = Annotation.objects.get(modality="predicted")
        claim.pk, claim.annotator = None, bo
        from uuid import uuid4

        claim.id, claim.start, claim.quote = uuid4(), 3, "will be 100 km"
        claim.save(force_insert=True)
        submit(foretold[0], bo)
        rows_ready()
        assert len(predictions_of(story, ())) == 1

    def test_by_outcome_and_source(self, foretold, cy, as_user):
        client = as_user(cy)

        def count(query):
            return len(client.get(PAGE + query).context["page"].object_list)

        assert count("?outcome=came+true") == 1
        assert count("?outcome=failed") == 0
        assert count(f"?source={foretold[0].source_id}&sort=-date") == 1
        assert count(f"?source={foretold[1].source_id}") == 0
        assert "not in the list" in client.get(PAGE + "?outcome=maybe").content.decode()

    def test_what_one_has_still_to_read_neither_foretells_nor_judges(
        self, foretold, story, cy, as_user
    ):
        assert [one.outcome for one in predictions_of(story, (foretold[1].pk,))] == [CellMark.OPEN]
        assign(foretold[0], cy)
        response = as_user(cy).get(PAGE)
        assert response.context["page"].object_list == []
        assert "foretells anything" in response.content.decode()

    def test_the_number_of_queries_does_not_grow(
        self, foretold, story, ada, cy, as_user, django_assert_num_queries
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        client = as_user(cy)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as before:
            client.get(PAGE)
        for n in range(4):
            asked = Asked.objects.create(story=story, slug=f"q{n}", wording=f"Q{n}?")
            fields = {"question": asked, "modality": "predicted", "value": "long"}
            mark(foretold[0], ada, "long", "claim-event", part=n, **fields)
        with django_assert_num_queries(len(before)):
            assert len(client.get(PAGE).context["page"].object_list) == 5
