"""Signing in, again and out; one's own password; too many wrong ones."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from annotator.people.signing_in.tasks import send_reset_letters
from annotator.trust.models import TrustKind, TrustLine
from tests.waiting_work import run_what_waits

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "fetch"}


def sign_in(client, username="ada", password="correct-horse"):
    return client.post(reverse("account_login"), {"login": username, "password": password})


class TestSignIn:
    def test_leads_to_my_articles(self, ada, client):
        response = sign_in(client)
        assert (response.status_code, response.url) == (302, reverse("desk:home"))
        assert client.get(reverse("desk:home")).status_code == 200

    def test_leads_back_to_where_one_wanted_to_go(self, ada, client):
        wanted = reverse("desk:stories")
        asked = client.get(wanted)
        assert asked.url == f"{reverse('account_login')}?next={wanted}"
        page = client.get(asked.url)
        assert f'name="next" value="{wanted}"' in page.content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
    def test_never_to_another_site(self, ada, client, elsewhere):
        response = client.post(
            reverse("account_login"),
            {"login": "ada", "password": "correct-horse", "next": elsewhere},
        )
        assert response.url == reverse("desk:home")

    def test_a_wrong_password_is_refused_in_words(self, ada, client):
        response = sign_in(client, password="wrong")
        assert response.status_code == 422
        assert "The name or the password is wrong" in response.content.decode()
        assert client.get(reverse("desk:home")).status_code == 302

    def test_somebody_who_left_does_not_come_in(self, ada, client):
        ada.is_active = False
        ada.save()
        assert sign_in(client).url == reverse("account_inactive")
        assert "deactivated" in client.get(reverse("account_inactive")).content.decode()
        assert client.get(reverse("desk:home")).status_code == 302

    def test_by_the_address_as_well(self, ada, client):
        assert sign_in(client, "Ada@example.org").status_code == 302

    def test_whoever_is_in_is_led_on(self, ada, as_user):
        assert as_user(ada).get(reverse("account_login")).url == reverse("desk:home")


class TestTooManyWrongPasswords:
    def lock(self, client):
        for _ in range(6):
            last = sign_in(client, password="wrong")
        return last

    def test_close_the_name_and_say_until_when(self, ada, client):
        last = self.lock(client)
        assert last.status_code == 429
        assert last["Retry-After"] == "900"
        assert "15 minutes" in last.content.decode()
        assert re.search(r"try again at \d\d:\d\d", last.content.decode())
        assert sign_in(client).status_code == 429
        assert client.get(reverse("desk:home")).status_code == 302

    def test_leave_other_names_open(self, ada, bo, client):
        self.lock(client)
        assert sign_in(client, "bo").status_code == 302

    def test_close_the_way_of_scripts_too(self, ada, client):
        self.lock(client)
        response = client.post(
            reverse("people:sign_in_again"),
            {"username": "ada", "password": "correct-horse"},
            headers=SCRIPT,
        )
        assert response.status_code == 429
        assert "Wait 15 minutes" in response.json()["error"]

    def test_count_there_as_well(self, ada, client):
        for _ in range(6):
            last = client.post(
                reverse("people:sign_in_again"), {"username": "ada", "password": "wrong"}
            )
        assert (last.status_code, last.headers["Content-Type"]) == (429, "application/json")


class TestSignInAgain:
    address = "people:sign_in_again"

    def test_gives_a_session_and_nothing_else(self, ada, client):
        response = client.post(
            reverse(self.address), {"username": "ada", "password": "correct-horse"}
        )
        assert (response.status_code, response.content) == (204, b"")
        assert client.get(reverse("desk:home")).status_code == 200

    @pytest.mark.parametrize("body", [{"username": "ada", "password": "wrong"}, {}])
    def test_says_in_words_that_the_password_is_wrong(self, ada, client, body):
        response = client.post(reverse(self.address), body)
        assert response.status_code == 401
        assert "password is wrong" in response.json()["error"]
        assert client.get(reverse("desk:home")).status_code == 302

    def test_get_is_refused(self, client):
        assert client.get(reverse(self.address)).status_code == 405

    def test_wants_the_token(self, ada):
        client = Client(enforce_csrf_checks=True)
        body = {"username": "ada", "password": "correct-horse"}
        refused = client.post(reverse(self.address), body, headers=SCRIPT)
        assert (refused.status_code, refused.json()["csrf"]) == (403, True)
        client.get(reverse("account_login"))
        token = client.cookies["csrftoken"].value
        taken = client.post(reverse(self.address), body, headers={**SCRIPT, "X-CSRFToken": token})
        assert taken.status_code == 204


def test_a_form_without_token_is_refused_with_a_page_that_helps(ada):
    response = sign_in(Client(enforce_csrf_checks=True))
    assert response.status_code == 403
    assert "open too long" in response.content.decode()


class TestSignOut:
    def test_ends_the_session(self, ada, as_user):
        client = as_user(ada)
        assert client.post(reverse("account_logout")).url == reverse("account_login")
        assert client.get(reverse("desk:home")).status_code == 302

    def test_only_by_post(self, ada, as_user):
        client = as_user(ada)
        assert client.get(reverse("account_logout")).status_code == 405
        assert client.get(reverse("desk:home")).status_code == 200


class TestPasswordChange:
    def change(self, client, old):
        new = {"password1": "battery-staple-9", "password2": "battery-staple-9"}
        return client.post(reverse("account_change_password"), {"oldpassword": old, **new})

    def test_the_new_one_opens(self, ada, as_user):
        client = as_user(ada)
        response = self.change(client, "correct-horse")
        assert response.url == reverse("people:account")
        assert client.get(response.url).status_code == 200
        assert sign_in(Client(), password="battery-staple-9").status_code == 302

    def test_not_without_the_old_one(self, ada, as_user):
        assert self.change(as_user(ada), "wrong").status_code == 422
        assert sign_in(Client()).status_code == 302

    def test_a_stranger_signs_in_first(self, client):
        assert client.get(reverse("account_change_password")).status_code == 302


class TestForgottenPassword:
    def ask(self, client, address="ada@example.org"):
        return client.post(reverse("account_reset_password"), {"email": address}, follow=True)

    def test_a_mail_a_link_a_new_password(self, ada, client):
        assert "Look at your mail" in self.ask(client).content.decode()
        assert mail.outbox == []
        run_what_waits()
        assert mail.outbox[0].subject == "Annotator: set a new password"
        link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)
        page = client.get(link, follow=True)
        assert "Set a new password" in page.content.decode()
        address = page.redirect_chain[-1][0]
        short = client.post(address, {"password1": "x", "password2": "x"})
        assert short.status_code == 422
        done = client.post(
            address,
            {"password1": "battery-staple-9", "password2": "battery-staple-9"},
            follow=True,
        )
        assert "Your new password is set" in done.content.decode()
        assert TrustLine.objects.get(kind=TrustKind.PASSWORD_RESET).about == ada
        assert sign_in(Client(), password="battery-staple-9").status_code == 302
        assert "no longer works" in Client().get(link).content.decode()

    def test_says_the_same_of_an_address_nobody_has(self, ada, client):
        assert "Look at your mail" in self.ask(client, "nobody@example.org").content.decode()
        assert run_what_waits(send_reset_letters) == 1
        assert mail.outbox == []


class TestScriptsWithoutASession:
    def test_get_401_and_no_page(self, client):
        response = client.get(reverse("desk:home"), headers=SCRIPT)
        assert response.status_code == 401
        assert "sign in again" in response.json()["error"]
