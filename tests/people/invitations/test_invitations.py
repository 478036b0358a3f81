"""Invitations by mail: sent, sent again, revoked; accepted by somebody new or of the desk."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from annotator.background.presence import sign
from annotator.desk import actions as members
from annotator.people.actions import deactivate
from annotator.people.invitations import actions
from annotator.people.invitations.tasks import send_letter
from annotator.people.models import Invitation, Membership, User
from annotator.people.organisation.adapter import invited
from annotator.trust.models import TrustKind, TrustLine
from tests.conftest import INVITED, person
from tests.waiting_work import run_what_waits

pytestmark = pytest.mark.django_db
MEMBERS = "/stories/pipeline/members/"
INVITE = "/stories/pipeline/invitations/"
LINK = f"/accounts/invitation/{INVITED}/"
NED = {
    "username": "ned",
    "first_name": "Ned",
    "last_name": "Okoro",
    "password1": "battery-staple-9",
    "password2": "battery-staple-9",
}


def invite(client, email="ned@example.org", roles=("annotator",), **more):
    return sent(client.post(INVITE, {"email": email, "roles": roles}, **more))


def act(client, name, invitation, **more):
    return sent(client.post(reverse(f"desk:{name}_invitation", args=[invitation.pk]), **more))


def sent(answer):
    """The answer, after a worker has done what waits."""
    run_what_waits(may_fail=True)
    return answer


def link_in(letter) -> str:
    return re.search(r"http://testserver(/accounts/invitation/[\w-]+/)", letter.body).group(1)


def later(invitation, **how):
    """As if the letter had gone out earlier."""
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(**how))


def no_mail(*args, **kwargs):
    raise SMTPServerDisconnected("secret words of a letter")


class TestInvite:
    def test_a_letter_with_a_link_that_works(self, mo, as_user, client):
        sign("a worker")
        page = invite(as_user(mo), roles=["annotator", "adjudicator"], follow=True).content.decode()
        assert "on its way to ned@example.org" in page
        assert "ned@example.org" in page.partition('id="invited"')[2]
        assert "adjudicator, annotator</td>" in page
        (letter,) = mail.outbox
        assert letter.to == ["ned@example.org"]
        assert letter.subject == "Annotator: you are invited to “The pipeline”"
        assert "Mo invites you" in letter.body
        shown = client.get(link_in(letter))
        assert shown.status_code == 200
        assert "As adjudicator and annotator" in shown.content.decode()
        assert Invitation.objects.get().history.get().history_user == mo

    def test_the_link_is_in_no_page_and_no_log(self, mo, as_user, client, caplog):
        caplog.set_level("DEBUG")
        page = invite(as_user(mo), follow=True).content.decode()
        token = link_in(mail.outbox[0]).split("/")[-2]
        client.get(link_in(mail.outbox[0]))
        assert "ned@example.org" in page
        assert token not in page
        assert "/accounts/invitation/" in caplog.text
        assert token not in caplog.text
        assert token not in str(Invitation.objects.values().get())
        assert send_letter.module_path in (tasks := str(list(DBTaskResult.objects.values())))
        assert token not in tasks
        assert "token_hash" not in Invitation.history.values().get()

    @pytest.mark.parametrize(
        "email, roles, words",
        [
            ("nobody", ["annotator"], "valid email address"),
            ("", ["annotator"], "This field is required"),
            ("a@example.org\nBcc: b@example.org", ["annotator"], "valid email address"),
            ("ned@example.org", [], "Choose at least one role."),
            ("ned@example.org", ["king"], "Select a valid choice"),
            ("ADA@example.org", ["annotator"], "Ada is a member of the story already."),
        ],
    )
    def test_refused_in_words(self, ada, mo, as_user, email, roles, words):
        response = invite(as_user(mo), email, roles)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not Invitation.objects.exists()
        assert not mail.outbox

    def test_an_address_once_in_any_case(self, mo, invitation, as_user):
        response = invite(as_user(mo), "NED@example.org")
        assert response.status_code == 422
        assert "invited already" in response.content.decode()
        with pytest.raises(IntegrityError, match="invitation_open_once"), transaction.atomic():
            Invitation.objects.create(
                story=invitation.story, email="Ned@Example.org", annotator=True, invited_by=mo,
                created_at=timezone.now(), token_hash="x",
            )  # fmt: skip

    def test_a_mail_server_that_is_away(self, mo, as_user, monkeypatch, caplog):
        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", no_mail)
        client = as_user(mo)
        assert "leaves as soon as there is one" in invite(client, follow=True).content.decode()
        tasks = client.get("/stories/pipeline/tasks/").content.decode()
        assert "The mail server did not take the letter to ned@example.org." in tasks
        assert "not sent" in client.get(MEMBERS).content.decode()
        assert "secret words" not in caplog.text
        monkeypatch.undo()
        act(client, "send", Invitation.objects.get())
        assert "not sent" not in client.get(MEMBERS).content.decode()
        assert len(mail.outbox) == 1

    def test_one_that_was_revoked_meanwhile_gets_no_letter(self, mo, as_user):
        client = as_user(mo)
        client.post(INVITE, {"email": "ned@example.org", "roles": ["annotator"]})
        client.post(reverse("desk:send_invitation", args=[Invitation.objects.get().pk]))
        assert not mail.outbox  # nothing is sent within a request
        act(client, "revoke", Invitation.objects.get())
        assert not mail.outbox
        assert DBTaskResult.objects.get(task_path=send_letter.module_path).status == "SUCCESSFUL"

    def test_a_letter_sent_twice_has_one_link_that_works(self, mo, as_user, client):
        invite(as_user(mo))
        send_letter.now(Invitation.objects.get().pk, "http://testserver/", mo.pk)
        first, second = map(link_in, mail.outbox)
        assert [client.get(link).status_code for link in (first, second)] == [404, 200]

    def test_a_title_of_two_lines_is_one_subject(self, story, mo, as_user):
        story.title = "The\npipeline"
        story.save()
        invite(as_user(mo))
        assert mail.outbox[0].subject.endswith("“The pipeline”")


class TestSendAgain:
    def test_the_old_link_ends(self, mo, invitation, as_user, client):
        act(as_user(mo), "send", invitation)
        assert client.get(link_in(mail.outbox[0])).status_code == 200
        assert client.get(LINK).status_code == 404

    def test_once_a_minute(self, mo, invitation, as_user):
        client = as_user(mo)
        act(client, "send", invitation)
        page = act(client, "send", invitation, follow=True).content.decode()
        assert "within the last minute" in page
        assert len(mail.outbox) == 1
        later(invitation, seconds=61)
        act(client, "send", invitation)
        assert len(mail.outbox) == 2

    def test_nor_faster_by_revoking(self, mo, as_user):
        client = as_user(mo)
        invite(client)
        act(client, "revoke", Invitation.objects.get())
        response = invite(client)
        assert response.status_code == 422
        assert "within the last minute" in response.content.decode()
        assert len(mail.outbox) == 1

    def test_makes_an_expired_one_good(self, mo, invitation, as_user, client):
        later(invitation, days=15)
        manager = as_user(mo)
        assert "expired" in manager.get(MEMBERS).content.decode()
        act(manager, "send", invitation)
        assert client.get(link_in(mail.outbox[0])).status_code == 200

    @pytest.mark.parametrize("name", ["send", "revoke"])
    def test_by_managers_only_and_by_post(self, ada, mo, stranger, invitation, as_user, name):
        assert act(as_user(ada), name, invitation).status_code == 403
        assert act(as_user(stranger), name, invitation).status_code == 404
        address = reverse(f"desk:{name}_invitation", args=[invitation.pk])
        assert as_user(mo).get(address).status_code == 405
        invitation.refresh_from_db()
        assert (invitation.revoked_at, len(mail.outbox)) == (None, 0)


class TestRevoke:
    def test_and_undo(self, mo, invitation, as_user, client):
        manager = as_user(mo)
        page = act(manager, "revoke", invitation, follow=True).content.decode()
        assert "its link works no longer" in page
        assert '<input type="hidden" name="email" value="ned@example.org">' in page
        assert client.get(LINK).status_code == 410
        later(invitation, minutes=2)
        invite(manager)
        assert client.get(link_in(mail.outbox[0])).status_code == 200

    def test_twice_is_told(self, mo, invitation, as_user):
        client = as_user(mo)
        act(client, "revoke", invitation)
        assert "was revoked" in act(client, "revoke", invitation, follow=True).content.decode()

    def test_what_is_accepted_stays(self, mo, invitation, as_user, client):
        client.post(LINK, NED)
        assert (
            "accepted already"
            in act(as_user(mo), "revoke", invitation, follow=True).content.decode()
        )
        assert Membership.objects.filter(user__username="ned").exists()


class TestAcceptAsNew:
    def test_account_membership_and_signed_in(self, story, invitation, client):
        response = client.post(LINK, NED, follow=True)
        assert response.redirect_chain[-1][0] == "/stories/pipeline/"
        assert "Welcome to “The pipeline”." in response.content.decode()
        ned = User.objects.get(username="ned")
        assert (ned.email, ned.get_full_name(), ned.is_staff) == (
            "ned@example.org",
            "Ned Okoro",
            False,
        )
        assert ned.check_password("battery-staple-9")
        membership = Membership.objects.get(user=ned)
        assert (membership.story, membership.roles) == (story, {"annotator"})
        assert membership.history.get().history_user == ned
        invitation.refresh_from_db()
        assert invitation.accepted_by == ned

    @pytest.mark.parametrize(
        "change, words",
        [
            ({"password1": "short", "password2": "short"}, "too short"),
            ({"password1": "ned@example.org", "password2": "ned@example.org"}, "too similar"),
            ({"password2": "another-staple-9"}, "match"),
            ({"username": "MO"}, "already exists"),
            ({"username": ""}, "required"),
            ({"username": "no spaces"}, "valid username"),
        ],
    )
    def test_refused_in_words(self, mo, invitation, client, change, words):
        response = client.post(LINK, NED | change)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert User.objects.count() == 1
        assert Membership.objects.count() == 1

    def test_an_address_that_is_known_signs_in(self, stranger, invitation, client):
        User.objects.filter(pk=stranger.pk).update(email="NED@example.org")
        page = client.get(LINK)
        assert "There is an account with the address" in page.content.decode()
        assert (
            f"next={LINK.replace('/', '%2F')}" in page.content.decode()
            or f"next={LINK}" in page.content.decode()
        )
        assert client.post(LINK, NED).status_code == 422
        assert not User.objects.filter(username="ned").exists()

    def test_its_address_goes_to_no_other_site_nor_cache(self, invitation, client):
        response = client.get(LINK)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]


class TestAcceptAsOneOfTheDesk:
    def test_accepts(self, stranger, invitation, as_user):
        client = as_user(stranger)
        assert "signed in as <bdi>Zed</bdi>" in client.get(LINK).content.decode()
        assert not Membership.objects.filter(user=stranger).exists()
        assert client.post(LINK).url == "/stories/pipeline/"
        assert Membership.objects.get(user=stranger).roles == {"annotator"}

    def test_a_member_gets_the_roles_besides(self, cy, invitation, as_user):
        as_user(cy).post(LINK)
        assert Membership.objects.get(user=cy).roles == {"adjudicator", "annotator"}

    def test_somebody_may_sign_in_first(self, stranger, invitation, client):
        response = client.post(
            reverse("account_login"),
            {"login": "zed", "password": "correct-horse", "next": LINK},
        )
        assert response.url == LINK


class TestEnded:
    def test_used(self, invitation, client, as_user, stranger):
        client.post(LINK, NED)
        for again in (as_user(stranger).get(LINK), as_user(stranger).post(LINK)):
            assert again.status_code == 410
            assert "has been used" in again.content.decode()
        assert not Membership.objects.filter(user=stranger).exists()

    def test_expired(self, invitation, client):
        later(invitation, days=14, minutes=1)
        assert client.get(LINK).status_code == 410
        refused = client.post(LINK, NED)
        assert (refused.status_code, "send it again" in refused.content.decode()) == (410, True)
        assert not User.objects.filter(username="ned").exists()
        later(invitation, days=13, hours=23)
        assert client.get(LINK).status_code == 200

    def test_unknown(self, db, client):
        response = client.get("/accounts/invitation/none/")
        assert response.status_code == 404
        assert "use the link of the latest one" in response.content.decode()

    def test_other_verbs(self, invitation, client):
        assert client.put(LINK).status_code == 405


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


def test_the_list_asks_as_much_for_many(story, mo, as_user, django_assert_num_queries):
    for n in range(60):
        Invitation.objects.create(
            story=story, email=f"n{n}@example.org", manager=True, invited_by=mo,
            created_at=timezone.now(), token_hash=str(n),
        )  # fmt: skip
    client = as_user(mo)
    # session, user, story, membership; count and page of members, and of invitations
    with django_assert_num_queries(7):
        assert len(client.get(MEMBERS).context["invitations"]) == 50
    assert len(client.get(MEMBERS + "?invitations=2").context["invitations"]) == 10
