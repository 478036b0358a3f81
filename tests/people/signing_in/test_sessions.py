"""How long a session lasts, what renews its key, and what ends it."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from annotator.people.sessions import SIGNED_IN_AT

HOME, CONFIRM = "/", "/accounts/confirm/"


def is_in(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def test_however_much_is_done_it_ends_by_its_sign_in(ada, as_user, settings):
    client = as_user(ada)
    session = client.session
    session[SIGNED_IN_AT] = int(time.time()) - settings.SESSION_COOKIE_AGE + 60
    session.save()
    assert is_in(client)
    session[SIGNED_IN_AT] -= 120
    session.save()
    assert not is_in(client)


def test_who_confirms_who_they_are_gets_a_new_key_and_the_old_one_opens_nothing(ada, client):
    client.post("/accounts/sign-in/", {"login": "ada", "password": "correct-horse"})
    old = client.session.session_key
    assert client.post(CONFIRM, {"password": "correct-horse"}).status_code == 302
    assert client.session.session_key != old
    assert is_in(client)
    late = Client()
    late.cookies["sessionid"] = old
    assert not is_in(late)
    assert UserSession.objects.filter(session_key=client.session.session_key).count() == 1


@pytest.mark.parametrize("address", ["/accounts/sessions/end", "/accounts/sessions/end-others"])
def test_sessions_are_ended_by_who_has_shown_who_they_are(
    ada, client, as_user, as_confirmed, address
):
    client.force_login(ada)
    answer = as_user(ada).post(address, {"session": "1"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(CONFIRM)
    assert is_in(client)
    assert (
        not as_confirmed(ada)
        .post(address, {"session": "1"})
        .headers.get("Location", "")
        .startswith(CONFIRM)
    )


def test_a_new_password_ends_the_others(ada, as_confirmed):
    here, elsewhere = as_confirmed(ada), Client()
    elsewhere.post("/accounts/sign-in/", {"login": "ada", "password": "correct-horse"})
    assert is_in(elsewhere)
    new = {"password1": "quiet river stones", "password2": "quiet river stones"}
    here.post("/accounts/password/", {"oldpassword": "correct-horse"} | new)
    assert is_in(here)
    assert not is_in(elsewhere)
