"""Signing in by an organisation's OpenID Connect: who is let in, as whom, in which roles."""

import re
from html import unescape

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse, set_script_prefix

from annotator.people.models import Membership, User
from annotator.people.organisation.adapter import invited
from annotator.people.organisation.providers import read_group_roles, read_providers
from tests.conftest import INVITED
from tests.people.signing_in import openid
from tests.people.signing_in.conftest import code_of

pytestmark = pytest.mark.django_db
HOME = reverse("desk:home")
LINK = reverse("people:invitation", args=[INVITED])
GO = reverse("people:go_to_organisation", args=["oidc"])
NED = {
    "sub": "n-1",
    "email": "ned@example.org",
    "email_verified": True,
    "given_name": "Ned",
    "family_name": "Ash",
    "preferred_username": "ned",
}


@pytest.fixture(scope="module")
def running():
    with openid.running() as provider:
        yield provider


@pytest.fixture
def provider(running, settings):
    running.claims, running.id_token, running.refuses = dict(NED), {}, False
    settings.SOCIALACCOUNT_PROVIDERS = read_providers(running.settings())
    settings.GROUP_ROLES = []
    return running


def sign_in(client: Client, **sent: str):
    """Go to the organisation and come back, as a browser does; return the answer."""
    page = client.post(GO, sent)
    assert page.status_code == 200
    address = unescape(re.search(r'href="([^"]+)" rel="noreferrer"', page.content.decode())[1])
    back = requests.get(address, allow_redirects=False, timeout=10).headers["Location"]
    return client.get(back.removeprefix("http://testserver"))


class TestWhoIsLetIn:
    def test_the_page_offers_it(self, provider, client):
        page = client.get(reverse("account_login")).content.decode()
        assert "Sign in with The Harbour Post" in page

    def test_somebody_unknown_is_told_what_to_do(self, provider, client):
        refused = sign_in(client)
        assert refused.status_code == 403
        assert "invitation" in refused.content.decode()
        assert not User.objects.filter(username="ned").exists()

    def test_somebody_invited_accepts_with_it(self, provider, client, invitation, story):
        provider.claims["email"] = "somebody.else@example.org"
        page = client.get(LINK).content.decode()
        assert "Sign in with The Harbour Post" in page
        back = sign_in(client, next=LINK)
        assert back.url == LINK
        assert client.post(LINK).status_code == 302
        ned = User.objects.get(username="ned")
        assert (ned.get_full_name(), ned.has_usable_password()) == ("Ned Ash", False)
        assert Membership.objects.filter(user=ned, story=story).exists()

    @pytest.mark.parametrize("under", ["/", "/annotator/", "/a/b/"])
    def test_under_whichever_path_of_its_host_the_desk_is(self, invitation, under):
        set_script_prefix(under)
        try:
            address = reverse("people:invitation", args=[INVITED])
            assert address.startswith(under)
            assert invited(address)
            assert invited(f"https://desk.example.org{address}")
            assert not invited(reverse("people:invitation", args=["another"]))
            assert not invited(f"/elsewhere{address}")
            assert under == "/" or not invited(LINK)
        finally:
            set_script_prefix("/")

    def test_a_dead_invitation_lets_nobody_in(self, provider, client, invitation):
        invitation.revoked_at = invitation.created_at
        invitation.save()
        assert sign_in(client, next=LINK).status_code == 403

    def test_whose_address_it_has_confirmed_comes_into_their_account(self, provider, client, ada):
        provider.claims["email"] = "ADA@example.org"
        assert sign_in(client).url == HOME
        assert SocialAccount.objects.get().user == ada
        ada.refresh_from_db()
        assert ada.check_password("correct-horse")

    @pytest.mark.parametrize("confirmed", [False, None, "false"])
    def test_an_address_that_it_has_not_confirmed_opens_nothing(
        self, provider, client, ada, settings, confirmed
    ):
        settings.GROUP_ROLES = read_group_roles("desk=annotator@*")
        provider.claims |= {"email": "ada@example.org", "email_verified": confirmed}
        assert sign_in(client).status_code == 403
        provider.claims["groups"] = ["desk"]
        assert sign_in(client).url == HOME
        ned = SocialAccount.objects.get().user
        assert (ned != ada, ned.email) == (True, "")
        assert not EmailAddress.objects.filter(user=ned).exists()

    def test_where_the_desk_trusts_it_with_addresses_one_is_enough(
        self, provider, client, ada, settings
    ):
        told = provider.settings(ORGANISATION_EMAIL_TRUSTED="on")
        settings.SOCIALACCOUNT_PROVIDERS = read_providers(told)
        provider.claims |= {"email": "ada@example.org", "email_verified": None}
        assert sign_in(client).url == HOME
        assert SocialAccount.objects.get().user == ada

    def test_who_was_deactivated_stays_out(self, provider, client, ada):
        provider.claims["email"] = "ada@example.org"
        sign_in(client)
        ada.is_active = False
        ada.save()
        assert sign_in(Client()).url == reverse("account_inactive")

    def test_a_second_factor_is_asked_for_all_the_same(self, provider, client, ada, app_of):
        secret = app_of(ada)
        provider.claims["email"] = "ada@example.org"
        assert sign_in(client).url == reverse("mfa_authenticate")
        assert client.get(HOME).status_code == 302
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
        assert client.get(HOME).status_code == 200

    def test_it_never_leads_to_another_site(self, provider, client, ada):
        provider.claims["email"] = "ada@example.org"
        assert sign_in(client, next="https://evil.example/").url == HOME


