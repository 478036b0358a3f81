"""Leaving: one deactivates one's own account, once that is confirmed; what one made stays."""

import pytest
from django.test import Client
from django.urls import reverse

from annotator.annotations.models import Annotation, Assignment
from annotator.people.models import Membership, PersonalToken, User
from annotator.people.tokens.actions import make_token
from tests.annotations.admin.test_admin import shown
from tests.reconciliation.conftest import mark

pytestmark = pytest.mark.django_db
LEAVE = reverse("desk:leave")
SURE = {"typed": "ada", "password": "correct-horse"}


def test_left(as_user, article, reading, ada, labels):
    mark(article, ada, "Omar Reza", "entity-person")
    token = make_token(ada, "t", reads="read", annotates=False, manages=False, days=9).token
    here, elsewhere = as_user(ada), as_user(ada)
    told = shown(here.get(LEAVE))
    assert "1 open article will be withdrawn" in told
    assert "under the name of Ada (ada)" in told
    assert User.objects.get(pk=ada.pk).is_active

    left = here.post(LEAVE, SURE, follow=True)
    assert "Your account is deactivated" in shown(left)
    ada.refresh_from_db()
    assert not ada.is_active
    assert ada.history.first().history_user == ada
    assert Annotation.objects.get().annotator == ada
    assert Assignment.objects.get().state == "withdrawn"
    assert PersonalToken.objects.get(pk=token.pk).revoked_at
    for client in (here, elsewhere):
        assert client.get(LEAVE).status_code == 302
    # activated again, a session of before opens nothing
    User.objects.filter(pk=ada.pk).update(is_active=True)
    assert elsewhere.get(LEAVE).status_code == 302


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"typed": "Ada"}, "Type ada, as it is spelled here."),
        ({"typed": ""}, "This field is required."),
        ({"password": "wrong"}, "This is not your password"),
    ],
)
def test_unless_it_is_confirmed(as_user, ada, wrong, told):
    page = as_user(ada).post(LEAVE, SURE | wrong)
    assert page.status_code == 422
    assert told in shown(page)
    assert User.objects.get(pk=ada.pk).is_active


def test_passwords_are_not_tried_without_end(as_user, ada):
    client = as_user(ada)
    for _ in range(6):
        client.post(LEAVE, SURE | {"password": "wrong"})
    assert client.post(LEAVE, SURE).status_code in (422, 429)
    assert User.objects.get(pk=ada.pk).is_active


def test_without_a_password_the_name_is_enough(as_user, ada):
    ada.set_unusable_password()
    ada.save()
    client = as_user(ada)
    assert "Password" not in shown(client.get(LEAVE)).partition("What will")[2]
    assert client.post(LEAVE, {"typed": "ada"}).status_code == 302
    assert not User.objects.get(pk=ada.pk).is_active


def test_the_last_manager_and_the_last_superuser_stay(as_user, story, mo, bo):
    sure = {"typed": "mo", "password": "correct-horse"}
    for ask, status in ((Client.get, 200), (Client.post, 422)):
        page = ask(as_user(mo), LEAVE, sure)
        assert page.status_code == status
        assert f"You are the last manager of “{story}”" in shown(page)
    Membership.objects.filter(user=bo).update(manager=True)
    User.objects.filter(pk=mo.pk).update(is_superuser=True)
    page = as_user(mo).post(LEAVE, sure)
    assert "You are the desk’s last superuser" in shown(page)
    User.objects.filter(pk=bo.pk).update(is_superuser=True)
    assert as_user(mo).post(LEAVE, sure).status_code == 302
