"""One's own account: sessions, the address, what ends with a new password; what a browser forgets."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from annotator.people.models import User
from annotator.people.organisation.providers import read_group_roles, read_providers

pytestmark = pytest.mark.django_db
HOME, PAGE = reverse("desk:home"), reverse("people:account")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(browser: str = FIREFOX, name: str = "ada") -> Client:
    client = Client(headers={"user-agent": browser})
    sent = {"login": name, "password": "correct-horse"}
    assert client.post(reverse("account_login"), sent).status_code == 302
    # The password once more, which is asked for before sessions are ended.
    assert client.post(reverse("account_reauthenticate"), sent).status_code == 302
    return client


class TestSessions:
    def test_are_listed_with_this_one_named(self, ada):
        signed_in()
        page = signed_in("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537").get(PAGE)
        words = page.content.decode()
        assert (words.count("Firefox on Linux"), words.count("this one</span>")) == (2, 1)
        assert "Chrome on Windows" in words

    def test_one_is_ended_and_no_other(self, ada):
        first, second, third = signed_in(), signed_in(), signed_in()
        key = UserSession.objects.get(session_key=first.session.session_key).pk
        assert third.post(reverse("people:end_session"), {"session": key}).status_code == 302
        assert [one.get(HOME).status_code for one in (first, second, third)] == [302, 200, 200]
        again = third.post(reverse("people:end_session"), {"session": key})
        assert (again.status_code, "ended already" in again.content.decode()) == (422, True)

    def test_nobody_ends_that_of_another_nor_their_own(self, ada, bo):
        hers, his = signed_in(), signed_in(name="bo")
        key = UserSession.objects.get(session_key=hers.session.session_key).pk
        for client in (his, hers):
            assert client.post(reverse("people:end_session"), {"session": key}).status_code == 422
        assert hers.get(HOME).status_code == 200

    @pytest.mark.parametrize("key", ["", "x", "²", "9" * 30])
    def test_junk_is_told_in_words(self, ada, key):
        answer = signed_in().post(reverse("people:end_session"), {"session": key})
        assert answer.status_code == 422

    def test_all_others_are_ended(self, ada, bo):
        first, second, other = signed_in(), signed_in(), signed_in(name="bo")
        second.post(reverse("people:end_other_sessions"))
        assert [one.get(HOME).status_code for one in (first, second, other)] == [302, 200, 200]

    def test_a_new_password_ends_the_others(self, ada):
        first, second = signed_in(), signed_in()
        new = {"oldpassword": "correct-horse", "password1": "battery-staple-9", "password2": "battery-staple-9"}  # fmt: skip
        assert second.post(reverse("account_change_password"), new).status_code == 302
        assert [one.get(HOME).status_code for one in (first, second)] == [302, 200]
        assert UserSession.objects.filter(user=ada).count() == 1

    def test_the_list_asks_as_much_for_many(self, ada, django_assert_num_queries):
        client = signed_in()
        with django_assert_num_queries(1000, exact=False) as one:
            client.get(PAGE)
        count = len(one)  # what is asked between forgets what was counted
        for _ in range(5):
            signed_in()
        with django_assert_num_queries(count):
            client.get(PAGE)


class TestAddress:
    def test_changes_once_its_letter_is_answered(self, ada, as_confirmed):
        client = as_confirmed(ada)
        answer = client.post(
            reverse("account_email"), {"email": "ada@new.example", "action_add": ""}
        )
        assert answer.status_code == 302
        ada.refresh_from_db()
        assert ada.email == "ada@example.org"
        assert "not yet" in client.get(PAGE).content.decode()
        [letter] = [one for one in mail.outbox if one.to == ["ada@new.example"]]
        link = re.search(r"http://testserver(/\S+)", letter.body)[1]
        assert "Is this your address?" in client.get(link).content.decode()
        assert client.post(link).status_code == 302
        ada.refresh_from_db()
        assert ada.email == "ada@new.example"
        assert list(EmailAddress.objects.filter(user=ada).values_list("email", flat=True)) == [
            "ada@new.example"
        ]
        told = [one.to[0] for one in mail.outbox if "address was changed" in one.subject]
        assert "ada@example.org" in told
        assert client.post(link).status_code in (302, 422)

    def test_wants_the_password_once_more(self, ada, as_user):
        answer = as_user(ada).post(
            reverse("account_email"), {"email": "ada@new.example", "action_add": ""}
        )
        assert reverse("account_reauthenticate") in answer.url
        assert not mail.outbox

    def test_that_somebody_has_is_told_as_any_other(self, ada, bo, as_confirmed):
        client = as_confirmed(ada)
        sent = {"email": "bo@example.org", "action_add": ""}
        assert client.post(reverse("account_email"), sent).status_code == 302
        bo.refresh_from_db()
        assert bo.email == "bo@example.org"
        assert EmailAddress.objects.get(email="bo@example.org", verified=True).user == bo

    def test_dead_links_are_told(self, client):
        address = reverse("account_confirm_email", args=["none"])
        assert "is too old" in client.get(address).content.decode()
        assert client.post(address).status_code == 422

    def test_that_an_administrator_gives_counts(self, ada):
        ada.email = "Ada@Other.example"
        ada.save()
        kept = EmailAddress.objects.get(user=ada)
        assert (kept.email, kept.verified, kept.primary) == ("ada@other.example", True, True)
        User.objects.create_user("twin", "ADA@other.example")
        assert EmailAddress.objects.filter(verified=True, email="ada@other.example").count() == 1
        ada.email = ""
        ada.save()
        assert not EmailAddress.objects.filter(user=ada).exists()


class TestSigningOut:
    def test_asks_the_browser_to_forget(self, ada, as_user):
        answer = as_user(ada).post(reverse("account_logout"), {"kept": "nothing-of-others"})
        assert answer["Clear-Site-Data"] == '"cache", "storage"'

    def test_leaves_what_else_is_on_the_host(self, ada, as_user, settings):
        settings.FORCE_SCRIPT_NAME = "/annotator"
        answer = as_user(ada).post(reverse("account_logout"), {"kept": "nothing-of-others"})
        assert answer["Clear-Site-Data"] == '"cache"'

    def test_leaves_what_may_be_of_others(self, ada, as_user):
        answer = as_user(ada).post(reverse("account_logout"), {"kept": ""})
        assert answer["Clear-Site-Data"] == '"cache"'

    def test_of_nobody_clears_nothing(self, client):
        assert "Clear-Site-Data" not in client.post(reverse("account_logout"))


OIDC = {"OIDC_ISSUER": "https://a.example", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
SAML = {"SAML_SSO_URL": "https://a.example", "SAML_ENTITY_ID": "a", "SAML_CERTIFICATE": "b"}


@pytest.mark.parametrize(
    "told, named",
    [
        (OIDC | {"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID"),
        (OIDC | {"OIDC_CLIENT_SECRET": " "}, "OIDC_CLIENT_SECRET"),
        (OIDC | {"OIDC_ISSUER": "http://a.example"}, "OIDC_ISSUER"),
        (OIDC | {"OIDC_ISSUER": "javascript:alert(1)"}, "OIDC_ISSUER"),
        (OIDC | {"ORGANISATION_EMAIL_TRUSTED": "perhaps"}, "ORGANISATION_EMAIL_TRUSTED"),
        (SAML | {"SAML_ENTITY_ID": ""}, "SAML_ENTITY_ID"),
        (SAML | {"SAML_CERTIFICATE": ""}, "SAML_CERTIFICATE"),
        (SAML | {"SAML_ATTRIBUTES": "nose=long"}, "SAML_ATTRIBUTES"),
        (SAML | {"SAML_METADATA_URL": "ftp://a.example"}, "SAML_METADATA_URL"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start_by_its_name(told, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        read_providers(told)


def test_settings_that_make_sense():
    assert read_providers({}) == {}
    assert set(read_providers(OIDC | SAML)) == {"openid_connect", "saml"}
    found = read_group_roles("chiefs=manager@*, a=b=annotator@pipeline")
    assert found == [("chiefs", "manager", "*"), ("a=b", "annotator", "pipeline")]


@pytest.mark.parametrize("words", ["chiefs", "chiefs=owner@*", "=manager@*", "chiefs=manager@ x"])
def test_roles_that_make_no_sense_stop_the_start(words):
    with pytest.raises(ImproperlyConfigured, match="GROUP_ROLES"):
        read_group_roles(words)
