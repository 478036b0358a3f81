"""Scripts of all tabs see who is signed in, by a cookie that is true after every page."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_cookie_follows_who_signs_in_and_out(client, ada, bo):
    sign_in = reverse("account_login")
    for user in (ada, bo):
        client.post(sign_in, {"login": user.username, "password": "correct-horse"})
        assert client.cookies["person"].value == str(user.pk)
        assert client.cookies["person"]["samesite"] == "Lax"
        client.post(reverse("account_logout"))
        assert client.cookies["person"].value == ""
        assert client.cookies["person"]["max-age"] == 0


def test_a_cookie_that_is_true_is_not_sent_again_nor_is_one_believed(client, ada, bo):
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    first = client.get("/")
    assert first.cookies["person"].value == str(ada.pk)
    assert "person" not in client.get("/").cookies
    client.cookies["person"] = str(bo.pk)
    answer = client.get("/")
    assert answer.wsgi_request.user == ada
    assert answer.cookies["person"].value == str(ada.pk)


def test_where_nobody_looks_into_the_session_nothing_is_told(client):
    assert "person" not in client.get("/health/live").cookies
