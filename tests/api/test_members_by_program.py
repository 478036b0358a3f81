"""Members and invitations by program: added, given other roles, removed; invited, revoked."""

import pytest
from django.core import mail

from annotator.people.models import Invitation, Membership
from tests.api.programs import problem, program_of

pytestmark = pytest.mark.django_db
MEMBERS = "stories/pipeline/members"
INVITATIONS = "stories/pipeline/invitations"


@pytest.fixture
def manager(story, mo):
    return program_of(mo)


def test_somebody_is_added_given_other_roles_and_removed(manager, stranger):
    made = manager.post(MEMBERS, {"who": "zed", "roles": ["annotator"]})
    assert (made.status_code, made.found["roles"]) == (201, ["annotator"])
    assert made.found in manager.get(MEMBERS).found["items"]
    problem(manager.post(MEMBERS, {"who": "zed", "roles": ["annotator"]}), 422)
    both = {"roles": ["adjudicator", "annotator"]}
    assert manager.patch(f"{MEMBERS}/zed", both).found["roles"] == ["adjudicator", "annotator"]
    removed = manager.post(f"{MEMBERS}/zed/remove")
    assert (removed.status_code, removed.found["roles"]) == (200, ["adjudicator", "annotator"])
    assert not Membership.objects.filter(user=stranger).exists()
    problem(manager.post(f"{MEMBERS}/zed/remove"), 404)


@pytest.mark.parametrize(
    "given, place",
    [
        ({"who": "nobody", "roles": ["annotator"]}, "/who"),
        ({"who": "zed", "roles": []}, "/roles"),
        ({"who": "zed", "roles": ["owner"]}, "/roles/0"),
        ({"who": "zed"}, "/roles"),
    ],
)
def test_who_cannot_be_added_is_told_its_place(manager, stranger, given, place):
    [fault] = problem(manager.post(MEMBERS, given), 422)["errors"]
    assert fault["pointer"] == place
    assert not Membership.objects.filter(user=stranger).exists()


def test_the_last_manager_stays(manager):
    told = problem(manager.patch(f"{MEMBERS}/mo", {"roles": ["annotator"]}), 422)["detail"]
    assert "only manager" in told
    problem(manager.post(f"{MEMBERS}/mo/remove"), 422)


def test_an_address_is_invited_again_and_no_more(manager, work_done):
    asked = {"email": "zoe@desk.example", "roles": ["annotator"]}
    made = manager.post(INVITATIONS, asked)
    assert (made.status_code, made.found["invited_by"]) == (201, "mo")
    work_done()
    assert [letter.to for letter in mail.outbox] == [["zoe@desk.example"]]
    assert manager.get(INVITATIONS).found["items"] == [made.found]
    problem(manager.post(INVITATIONS, asked), 422)
    one = f"invitations/{made.found['id']}"
    assert "minute" in problem(manager.post(f"{one}/send"), 422)["detail"]
    Invitation.objects.update(sent_at="2022-02-24T00:00:00Z")
    assert not manager.post(f"{one}/send").found["expired"]
    work_done()
    assert len(mail.outbox) == 2
    assert manager.post(f"{one}/revoke").found["revoked_at"]
    assert manager.get(INVITATIONS).found["items"] == []
    problem(manager.post(f"{one}/revoke"), 422)
    [fault] = problem(manager.post(INVITATIONS, asked | {"email": "zoe"}), 422)["errors"]
    assert fault["pointer"] == "/email"


def test_another_desks_manager_finds_nothing(story, mo, ada, stranger):
    made = program_of(mo).post(INVITATIONS, {"email": "z@desk.example", "roles": ["manager"]})
    one = f"invitations/{made.found['id']}/revoke"
    problem(program_of(stranger).post(one), 404)
    problem(program_of(ada).post(one), 403)
    assert Invitation.objects.get().revoked_at is None
