"""How often a password may be tried, from where; who is told; and whose word on that is believed."""

import pytest
from allauth.account.signals import user_logged_in
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from annotator.operations.proxies import believe_proxies
from annotator.people.models import User
from annotator.people.sessions import SessionStore
from annotator.people.signing_in import limits
from tests.waiting_work import run_what_waits

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("account_login")


def attempt(address: str, password: str = "wrong", name: str = "ada", **more):
    client = Client(REMOTE_ADDR=address, **more)
    return client.post(SIGN_IN, {"login": name, "password": password})


def came_from(address: str, user: User) -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    request.session, request.user = SessionStore(), user
    return request


def new_password_by_letter(client: Client, password: str) -> None:
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    run_what_waits()
    [letter] = [one for one in mail.outbox if "set a new password" in one.subject]
    link = letter.body.split("http://testserver")[1].split()[0]
    page = client.get(link, follow=True)
    new = {"password1": password, "password2": password}
    assert client.post(page.redirect_chain[-1][0], new).status_code == 302


class TestByAccountAndAddress:
    def test_a_guesser_closes_nothing_for_whoever_is_elsewhere(self, ada, bo):
        for _ in range(6):
            last = attempt("203.0.113.7")
        assert last.status_code == 429
        assert attempt("203.0.113.7", "correct-horse").status_code == 429
        assert attempt("203.0.113.7", "correct-horse", "bo").status_code == 302
        assert attempt("198.51.100.4", "correct-horse").status_code == 302

    def test_its_name_and_its_address_are_one_account(self, ada):
        for number in range(6):
            last = attempt("203.0.113.7", name="ADA" if number % 2 else "ada@example.org")
        assert last.status_code == 429

    def test_a_right_password_is_a_new_beginning(self, ada):
        for _ in range(3):
            for _ in range(4):
                assert attempt("203.0.113.7").status_code == 422
            assert attempt("203.0.113.7", "correct-horse").status_code == 302

    def test_from_wherever_it_closes_later_and_for_all(self, ada, settings):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {limits.ANYWHERE: "7/1h/key"}
        for number in range(7):
            assert attempt(f"203.0.113.{number}").status_code == 422
        closed = attempt("198.51.100.4", "correct-horse")
        assert (closed.status_code, closed["Retry-After"]) == (429, "3600")

    def test_the_page_shows_the_ways_that_are_left(self, ada):
        for _ in range(6):
            last = attempt("203.0.113.7")
        words = last.content.decode()
        assert "Sign in with a passkey" in words
        assert reverse("account_reset_password") in words

    def test_a_new_password_by_a_letter_opens_it(self, ada):
        for _ in range(6):
            attempt("203.0.113.7")
        new_password_by_letter(Client(REMOTE_ADDR="203.0.113.7"), "battery-staple-9")
        assert attempt("203.0.113.7", "battery-staple-9").status_code == 302


class TestTheOwnerComesIn:
    """Whoever else tries, and goes on trying."""

    @pytest.fixture(autouse=True)
    def few(self, settings):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {limits.ANYWHERE: "7/1h/key"}

    def close(self, name: str = "ada") -> None:
        for number in range(7):
            attempt(f"203.0.113.{number}", name=name)
        assert attempt("198.51.100.4", "correct-horse", name).status_code == 429

    def test_by_a_letter_and_then_by_the_new_password(self, ada):
        self.close()
        client = Client(REMOTE_ADDR="198.51.100.4")
        new_password_by_letter(client, "battery-staple-9")
        sent = {"login": "ada", "password": "battery-staple-9"}
        self.close_again()
        assert attempt("198.51.100.5", "battery-staple-9").status_code == 429
        assert client.post(SIGN_IN, sent).status_code == 302

    def close_again(self) -> None:
        for number in range(7):
            attempt(f"203.0.114.{number}")

    def test_from_elsewhere_after_the_letter_while_nobody_tries(self, ada):
        self.close()
        new_password_by_letter(Client(REMOTE_ADDR="198.51.100.4"), "battery-staple-9")
        assert attempt("198.51.100.5", "battery-staple-9").status_code == 302

    def test_in_the_browser_that_let_them_in_before(self, ada):
        client = Client(REMOTE_ADDR="198.51.100.4")
        sent = {"login": "ada", "password": "correct-horse"}
        client.post(SIGN_IN, sent)
        client.post(reverse("account_logout"))
        for _ in range(6):
            attempt("198.51.100.4")  # somebody beside them in the newsroom
        self.close()
        assert client.post(SIGN_IN, sent).status_code == 302

    def test_by_a_passkey_or_the_organisation_which_opens_the_password(self, ada):
        self.close()
        user_logged_in.send(User, request=came_from("198.51.100.9", ada), user=ada)
        assert attempt("198.51.100.5", "correct-horse").status_code == 302

    def test_that_browser_is_no_way_to_guess(self, ada):
        client = Client(REMOTE_ADDR="198.51.100.4")
        client.post(SIGN_IN, {"login": "ada", "password": "correct-horse"})
        client.post(reverse("account_logout"))
        wrong = {"login": "ada", "password": "wrong"}
        assert [client.post(SIGN_IN, wrong).status_code for _ in range(6)] == [422] * 5 + [429]

    @pytest.mark.parametrize("forged", ["x", "a" * 22 + "." + "0" * 32, "." * 30, "é.1"])
    def test_of_another_or_forged_it_is_worth_nothing(self, ada, bo, forged, settings):
        client = Client(REMOTE_ADDR="198.51.100.4")
        client.post(SIGN_IN, {"login": "bo", "password": "correct-horse"})
        client.post(reverse("account_logout"))
        self.close()
        sent = {"login": "ada", "password": "correct-horse"}
        assert client.post(SIGN_IN, sent).status_code == 429
        client.cookies[settings.KNOWN_COOKIE_NAME] = forged
        assert client.post(SIGN_IN, sent).status_code == 429

    def test_who_was_let_in_is_not_to_be_read_off_it(self, ada, bo, settings):
        client = Client()
        for name in ("ada", "bo", "ada"):
            client.post(SIGN_IN, {"login": name, "password": "correct-horse"})
            client.post(reverse("account_logout"))
        cookie = client.cookies[settings.KNOWN_COOKIE_NAME]
        browser, *seals = cookie.value.split(".")
        assert len(browser) == 22
        assert [len(one) for one in seals] == [32, 32]
        assert cookie["httponly"]


