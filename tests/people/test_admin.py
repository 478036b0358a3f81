"""Accounts and memberships in the admin: found, changed with their author noted, never deleted."""

import pytest
from django.urls import reverse

from annotator.people.models import Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(as_user):
    return as_user(User.objects.create_superuser("root", "root@example.org", "correct-horse"))


@pytest.mark.parametrize("model", ["user", "membership"])
def test_lists_and_finds(root, ada, bo, model):
    found = root.get(reverse(f"admin:people_{model}_changelist"), {"q": "ada"}).content.decode()
    assert "ada" in found
    assert ">bo<" not in found


def test_nobody_is_deleted(root, ada):
    member = Membership.objects.get(user=ada)
    assert (
        root.post(reverse("admin:people_user_delete", args=[ada.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert (
        root.post(
            reverse("admin:people_membership_delete", args=[member.pk]), {"post": "yes"}
        ).status_code
        == 403
    )
    assert Membership.objects.filter(user=ada).exists()


def test_a_change_of_roles_notes_who_made_it(root, ada, story):
    member = Membership.objects.get(user=ada)
    root.post(
        reverse("admin:people_membership_change", args=[member.pk]),
        {"user": ada.pk, "story": story.pk, "annotator": "on", "adjudicator": "on"},
    )
    member.refresh_from_db()
    assert member.roles == {"annotator", "adjudicator"}
    assert member.history.first().history_user.username == "root"


def test_only_for_whom_django_lets_in(ada, as_user):
    assert as_user(ada).get(reverse("admin:people_user_changelist")).status_code == 302
