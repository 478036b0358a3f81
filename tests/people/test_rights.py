"""Whoever has one single permission of the admin cannot get another one through it."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from annotator.people.models import User

pytestmark = pytest.mark.slow


@pytest.fixture
def boss(db) -> User:
    return User.objects.create_superuser("boss", "boss@example.org", "correct-horse")


@pytest.fixture
def staff(db) -> User:
    return User.objects.create_user("sam", "sam@example.org", "correct-horse", is_staff=True)


@pytest.fixture
def mighty(db) -> Group:
    group = Group.objects.create(name="mighty")
    group.permissions.set(Permission.objects.all())
    return group


def everything(mighty: Group) -> dict[str, object]:
    """What somebody sends who wants it all, whatever the form has fields for."""
    every = [str(key) for key in Permission.objects.values_list("pk", flat=True)]
    return {
        "username": "sam", "email": "sam@evil.example", "is_active": "on", "is_staff": "on", "is_superuser": "on",
        "groups": [str(mighty.pk)], "user_permissions": every, "permissions": every, "name": "mighty",
        "password1": "evil-correct-horse", "password2": "evil-correct-horse", "usable_password": "true",
        "date_joined_0": "2022-02-24", "date_joined_1": "09:30", "_save": "Save",
    }  # fmt: skip


def addresses(of: type, staff: User, boss: User, mighty: Group):
    """The forms of the admin that a right over a kind may open: its own, and those of accounts."""
    own = {User: [staff.pk, boss.pk], Group: [mighty.pk]}
    for model in {of, User, Group} if of._meta.app_label in ("people", "auth") else {of}:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_add")
        for key in own.get(model, []):
            yield reverse(f"{name}_change", args=[key])
    for user in (staff, boss):
        yield reverse("admin:auth_user_password_change", args=[user.pk])


def test_nobody_gets_more_than_they_have(staff, boss, mighty):
    client = Client()
    client.force_login(staff)
    wanted = everything(mighty)
    tried = 0
    for permission in Permission.objects.select_related("content_type"):
        model = permission.content_type.model_class()
        if model not in admin.site._registry:
            continue
        staff.user_permissions.set([permission])
        for address in addresses(model, staff, boss, mighty):
            tried += client.post(address, wanted).status_code in (200, 302)
        fresh = User.objects.get(pk=staff.pk)
        name = f"{permission.content_type.app_label}.{permission.codename}"
        assert fresh.get_all_permissions() == {name}
        assert not fresh.is_superuser
        assert (
            not User.objects.exclude(pk__in=[staff.pk, boss.pk]).filter(is_superuser=True).exists()
        )
        boss.refresh_from_db()
        assert (boss.email, boss.check_password("correct-horse")) == ("boss@example.org", True), (
            name
        )
        assert mighty.permissions.count() == Permission.objects.count()
    assert tried > 5


def test_who_may_change_accounts_changes_those_that_may_no_more(staff, boss, ada):
    """The twin: what is refused above is refused for what it gives, and not by a form that is broken."""
    staff.user_permissions.set(Permission.objects.filter(codename__in=["change_user", "view_user"]))
    client = Client()
    client.force_login(staff)
    address = reverse("admin:people_user_change", args=[ada.pk])
    sent = {"username": "ada", "email": "new@example.org", "is_active": "on", "date_joined_0": "2022-02-24", "date_joined_1": "09:30"}  # fmt: skip
    assert client.post(address, sent).status_code == 302
    ada.refresh_from_db()
    assert ada.email == "new@example.org"
    assert client.post(reverse("admin:people_user_change", args=[boss.pk]), sent).status_code == 403


def test_a_superuser_gives_what_they_like(boss, ada, mighty):
    client = Client()
    client.force_login(boss)
    sent = {"username": "ada", "is_active": "on", "is_staff": "on", "groups": [mighty.pk], "date_joined_0": "2022-02-24", "date_joined_1": "09:30"}  # fmt: skip
    assert client.post(reverse("admin:people_user_change", args=[ada.pk]), sent).status_code == 302
    assert User.objects.get(pk=ada.pk).has_perm("people.change_user")


def test_a_factor_is_removed_by_whoever_may_as_much_as_its_owner(staff, boss, ada):
    staff.user_permissions.set(Permission.objects.filter(codename__endswith="_authenticator"))
    client = Client()
    client.force_login(staff)
    for owner, status in ((ada, 302), (boss, 403)):
        factor = Authenticator.objects.create(user=owner, type="totp", data={"secret": "it"})
        page = client.get(reverse("admin:mfa_authenticator_change", args=[factor.pk]))
        assert "secret" not in page.content.decode()
        address = reverse("admin:mfa_authenticator_delete", args=[factor.pk])
        assert client.post(address, {"post": "yes"}).status_code == status
        assert Authenticator.objects.filter(user=owner).exists() is (status == 403)


def test_nobody_edits_addresses_sessions_or_sign_ins_of_others(boss):
    """By them, one comes in as somebody else: they are no pages of the admin."""
    client = Client()
    client.force_login(boss)
    for name in ("account/emailaddress", "socialaccount/socialapp", "usersessions/usersession"):
        assert client.get(f"/admin/{name}/").status_code == 404
    assert client.get("/admin/mfa/authenticator/").status_code == 200
