"""What a letter of invitation leads to: a new account, one that is there, and where it has ended."""

import pytest
from django.urls import reverse

from annotator.people.models import Membership, User
from tests.people.invitations.letters import LINK, NED, later

pytestmark = pytest.mark.django_db


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
