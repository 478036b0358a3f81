"""Decisions and comments in the admin: found and read by whoever may, changed by nobody."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from annotator.people.models import User
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.models import Comment, Decision
from annotator.reconciliation.places.load import readings_of
from tests.conftest import assign, person
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db
DECISIONS = reverse("admin:reconciliation_decision_changelist")
COMMENTS = reverse("admin:reconciliation_comment_changelist")


@pytest.fixture
def root(as_user):
    return as_user(User.objects.create_superuser("root", password="correct-horse"))


@pytest.fixture
def decided(read_twice, cy, ada):
    """Three places ruled on; one of the decisions undone."""
    for reason in ("The noun names it.", "Out of scope.", "Undone soon."):
        place = next(p for p in readings_of(read_twice).places if not p.decisions)
        keys = list(place.lanes[0].keys)
        last = actions.decide(read_twice, cy, stamp=place.stamp, accept=keys, reason=reason)
    actions.undo(read_twice, cy, decision=last.pk)
    about = [readings_of(read_twice).read[0]["id"]]
    actions.comment(read_twice, ada, about=about, text="Is this the minister of trade?")
    return read_twice


def body(client, address: str) -> str:
    return client.get(address).content.decode()


def test_who_decided_what_and_why(decided, root, cy):
    page = body(root, DECISIONS)
    for words in ("The noun names it.", "Out of scope.", "undone by Cy", "by hand", "stands"):
        assert words in page
    first = Decision.everything.first()
    page = body(root, reverse("admin:reconciliation_decision_change", args=[first.pk]))
    for words in ("“minister”, revision 1, accepted", "entity-person “minister”", "Cy", "Ada"):
        assert words in page


def test_found_by_words_and_filters(decided, root):
    assert "The noun names it." not in body(root, DECISIONS + "?q=scope")
    assert "The noun names it." in body(root, DECISIONS + "?q=minister")
    stand, undone = (body(root, f"{DECISIONS}?stands={which}") for which in ("yes", "undone"))
    assert ("Out of scope." in stand, "Undone soon." in stand) == (True, False)
    assert ("Out of scope." in undone, "Undone soon." in undone) == (False, True)
    assert "0 decisions" in body(root, DECISIONS + "?outcome__exact=none")
    assert "0 decisions" in body(root, DECISIONS + "?stands=replaced")


def test_comments_are_found(decided, root):
    assert "Is this the minister of trade?" in body(root, COMMENTS + "?q=trade")
    assert "0 comments" in body(root, COMMENTS + "?q=harbour")


@pytest.mark.parametrize("model", [Decision, Comment])
def test_nobody_adds_changes_or_deletes(decided, root, model):
    at = f"admin:reconciliation_{model._meta.model_name}"
    one = model._base_manager.first()
    assert root.get(reverse(f"{at}_add")).status_code == 403
    assert root.post(reverse(f"{at}_delete", args=[one.pk]), {"post": "yes"}).status_code == 403
    assert root.post(reverse(f"{at}_change", args=[one.pk]), {"reason": "x"}).status_code == 403
    assert root.get(reverse(f"{at}_history", args=[one.pk])).status_code == 200
    page = body(root, reverse(f"{at}_changelist"))
    assert 'id="result_list"' in page
    assert "delete_selected" not in page


def test_staff_look_with_the_right_alone(decided, as_user):
    who = person("staff", is_staff=True)
    assert as_user(who).get(DECISIONS).status_code == 403
    who.user_permissions.add(Permission.objects.get(codename="view_decision"))
    assert as_user(who).get(DECISIONS).status_code == 200
    assert as_user(who).get(COMMENTS).status_code == 403


def test_blind_to_whoever_has_still_to_read(decided, as_user):
    reader = User.objects.create_superuser("reads", password="correct-horse")
    own = assign(decided, reader)
    one = Decision.everything.first()

    def told(page: str) -> bool:
        return "Pipeline talks" in body(as_user(reader), page).partition("result_list")[2]

    assert not any(told(page) for page in (DECISIONS, COMMENTS))
    detail = reverse("admin:reconciliation_decision_change", args=[one.pk])
    assert as_user(reader).get(detail).status_code == 302
    own.delete()
    assert all(told(page) for page in (DECISIONS, COMMENTS))
    assert as_user(reader).get(detail).status_code == 200


def test_as_many_questions_for_many(decided, root, cy, ada, django_assert_num_queries):
    root.get(DECISIONS)
    with django_assert_num_queries(8):
        root.get(DECISIONS)
    for words in ("noon", "Kasur", "Omar Reza"):
        mark(decided, ada, words, "entity-place")
        place = next(p for p in readings_of(decided).places if not p.decisions)
        actions.decide(decided, cy, stamp=place.stamp, reason=words)
    with django_assert_num_queries(8):
        root.get(DECISIONS)
