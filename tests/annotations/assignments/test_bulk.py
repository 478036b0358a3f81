"""Many assignments at once: moved to somebody else, dated, spread, taken back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.annotations import article_progress as standings
from annotator.annotations.assignments import actions, bulk, distribution_plan
from annotator.annotations.assignments.actions import AssignmentRefused
from annotator.annotations.models import Annotation, Assignment, AssignmentState
from articles.models import Article
from tests.conftest import assign, make_article, member

pytestmark = pytest.mark.django_db
FRIDAY = date(2030, 5, 17)


def standing() -> list[tuple[str, str, str]]:
    rows = Assignment.objects.order_by("article__title", "annotator__username", "pk")
    return list(rows.values_list("article__title", "annotator__username", "state"))


class TestReassign:
    def test_withdraws_and_assigns_with_the_deadline(self, article, ada, bo, mo):
        first = actions.assign(article, ada, mo, due_on=FRIDAY)
        actions.begin(article, ada)
        (new,) = bulk.reassign([first], bo, mo)
        first.refresh_from_db()
        assert (first.state, first.reason) == (AssignmentState.WITHDRAWN, "Given to Bo.")
        assert (new.annotator, new.state, new.due_on) == (bo, AssignmentState.ASSIGNED, FRIDAY)
        assert first.history.first().history_user == new.history.first().history_user == mo

    def test_what_the_first_marked_stays_and_does_not_count(self, article, ada, bo, mo, labels):
        first = assign(article, ada, "in progress")
        now = timezone.now()
        Annotation.objects.create(
            article=article, annotator=ada, kind="claim", label=labels["claim-event"], start=0,
            end=3, quote=article.text[:3], created_at=now, updated_at=now,
        )  # fmt: skip
        bulk.reassign([first], bo, mo)
        assert Annotation.objects.filter(annotator=ada).exists()
        assert not Assignment.objects.filter(
            annotator=ada, state=AssignmentState.SUBMITTED
        ).exists()

    def test_what_was_handed_back_is_assigned_anew(self, article, ada, bo, mo):
        first = assign(article, ada, "handed back")
        bulk.reassign([first], bo, mo)
        assert standing() == [
            ("Pipeline talks", "ada", "handed back"),
            ("Pipeline talks", "bo", "assigned"),
        ]

    @pytest.mark.parametrize(
        "state, to, words",
        [
            ("submitted", "bo", "the reading stands"),
            ("assigned", "cy", "no active annotator"),
            ("assigned", "ada", "reads “Pipeline talks” already"),
        ],
    )
    def test_refused_whole(
        self, article, other_article, ada, bo, cy, mo, request, state, to, words
    ):
        rows = [assign(other_article, ada), assign(article, ada, state)]
        if to == "ada":
            rows = [assign(article, bo)]
            Assignment.objects.filter(article=other_article).delete()
        before = standing()
        with pytest.raises(AssignmentRefused, match=words):
            bulk.reassign(rows, request.getfixturevalue(to), mo)
        assert standing() == before

    def test_not_one_article_to_one_person_twice(self, story, article, ada, bo, mo):
        rows = [assign(article, ada), assign(article, bo)]
        with pytest.raises(ValidationError, match="twice"):
            bulk.reassign(rows, member(story, "di", "annotator"), mo)


class TestDue:
    def test_set_changed_and_cleared_with_history_but_not_of_what_is_done(
        self, article, other_article, ada, bo, mo
    ):
        rows = [assign(article, ada), assign(other_article, ada, "submitted"), assign(article, bo)]
        assert bulk.set_due(rows, FRIDAY, mo) == 2
        assert bulk.set_due(rows, FRIDAY, mo) == 0
        assert bulk.set_due(rows[:1], FRIDAY + timedelta(1), mo) == 1
        assert bulk.set_due(rows[:1], None, mo) == 1
        days = [Assignment.objects.get(pk=row.pk).due_on for row in rows]
        assert days == [None, None, FRIDAY]
        told = [(one.due_on, one.history_user) for one in rows[0].history.all()[:3]]
        assert told == [(None, mo), (FRIDAY + timedelta(1), mo), (FRIDAY, mo)]

    def test_overdue_is_what_is_open_after_its_last_day(self, article, other_article, ada, bo):
        today = timezone.localdate()
        late, done, last = (
            assign(article, ada),
            assign(article, bo, "submitted"),
            assign(other_article, ada),
        )
        Assignment.objects.update(due_on=today - timedelta(1))
        Assignment.objects.filter(pk=last.pk).update(due_on=today)
        found = [Assignment.objects.get(pk=row.pk).overdue for row in (late, done, last)]
        assert found == [True, False, False]

    def test_of_many_in_as_many_statements_as_of_one(self, story, ada, mo):
        rows = [assign(make_article(story, "S", f"P {n}", f"T {n}.\n"), ada) for n in range(12)]
        with CaptureQueriesContext(connection) as one:
            bulk.set_due(rows[:1], FRIDAY, mo)
        with CaptureQueriesContext(connection) as many:
            bulk.set_due(rows, FRIDAY, mo)
        assert len(one) == len(many)


class TestSpread:
    @pytest.fixture
    def desk(self, story, ada, bo, mo):
        for n in range(8):
            make_article(story, f"S{n % 2}", f"P {n}", f"T {n}.\n")
        return [ada, bo, member(story, "di", "annotator")]

    def share(self, story, people, by, due_on=None):
        articles = Article.objects.filter(story=story)
        seen = distribution_plan.propose(story, people, articles)
        return seen, distribution_plan.carry_out(
            story, people, articles, seen.fingerprint, by, due_on
        )

    def test_gives_what_was_shown_and_takes_back_what_nobody_began(self, story, desk, ada, mo):
        seen, at = self.share(story, desk, mo, FRIDAY)
        made = Assignment.objects.filter(assigned_at=at, due_on=FRIDAY)
        assert set(made.values_list("article_id", "annotator_id")) == set(seen.pairs)
        assert sorted(share.new for share in seen.shares) == [5, 5, 6]
        begun = made.filter(annotator=ada).first()
        actions.begin(begun.article, ada)
        assert bulk.take_back(story, at, mo) == 15
        assert [row.pk for row in Assignment.objects.exclude(state=AssignmentState.WITHDRAWN)] == [
            begun.pk
        ]
        # What was undone counts as never given: all of it can be given again.
        again, _ = self.share(story, desk, mo)
        assert len(again.pairs) == 15
        assert not again.short

    def test_never_again_to_whom_it_was_taken_from_or_who_handed_it_back(self, story, desk, mo):
        ada, bo, _ = desk
        first, second = Article.objects.order_by("pk")[:2]
        assign(first, ada, "handed back")
        actions.withdraw(assign(second, bo), mo)
        seen, _ = self.share(story, [ada, bo], mo)
        assert not {(first.pk, ada.pk), (second.pk, bo.pk)} & set(seen.pairs)
        assert [(one.text.id, one.lacking, one.had) for one in seen.short] == [
            (first.pk, 1, 1),
            (second.pk, 1, 1),
        ]

    def test_raising_the_number_of_readers_adds_and_a_closed_reading_gets_nobody(
        self, story, desk, mo
    ):
        self.share(story, desk, mo)
        before = set(Assignment.objects.values_list("article_id", "annotator_id"))
        story.readers = 3
        story.save()
        standings.close(Article.objects.first(), mo)
        seen, _ = self.share(story, desk, mo)
        after = set(Assignment.objects.values_list("article_id", "annotator_id"))
        assert before < after
        assert len(after - before) == 7
        assert seen.closed == 1

    def test_not_what_changed_since_it_was_shown(self, story, desk, mo):
        articles = Article.objects.filter(story=story)
        seen = distribution_plan.propose(story, desk, articles)
        assign(articles.first(), desk[0])
        with pytest.raises(distribution_plan.OutdatedProposal, match="changed while you looked"):
            distribution_plan.carry_out(story, desk, articles, seen.fingerprint, mo)
        assert Assignment.objects.count() == 1

    def test_of_many_in_as_many_statements_as_of_few(self, story, desk, mo):
        few = Article.objects.filter(title="P 0")
        seen = distribution_plan.propose(story, desk, few)
        with CaptureQueriesContext(connection) as one:
            at = distribution_plan.carry_out(story, desk, few, seen.fingerprint, mo)
        with CaptureQueriesContext(connection) as one_back:
            bulk.take_back(story, at, mo)
        seen = distribution_plan.propose(story, desk, story.articles.all())
        with CaptureQueriesContext(connection) as many:
            at = distribution_plan.carry_out(
                story, desk, story.articles.all(), seen.fingerprint, mo
            )
        with CaptureQueriesContext(connection) as many_back:
            bulk.take_back(story, at, mo)
        assert (len(many), len(many_back)) == (len(one), len(one_back))
