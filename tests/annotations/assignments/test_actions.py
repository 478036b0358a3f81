"""Who is to read what: each step of an assignment's life, and what is refused, in words."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from annotator.annotations.assignments import actions
from annotator.annotations.assignments.actions import AssignmentRefused
from annotator.annotations.models import Annotation, Assignment, AssignmentState, Layer
from tests.conftest import assign as given

pytestmark = pytest.mark.django_db


def settle(article, by, labels) -> Annotation:
    now = timezone.now()
    return Annotation.objects.create(
        article=article,
        layer=Layer.GOLD,
        annotator=by,
        kind="claim",
        label=labels["claim-event"],
        start=0,
        end=3,
        quote=article.text[:3],
        created_at=now,
        updated_at=now,
    )


class TestAssign:
    def test_makes_an_assignment_and_says_in_its_history_who_did(self, article, ada, mo):
        assignment = actions.assign(article, ada, mo)
        assert (assignment.article, assignment.annotator, assignment.state) == (
            article,
            ada,
            AssignmentState.ASSIGNED,
        )
        assert [row.history_user for row in assignment.history.all()] == [mo]

    def test_keeps_the_time_of_an_import(self, article, ada, mo):
        then = datetime(2022, 3, 1, 9, 30, tzinfo=UTC)
        assert actions.assign(article, ada, mo, at=then).assigned_at == then

    def test_a_second_time_is_refused_in_words(self, article, ada, mo):
        actions.assign(article, ada, mo)
        with pytest.raises(ValidationError, match="to read the article already"):
            actions.assign(article, ada, mo)
        assert Assignment.objects.count() == 1

    def test_again_after_it_was_withdrawn(self, article, ada, mo):
        actions.withdraw(actions.assign(article, ada, mo), mo)
        actions.assign(article, ada, mo)
        assert sorted(Assignment.objects.values_list("state", flat=True)) == [
            "assigned",
            "withdrawn",
        ]

    @pytest.mark.parametrize("who", ["stranger", "cy"])
    def test_not_to_somebody_who_may_not_annotate_here(self, article, mo, who, request):
        with pytest.raises(AssignmentRefused, match="no annotator of this story"):
            actions.assign(article, request.getfixturevalue(who), mo)
        assert not Assignment.objects.exists()

    def test_not_to_somebody_who_left(self, article, ada, mo):
        ada.is_active = False
        ada.save()
        with pytest.raises(AssignmentRefused, match="not active"):
            actions.assign(article, ada, mo)
        assert not Assignment.objects.exists()


class TestWithdraw:
    @pytest.mark.parametrize("state", ["assigned", "in progress"])
    def test_ends_an_open_one_with_its_reason(self, article, ada, mo, state):
        assignment = actions.withdraw(given(article, ada, state), mo, "wrong paper")
        assignment.refresh_from_db()
        assert (assignment.state, assignment.reason) == (AssignmentState.WITHDRAWN, "wrong paper")
        assert assignment.history.first().history_user == mo

    @pytest.mark.parametrize(
        "state, words",
        [
            ("submitted", "it stands"),
            ("withdrawn", "ended already"),
            ("handed back", "ended already"),
        ],
    )
    def test_nothing_else(self, article, ada, mo, state, words):
        assignment = given(article, ada, state)
        with pytest.raises(AssignmentRefused, match=words):
            actions.withdraw(assignment, mo)
        assignment.refresh_from_db()
        assert assignment.state == state

    def test_believes_the_database_and_not_an_old_copy(self, article, ada, mo):
        old = given(article, ada)
        actions.submit(article, ada)
        with pytest.raises(AssignmentRefused, match="it stands"):
            actions.withdraw(old, mo)


class TestBegin:
    def test_assigned_becomes_in_progress_once(self, article, ada, reading):
        actions.begin(article, ada)
        actions.begin(article, ada)
        reading.refresh_from_db()
        assert reading.state == AssignmentState.IN_PROGRESS
        assert reading.history.filter(history_type="~").count() == 1

    def test_afterwards_costs_one_question(self, article, ada, reading, django_assert_num_queries):
        actions.begin(article, ada)
        with django_assert_num_queries(1):
            actions.begin(article, ada)

    def test_does_not_open_what_is_submitted(self, article, ada):
        assert actions.begin(article, ada) is None
        given(article, ada, "submitted")
        assert actions.begin(article, ada).state == AssignmentState.SUBMITTED


class TestSubmit:
    @pytest.mark.parametrize("state", ["assigned", "in progress"])
    def test_an_empty_reading_is_a_reading(self, article, ada, state):
        given(article, ada, state)
        before = timezone.now()
        assignment = actions.submit(article, ada)
        assignment.refresh_from_db()
        assert assignment.state == AssignmentState.SUBMITTED
        assert before <= assignment.submitted_at <= timezone.now()
        assert assignment.history.first().history_user == ada

    def test_twice_is_refused(self, article, ada, reading):
        actions.submit(article, ada)
        with pytest.raises(AssignmentRefused, match="submitted this reading already"):
            actions.submit(article, ada)

    @pytest.mark.parametrize("state", [None, "withdrawn"])
    def test_by_somebody_who_is_not_asked_is_refused(self, article, ada, state):
        if state:
            given(article, ada, state)
        with pytest.raises(AssignmentRefused, match="not asked to read"):
            actions.submit(article, ada)

    def test_leaves_another_reader_alone(self, article, ada, bo, reading):
        assigning_of_bo = given(article, bo)
        actions.submit(article, ada)
        assigning_of_bo.refresh_from_db()
        assert assigning_of_bo.state == AssignmentState.ASSIGNED


class TestReopen:
    def test_takes_a_reading_back(self, article, ada, reading):
        actions.submit(article, ada)
        assignment = actions.reopen(article, ada)
        assert (assignment.state, assignment.submitted_at) == (AssignmentState.IN_PROGRESS, None)
        assert [row.state for row in assignment.history.all()][:2] == ["in progress", "submitted"]

    def test_not_once_anything_is_settled(self, article, ada, cy, labels, reading):
        actions.submit(article, ada)
        gold = settle(article, cy, labels)
        with pytest.raises(AssignmentRefused, match="begun to settle"):
            actions.reopen(article, ada)
        reading.refresh_from_db()
        assert reading.state == AssignmentState.SUBMITTED
        gold.erased_at = timezone.now()
        gold.save()
        assert actions.reopen(article, ada).state == AssignmentState.IN_PROGRESS

    def test_not_what_is_still_open(self, article, ada, reading):
        with pytest.raises(AssignmentRefused, match="not submitted"):
            actions.reopen(article, ada)


def test_adjudication_has_begun_only_in_its_own_article(article, other_article, cy, labels):
    settle(article, cy, labels)
    assert actions.adjudication_begun(article)
    assert not actions.adjudication_begun(other_article)


class TestHandBack:
    @pytest.mark.parametrize("state", ["assigned", "in progress"])
    def test_ends_it_with_the_reason(self, article, ada, state):
        given(article, ada, state)
        assignment = actions.hand_back(article, ada, "  I wrote it. ")
        assignment.refresh_from_db()
        assert (assignment.state, assignment.reason) == (AssignmentState.HANDED_BACK, "I wrote it.")
        assert assignment.history.first().history_user == ada

    def test_not_without_a_reason(self, article, ada, reading):
        with pytest.raises(AssignmentRefused, match="Say why"):
            actions.hand_back(article, ada, "  ")
        reading.refresh_from_db()
        assert reading.state == AssignmentState.ASSIGNED

    def test_not_what_is_submitted_or_somebody_elses(self, article, ada, bo):
        given(article, ada, "submitted")
        with pytest.raises(AssignmentRefused, match="reopen it first"):
            actions.hand_back(article, ada, "why")
        with pytest.raises(AssignmentRefused, match="not asked to read"):
            actions.hand_back(article, bo, "why")
