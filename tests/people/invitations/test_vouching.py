"""An invitation of somebody who may invite no more lets nobody in."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from annotator.desk import actions as members
from annotator.people.actions import deactivate
from annotator.people.invitations import actions
from annotator.people.models import Membership, User
from annotator.people.organisation.adapter import invited
from annotator.trust.models import TrustKind, TrustLine
from tests.conftest import person
from tests.people.invitations.letters import LINK, NED, act, link_in

pytestmark = pytest.mark.django_db


class TestWhoeverInvitedIsOut:
    """Nobody lets anybody in where they are out themselves, whichever way that came."""

    def refused(self, invitation, client, stranger, as_user) -> str:
        page = client.get(LINK)
        assert page.status_code == client.post(LINK, NED).status_code == 410
        assert as_user(stranger).post(LINK).status_code == 410
        with pytest.raises(ValidationError):
            actions.accept(invitation, stranger)
        assert not User.objects.filter(username="ned").exists()
        assert not Membership.objects.filter(user=stranger).exists()
        assert not invited(LINK)
        return page.content.decode()

    @pytest.mark.parametrize(
        "change", [{"is_active": False}, {"username": "former-1", "is_active": False}]
    )
    def test_without_a_word_to_the_invitation(
        self, change, mo, invitation, client, stranger, as_user
    ):
        User.objects.filter(pk=mo.pk).update(**change)
        words = self.refused(invitation, client, stranger, as_user)
        assert "no manager of the story any more" in words

    def test_manager_no_more(self, mo, invitation, client, stranger, as_user):
        Membership.objects.filter(user=mo).update(manager=False, annotator=True)
        self.refused(invitation, client, stranger, as_user)

    def test_a_superuser_needs_no_role(self, mo, invitation, client):
        User.objects.filter(pk=mo.pk).update(is_superuser=True)
        Membership.objects.filter(user=mo).delete()
        assert client.get(LINK).status_code == 200

    def test_a_manager_who_sends_it_again_vouches_from_then_on(
        self, story, mo, bo, invitation, as_user, client
    ):
        members.change_roles(bo.memberships.get(), ["manager"], mo)
        act(as_user(bo), "send", invitation)
        User.objects.filter(pk=mo.pk).update(is_active=False)
        assert client.get(link_in(mail.outbox[-1])).status_code == 200

    @pytest.mark.parametrize(
        "out",
        [
            lambda mo, by: deactivate(mo, by),
            lambda mo, by: members.change_roles(mo.memberships.get(), ["annotator"], by),
            lambda mo, by: members.remove_member(mo.memberships.get(), by),
            lambda mo, by: Membership.objects.filter(user=mo).delete(),
        ],
        ids=["deactivated", "roles", "removed", "admin"],
    )
    def test_theirs_end_with_a_line_and_those_of_others_stay(self, story, mo, bo, invitation, out):
        members.change_roles(bo.memberships.get(), ["manager"], mo)
        other = actions.invite(story, "other@example.org", ["annotator"], bo)
        out(mo, bo)
        invitation.refresh_from_db()
        other.refresh_from_db()
        assert invitation.revoked_at
        assert not other.revoked_at
        [line] = TrustLine.objects.filter(kind=TrustKind.INVITATION_REVOKED)
        assert line.facts["invitation"] == invitation.pk

    def test_a_role_in_another_story_ends_none(self, mo, invitation):
        elsewhere = members.found_story("Another", "", 2, mo)
        members.remove_member(members.add_member(elsewhere, person("zoe"), ["annotator"], mo), mo)
        Membership.objects.get(story=elsewhere, user=mo).delete()
        invitation.refresh_from_db()
        assert not invitation.revoked_at
