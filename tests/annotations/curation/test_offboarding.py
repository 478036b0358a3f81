"""An account is closed: open articles go back or to somebody else; what was submitted counts."""

import pytest
from django.core.exceptions import ValidationError

from annotator.annotations.curation.offboarding import deactivate_user, deactivate_user_preview
from annotator.annotations.models import Assignment
from annotator.people.models import User
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(story, article, other_article, ada, bo):
    """Two open ones, of which Bo reads one already, and a submitted one."""
    done = make_article(story, title="Done", text="Done.\n")
    assign(article, ada, "in progress")
    assign(other_article, ada)
    assign(other_article, bo)
    assign(done, ada, "submitted")


def test_open_ones_are_withdrawn_with_the_reason_and_submitted_ones_stay(work, ada, mo):
    deactivate_user(ada, mo)
    ada.refresh_from_db()
    assert not ada.is_active
    assert ada.history.first().history_user == mo
    states = ada.assignments.order_by("pk").values_list("state", "reason")
    assert list(states) == [
        ("withdrawn", "Ada has left"), ("withdrawn", "Ada has left"), ("submitted", ""),
    ]  # fmt: skip
    ended = Assignment.history.filter(annotator=ada, state="withdrawn")
    assert {row.history_user for row in ended} == {mo}
    assert len(ended) == 2


def test_the_heir_is_asked_where_they_can_be(work, article, ada, bo, mo):
    plan = deactivate_user_preview(ada, mo, bo)
    assert plan.will[1:] == (
        "1 open article of theirs will be Bo's to read, afresh.",
        "1 open article will be withdrawn: Bo reads it already, or is no annotator there.",
    )
    assert plan.stays[0].startswith("1 submitted reading")
    deactivate_user(ada, mo, bo)
    assert set(bo.assignments.values_list("article__title", "state")) == {
        ("Another paper", "assigned"), ("Pipeline talks", "assigned"),
    }  # fmt: skip
    assert ada.assignments.get(article=article).reason == "Ada has left: handed to Bo"
    assert bo.assignments.get(article=article).history.get().history_user == mo


def test_an_adjudicator_who_does_not_annotate_takes_nothing_on(work, ada, cy, mo):
    assert deactivate_user(ada, mo, cy).handed == ()
    assert not cy.assignments.exists()


def test_an_adjudicator_who_annotates_too_does(work, ada, cy, mo):
    cy.memberships.update(annotator=True)
    assert len(deactivate_user(ada, mo, cy).handed) == 2
    assert cy.assignments.count() == 2


def test_refused_oneself_a_superuser_and_an_unfit_heir(work, ada, bo, mo):
    root = User.objects.create_superuser("root")
    gone = User.objects.create_user("gone", is_active=False)
    for user, by, heir in ((mo, mo, None), (root, mo, None), (gone, mo, None), (ada, mo, ada), (ada, mo, gone)):  # fmt: skip
        with pytest.raises(ValidationError):
            deactivate_user_preview(user, by, heir)
        with pytest.raises(ValidationError):
            deactivate_user(user, by, heir)
    assert User.objects.filter(is_active=True).count() == 4
    assert ada.assignments.filter(state="withdrawn").count() == 0


def test_open_invitations_are_told_and_end(story, mo, cy, invitation):
    cy.memberships.update(manager=True)
    plan = deactivate_user_preview(mo, cy)
    assert "1 open invitation by Mo will end." in plan.will
    assert "1 open invitation by you will end." in deactivate_user_preview(mo, mo, own=True).will
    deactivate_user(mo, cy)
    invitation.refresh_from_db()
    assert invitation.revoked_at
    assert invitation.history.first().history_user == cy