def test_a_household_of_ipv6_is_one_place(ada):
    for number in range(6):
        last = attempt(f"2001:db8:0:1::{number + 1:x}")
    assert last.status_code == 429
    assert attempt("2001:db8:0:2::1", "correct-horse").status_code == 302


class TestTheOwner:
    def test_gets_one_letter_that_says_from_where(self, ada):
        for _ in range(9):
            attempt("203.0.113.7")
        run_what_waits()
        [letter] = mail.outbox
        assert letter.to == ["ada@example.org"]
        assert "tries passwords" in letter.subject
        assert "203.0.113.7" in letter.body

    def test_of_no_account_gets_none_and_the_answers_are_the_same(self, ada):
        answers = [
            [attempt("203.0.113.7", name=name).status_code for _ in range(6)]
            for name in ("ada", "nobody")
        ]
        assert answers[0] == answers[1]
        run_what_waits()
        assert len(mail.outbox) == 1


class TestLetters:
    def test_three_an_hour_for_an_address(self, ada):
        ask = reverse("account_reset_password")
        sent = [Client().post(ask, {"email": "ada@example.org"}).status_code for _ in range(4)]
        assert sent == [302, 302, 302, 429]

    def test_a_known_address_costs_what_an_unknown_one_does(self, ada, django_assert_num_queries):
        ask = reverse("account_reset_password")
        Client().post(ask, {"email": "warm@example.org"})
        counts = []
        for address in ("ada@example.org", "nobody@example.org"):
            with django_assert_num_queries(1000, exact=False) as made:
                Client().post(ask, {"email": address})
            counts.append(len(made))
        assert counts[0] == counts[1] > 0

    def test_a_mail_server_that_is_away_is_told_and_stops_nothing(self, ada, app_of, monkeypatch):
        def away(*_):
            raise OSError

        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", away)
        app_of(ada)  # whose letter does not leave
        Client().post(reverse("account_reset_password"), {"email": "ada@example.org"})
        for _ in range(6):
            attempt("203.0.113.7")
        run_what_waits(may_fail=True)
        failed = DBTaskResult.objects.failed().values_list("traceback", flat=True)
        assert len(failed) == 2
        assert all("The mail server did not take the letter" in words for words in failed)

    def test_whoever_signs_in_by_the_organisation_is_told_so(self, ada):
        ada.set_unusable_password()
        ada.save()
        Client().post(reverse("account_reset_password"), {"email": "ada@example.org"})
        run_what_waits()
        assert "by your organisation" in mail.outbox[0].body
        assert "password/new" not in mail.outbox[0].body


@pytest.mark.parametrize(
    "trusted, sender, told, believed",
    [
        (["127.0.0.0/8"], "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        (["127.0.0.0/8"], "127.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        (["127.0.0.0/8", "10.0.0.0/8"], "10.0.0.5", "203.0.113.7, 10.1.1.1", "203.0.113.7"),
        (["127.0.0.0/8"], "", "203.0.113.7", "203.0.113.7"),
        (["127.0.0.0/8"], "127.0.0.1", "junk", "127.0.0.1"),
        (["127.0.0.0/8"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.0/8"], "198.51.100.4", "203.0.113.7", "198.51.100.4"),
        (["::1/128"], "::1", "2001:db8::7", "2001:db8::7"),
        ([], "127.0.0.1", "203.0.113.7", "127.0.0.1"),
    ],
)
def test_what_is_told_of_the_browser_is_believed_of_the_proxy_alone(
    settings, trusted, sender, told, believed
):
    settings.TRUSTED_PROXIES = trusted
    seen = {}

    def view(request):
        seen.update(request.META)
        return HttpResponse()

    sent = {"REMOTE_ADDR": sender, "HTTP_X_FORWARDED_FOR": told, "HTTP_X_FORWARDED_PROTO": "https"}
    believe_proxies(view)(RequestFactory().get("/", **sent))
    assert seen["REMOTE_ADDR"] == believed
    is_believed = bool(trusted) and sender != "198.51.100.4"
    assert ("HTTP_X_FORWARDED_PROTO" in seen) is is_believed


def test_the_way_in_amid_work_is_no_way_round_the_limit_of_an_address(ada, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "2/m/ip"}
    client = Client(REMOTE_ADDR="203.0.113.7")
    sent = [
        client.post(reverse("people:sign_in_again"), {"username": name, "password": "x"})
        for name in ("a", "b", "c")
    ]
    assert [one.status_code for one in sent] == [401, 401, 429]
