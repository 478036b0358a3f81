"""Second factors: added, asked for, used up, required; and what stands in the database of them."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from annotator.people.models import Membership
from annotator.trust.models import TrustLine
from tests.conftest import person
from tests.people.signing_in.conftest import code_of

pytestmark = pytest.mark.django_db
HOME = reverse("desk:home")
SCRIPT = {"X-Requested-With": "fetch"}


def with_password(client, name="ada"):
    sent = {"login": name, "password": "correct-horse"}
    return client.post(reverse("account_login"), sent)


class TestApp:
    def test_is_asked_for_after_the_password(self, ada, app_of, client):
        secret = app_of(ada)
        assert with_password(client).url == reverse("mfa_authenticate")
        assert client.get(HOME).status_code == 302
        wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert (wrong.status_code, "is wrong" in wrong.content.decode()) == (422, True)
        code = code_of(secret)
        taken = client.post(reverse("mfa_authenticate"), {"code": code})
        assert (taken.status_code, taken.url) == (302, HOME)
        assert client.get(HOME).status_code == 200
        other = Client()
        with_password(other)
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422

    def test_its_owner_is_told_by_a_letter(self, ada, app_of):
        app_of(ada)
        assert "Annotator: An authenticator app was added" in [one.subject for one in mail.outbox]

    def test_is_not_added_by_whoever_finds_the_browser_open(self, ada, as_user):
        answer = as_user(ada).get(reverse("mfa_activate_totp"))
        assert reverse("account_reauthenticate") in answer.url
        sure = as_user(ada)
        following = sure.post(answer.url, {"password": "correct-horse"})
        assert following.url == reverse("mfa_activate_totp")
        assert sure.get(following.url).status_code == 200

    def test_no_copy_of_the_database_holds_its_secret(self, ada, app_of):
        secret = app_of(ada)
        stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert '"secret": "gAAAA' in stored
        assert secret not in stored

    def test_with_a_key_that_is_lost_no_code_opens(self, ada, app_of, client, settings):
        secret = app_of(ada)
        settings.SECRET_KEY = "another-key-that-is-long-enough-to-be-one"
        with_password(client)
        assert (
            client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)}).status_code
            == 422
        )

    def test_with_a_key_of_before_it_opens(self, ada, app_of, client, settings):
        secret = app_of(ada)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another-key-that-is-long-enough-to-be-one"
        with_password(client)
        assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)}).url == HOME

    def test_the_trust_log_tells_of_it(self, ada, app_of, as_confirmed, client):
        secret = app_of(ada)
        with_password(client)
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret, 1)})
        as_confirmed(ada).post(reverse("mfa_deactivate_totp"))
        told = [line.kind for line in TrustLine.objects.filter(about=ada).order_by("pk")]
        assert [kind for kind in told if "factor" in kind or "failed" in kind] == [
            # The app, and the recovery codes that come and go with it.
            "second-factor-added",
            "second-factor-added",
            "sign-in-failed",
            "second-factor-used",
            "second-factor-removed",
            "second-factor-removed",
        ]
        [came] = TrustLine.objects.filter(kind="signed-in", facts__ways=["password", "mfa"])
        assert came.by == ada

    def test_removed_it_is_asked_for_no_more(self, ada, app_of, as_confirmed, client):
        app_of(ada)
        as_confirmed(ada).post(reverse("mfa_deactivate_totp"))
        assert not Authenticator.objects.exists()
        assert with_password(client).url == HOME


class TestRecoveryCodes:
    def test_each_opens_once(self, ada, app_of, as_confirmed):
        app_of(ada)
        page = as_confirmed(ada).get(reverse("mfa_view_recovery_codes")).content.decode()
        codes = re.findall(r"<code>(\d{8})</code>", page)
        assert len(codes) == 10
        for expected in (302, 422):
            client = Client()
            with_password(client)
            answer = client.post(reverse("mfa_authenticate"), {"code": codes[0]})
            assert answer.status_code == expected

    def test_download_is_text(self, ada, app_of, as_confirmed):
        app_of(ada)
        file = as_confirmed(ada).get(reverse("mfa_download_recovery_codes"))
        assert file["Content-Type"].startswith("text/plain")
        assert len(file.content.decode().split()) == 10


class TestInPlace:
    """The workbench's way in, amid work."""

    def test_asks_for_the_code_next(self, ada, app_of, client):
        secret = app_of(ada)
        address = reverse("people:sign_in_again")
        sent = {"username": "ada", "password": "correct-horse"}
        first = client.post(address, sent, headers=SCRIPT)
        assert (first.status_code, first.json()) == (202, {"second_factor": True})
        assert client.get(HOME).status_code == 302
        wrong = client.post(address, sent | {"code": "123456"}, headers=SCRIPT)
        assert (wrong.status_code, "is wrong" in wrong.json()["error"]) == (401, True)
        assert client.post(address, {"code": code_of(secret, 1)}, headers=SCRIPT).status_code == 204
        assert client.get(HOME).status_code == 200

    def test_a_code_without_a_password_opens_nothing(self, ada, app_of, client):
        secret = app_of(ada)
        answer = client.post(reverse("people:sign_in_again"), {"code": code_of(secret, 1)})
        assert (answer.status_code, answer.json()["again"]) == (401, True)