class TestConnecting:
    def test_to_an_account_and_off_again(self, provider, ada, as_confirmed):
        client = as_confirmed(ada)
        assert "Connect" in client.get(reverse("people:account")).content.decode()
        back = sign_in(client, process="connect")
        assert back.url == reverse("people:account")
        assert SocialAccount.objects.get().user == ada
        assert "Disconnect" in client.get(back.url).content.decode()
        page = client.get(reverse("socialaccount_connections"))
        assert page.status_code == 200
        sent = {"account": SocialAccount.objects.get().pk}
        assert client.post(reverse("socialaccount_connections"), sent).status_code == 302
        assert not SocialAccount.objects.exists()

    def test_not_where_it_belongs_to_somebody_else(self, provider, ada, bo, as_confirmed):
        sign_in(as_confirmed(ada), process="connect")
        sign_in(as_confirmed(bo), process="connect")
        assert SocialAccount.objects.get().user == ada


class TestGroups:
    def test_give_roles_and_take_them_again(self, provider, client, story, settings):
        settings.GROUP_ROLES = read_group_roles("chiefs=manager@*, desk=annotator@pipeline")
        provider.claims["groups"] = ["desk", "chiefs", "canteen"]
        assert sign_in(client).url == HOME
        member = Membership.objects.get(user__username="ned")
        assert member.roles == {"annotator", "manager"}
        provider.claims["groups"] = ["chiefs"]
        sign_in(Client())
        member.refresh_from_db()
        assert member.roles == {"manager"}
        provider.claims["groups"] = []
        sign_in(Client())
        assert not Membership.objects.filter(user__username="ned").exists()
        assert [row.history_type for row in Membership.history.order_by("history_id")] == list(
            "+~-"
        )

    def test_leave_alone_what_was_given_by_hand(self, provider, ada, client, story, settings):
        settings.GROUP_ROLES = read_group_roles("chiefs=manager@*")
        provider.claims["email"] = "ada@example.org"
        sign_in(client)
        assert Membership.objects.get(user=ada).roles == {"annotator"}

    @pytest.mark.parametrize("told", [None, 5, {"a": 1}, [5, None, {}], "", "other"])
    def test_of_any_shape_break_nothing(self, provider, client, settings, story, told):
        settings.GROUP_ROLES = read_group_roles("chiefs=manager@*")
        provider.claims["groups"] = told
        assert sign_in(client).status_code == 403


class TestWhatGoesWrong:
    def test_a_provider_that_is_away_is_told_in_words(self, provider, client, settings):
        away = provider.settings(OIDC_ISSUER="http://localhost:9/")
        settings.SOCIALACCOUNT_PROVIDERS = read_providers(away)
        answer = client.post(GO)
        assert (answer.status_code, "does not answer" in answer.content.decode()) == (503, True)

    def test_one_that_refuses_lets_nobody_in(self, provider, client, ada):
        provider.refuses = True
        back = sign_in(client)
        assert back.status_code in (200, 302)
        assert client.get(HOME).status_code == 302

    @pytest.mark.parametrize("query", ["", "?code=a", "?code=a&state=b", "?error=x", "?state=%00"])
    def test_an_answer_that_was_not_asked_for(self, provider, client, query):
        address = reverse("openid_connect_callback", args=["oidc"])
        assert client.get(address + query).status_code < 500
        assert client.get(HOME).status_code == 302

    def test_one_that_has_no_such_provider(self, provider, client):
        nowhere = client.post(reverse("people:go_to_organisation", args=["none"]))
        assert nowhere.url == reverse("account_login")
        nobody = reverse("openid_connect_callback", args=["none"])
        assert client.get(nobody).status_code == 401

    @pytest.mark.parametrize(
        "wrong", [{"email": 5}, {"given_name": ["a"]}, {"preferred_username": {"a": 1}}]
    )
    def test_claims_of_any_shape_are_told_in_words(self, provider, client, wrong, settings):
        settings.GROUP_ROLES = read_group_roles("desk=annotator@*")
        provider.claims |= {"groups": ["desk"], **wrong}
        answer = sign_in(client)
        assert answer.status_code in (302, 400)
        assert answer.status_code == 302 or "did not let you in" in answer.content.decode()
