"""Signing in by an organisation's SAML: who is let in, and what is no answer of it."""

import re
from base64 import b64decode, b64encode
from html import unescape

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from annotator.people.models import Membership, User
from annotator.people.organisation.providers import read_group_roles, read_providers
from tests.browser import chromium
from tests.people.signing_in import saml

HOME = reverse("desk:home")
HERE = saml.is_there()
if not HERE and chromium.must_be_there():
    raise RuntimeError(saml.ADVICE)
pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not HERE, reason=saml.ADVICE)]
NED = {"uid": "n-1", "mail": "ned@example.org", "givenName": "Ned", "sn": "Ash", "eduPersonAffiliation": ["desk"]}  # fmt: skip


@pytest.fixture
def client():
    """A browser, which says of which desk it asks; Django's own does not."""
    return Client(headers={"host": "testserver"})


@pytest.fixture(scope="module")
def made():
    provider = saml.Provider()
    yield provider
    provider.close()


@pytest.fixture
def provider(made, settings):
    settings.SOCIALACCOUNT_PROVIDERS = read_providers(made.settings)
    settings.GROUP_ROLES = []
    return made


def asked(client: Client, provider: saml.Provider, person: dict, **signing: bool) -> dict[str, str]:
    """Go to the organisation; return what it has the browser post."""
    page = client.post(reverse("people:go_to_organisation", args=["saml"])).content.decode()
    address = unescape(re.search(r'href="([^"]+)" rel="noreferrer"', page)[1])
    metadata = client.get(reverse("saml_metadata", args=["desk"])).content.decode()
    return provider.response(address, metadata, person, **signing)


def answered(client: Client, sent: dict[str, str]):
    """Bring the organisation's answer, as the browser does, without a cookie of the desk's."""
    first = client.post(reverse("saml_acs", args=["desk"]), sent)
    assert first.status_code == 302
    return client.get(first.url)


def test_whose_address_it_vouches_for_comes_in(provider, ada, client):
    assert "Sign in with Daily Meridian" in client.get(reverse("account_login")).content.decode()
    back = answered(client, asked(client, provider, NED | {"mail": "ada@example.org"}))
    assert (back.status_code, back.url) == (302, HOME)
    assert client.get(HOME).status_code == 200
    assert SocialAccount.objects.get().user == ada


def test_somebody_new_comes_in_by_a_group_that_has_a_role(provider, story, client, settings):
    assert answered(client, asked(client, provider, NED)).status_code == 403
    settings.GROUP_ROLES = read_group_roles("desk=annotator@pipeline")
    assert answered(client, asked(client, provider, NED)).url == HOME
    ned = User.objects.get(email="ned@example.org")
    assert ned.get_full_name() == "Ned Ash"
    assert Membership.objects.get(user=ned).roles == {"annotator"}


def test_an_answer_opens_one_door_once(provider, ada, client):
    sent = asked(client, provider, NED | {"mail": "ada@example.org"})
    assert answered(client, sent).url == HOME
    for other in (client, Client(headers={"host": "testserver"})):
        other.post(reverse("account_logout"))
        again = answered(other, sent)
        assert "did not let you in" in again.content.decode() or again.status_code != 302
        assert other.get(HOME).status_code == 302


def test_nothing_that_is_not_signed_is_believed(provider, ada, client):
    person = NED | {"mail": "ada@example.org"}
    unsigned = asked(client, provider, person, sign_assertion=False)
    assert "did not let you in" in answered(client, unsigned).content.decode()
    sent = asked(client, provider, person | {"mail": "ned@example.org"})
    forged = b64decode(sent["SAMLResponse"]).replace(b"ned@example.org", b"ada@example.org")
    answer = answered(client, sent | {"SAMLResponse": b64encode(forged).decode()})
    assert "did not let you in" in answer.content.decode()
    assert client.get(HOME).status_code == 302
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("sent", ["", "not base64 %", "PGE+", b64encode(b"<a/>").decode(), b64encode(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>').decode()])  # fmt: skip
def test_what_is_no_answer_is_told_in_words(provider, client, sent):
    back = answered(client, {"SAMLResponse": sent, "RelayState": "https://evil.example/"})
    assert back.status_code in (400, 401)
    assert "did not let you in" in back.content.decode()
    assert client.get(HOME).status_code == 302


def test_no_answer_at_all(provider, client):
    for address in ("saml_finish_acs", "saml_sls"):
        answer = client.get(reverse(address, args=["desk"]))
        assert answer.status_code in (302, 400, 401, 503), address
    assert client.get(reverse("saml_metadata", args=["none"])).status_code == 401
    assert client.post(reverse("saml_acs", args=["none"])).status_code in (302, 401)