class TestBeforeTheAdmin:
    def test_whoever_has_one_shows_it(self, app_of, as_user, as_confirmed):
        boss = person("boss", is_staff=True, is_superuser=True)
        assert as_user(boss).get(reverse("admin:index")).status_code == 200
        app_of(boss)
        led = as_user(boss).get(reverse("admin:index"))
        assert led.url == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"
        assert as_user(boss).get(HOME).status_code == 200
        assert as_confirmed(boss, factor=True).get(reverse("admin:index")).status_code == 200

    def test_its_own_ways_in_and_out_are_the_desks(self, client):
        asked = client.get("/admin/login/?next=/admin/")
        assert asked.url == f"{reverse('account_login')}?next=%2Fadmin%2F"
        assert client.get("/admin/password_change/").status_code == 302


class TestWhereItIsRequired:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.SECOND_FACTOR_REQUIRED = True

    def test_managers_set_one_up_first_and_readers_go_on(self, ada, mo, as_user):
        assert as_user(ada).get(HOME).status_code == 200
        led = as_user(mo).get(HOME)
        assert led.url == reverse("people:account")
        page = as_user(mo).get(led.url)
        assert (page.status_code, "asks it of managers" in page.content.decode()) == (200, True)
        assert as_user(mo).get(HOME, headers=SCRIPT).status_code == 403

    @pytest.mark.django_db(transaction=True)
    def test_added_it_counts_at_once(self, mo, as_confirmed):
        client = as_confirmed(mo)
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        secret = re.search(r'<code class="shown-once">(\w+)</code>', page)[1]
        client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
        assert client.get(HOME).status_code == 200

    def test_whoever_becomes_a_manager_is_asked_from_then_on(self, ada, app_of, as_user):
        app_of(ada)
        client = as_user(ada)
        assert client.get(HOME).status_code == 200
        Membership.objects.filter(user=ada).update(manager=True)
        assert reverse("mfa_reauthenticate") in client.get(HOME).url

    def test_who_has_shown_it_costs_no_statement_more(
        self, mo, app_of, as_confirmed, settings, django_assert_num_queries
    ):
        app_of(mo)
        client = as_confirmed(mo, factor=True)
        address = reverse("api:docs")
        settings.SECOND_FACTOR_REQUIRED = False
        client.get(address)
        with django_assert_num_queries(2):
            client.get(address)
        settings.SECOND_FACTOR_REQUIRED = True
        with django_assert_num_queries(2):
            client.get(address)


HOSTILE = [
    "{}",
    "[]",
    '"a"',
    "5",
    "null",
    "{",
    '{"id": 5}',
    '{"id": "a", "rawId": "a", "type": "public-key", "response": 5}',
    '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"}}',
    '{"id": "\\u0000", "rawId": "\\u0000", "type": "public-key", "response": {}}',
]


class TestKeys:
    @pytest.mark.parametrize("sent", HOSTILE)
    def test_nothing_that_is_sent_as_one_is_taken_or_breaks(
        self, ada, app_of, as_confirmed, client, sent
    ):
        app_of(ada)
        sure = as_confirmed(ada, factor=True)
        sure.get(reverse("mfa_add_webauthn"))
        for address in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
            answer = sure.post(reverse(address), {"name": "evil", "credential": sent})
            assert answer.status_code in (422, 302), address
        with_password(client)
        client.get(reverse("mfa_authenticate"))
        assert client.post(reverse("mfa_authenticate"), {"credential": sent}).status_code == 422
        client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
        client.post(reverse("mfa_login_webauthn"), {"credential": sent})
        assert client.get(HOME).status_code == 302
        assert not Authenticator.objects.filter(type="webauthn").exists()
