"""Inviting by letter: sent, sent again, revoked, listed."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from annotator.background.presence import sign
from annotator.people.invitations.tasks import send_letter
from annotator.people.models import Invitation, Membership
from tests.people.invitations.letters import (
    INVITE,
    LINK,
    MEMBERS,
    NED,
    act,
    invite,
    later,
    link_in,
    no_mail,
)

pytestmark = pytest.mark.django_db


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
