"""Whoever has one single permission of the admin cannot get another one through it."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from annotator.people.models import Membership, User
from articles.models import Story

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


@pytest.fixture
def own(staff, story) -> Membership:
    """What the staff member is in a story: an annotator, and no more."""
    return Membership.objects.create(user=staff, story=story, annotator=True)


def everything(mighty: Group, story: Story) -> dict[str, object]:
    """What somebody sends who wants it all, whatever the form has fields for."""
    every = [str(key) for key in Permission.objects.values_list("pk", flat=True)]
    return {
        "username": "sam", "email": "sam@evil.example", "is_active": "on", "is_staff": "on", "is_superuser": "on",
        "groups": [str(mighty.pk)], "user_permissions": every, "permissions": every, "name": "mighty",
        "password1": "evil-correct-horse", "password2": "evil-correct-horse", "usable_password": "true",
        "date_joined_0": "2022-02-24", "date_joined_1": "09:30", "_save": "Save",
        "user": str(User.objects.get(username="sam").pk), "story": str(story.pk),
        "annotator": "on", "adjudicator": "on", "manager": "on",
    }  # fmt: skip


def addresses(of: type, people: list[User], mighty: Group):
    """The forms of the admin that a right over a kind may open: its own, and those of accounts."""
    own = {
        User: [one.pk for one in people],
        Group: [mighty.pk],
        Membership: list(Membership.objects.values_list("pk", flat=True)),
    }
    for model in {of, *own} if of._meta.app_label in ("people", "auth") else {of}:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_add")
        for key in own.get(model, []):
            yield reverse(f"{name}_change", args=[key])
    for user in people:
        yield reverse("admin:auth_user_password_change", args=[user.pk])


def test_nobody_gets_more_than_they_have(staff, boss, mighty, own, story, mo, cy):
    client = Client()
    client.force_login(staff)
    wanted = everything(mighty, story)
    people = [staff, boss, mo, cy]
    known = {one.pk for one in people}
    roles = {one.pk: one.roles for one in Membership.objects.all()}
    tried = 0
    every = Permission.objects.select_related("content_type")
    for permission in every:
        model = permission.content_type.model_class()
        if model not in admin.site._registry:
            continue
        staff.user_permissions.set([permission])
        for address in addresses(model, people, mighty):
            tried += client.post(address, wanted).status_code in (200, 302)
        fresh = User.objects.get(pk=staff.pk)
        name = f"{permission.content_type.app_label}.{permission.codename}"
        assert fresh.get_all_permissions() == {name}
        assert not fresh.is_superuser
        assert not User.objects.exclude(pk__in=known).filter(is_superuser=True).exists()
        for one in (boss, mo, cy):
            one.refresh_from_db()
            told = (one.email, one.check_password("correct-horse"))
            assert told == (f"{one.username}@example.org", True), name
        assert {one.pk: one.roles for one in Membership.objects.all()} == roles, name
        assert mighty.permissions.count() == Permission.objects.count()
    assert tried > 5


def test_who_manages_a_story_gives_its_roles_and_no_others(staff, ada, story):
    staff.user_permissions.set(Permission.objects.filter(codename__endswith="_membership"))
    client = Client()
    client.force_login(staff)
    other = Story.objects.create(slug="other", title="Other")
    theirs = Membership.objects.get(user=ada)
    change = reverse("admin:people_membership_change", args=[theirs.pk])
    add = reverse("admin:people_membership_add")
    sent = {"user": ada.pk, "story": story.pk, "annotator": "on", "manager": "on"}
    assert (client.post(add, sent).status_code, client.post(change, sent).status_code) == (403, 403)
    Membership.objects.create(user=staff, story=story, manager=True)
    assert client.post(change, sent | {"story": other.pk}).status_code == 200
    assert client.post(add, sent | {"story": other.pk}).status_code == 200
    assert not Membership.objects.filter(story=other).exists()
    assert client.post(change, sent).status_code == 302
    theirs.refresh_from_db()
    assert theirs.roles == {"annotator", "manager"}


def acts_on_people():
    page = admin.site._registry[User]
    return [run.__name__ for run in page.actions]


def without_rights(user, story):
    """Nothing that the staff has not."""


def as_superuser(user, story):
    User.objects.filter(pk=user.pk).update(is_superuser=True)


def with_a_permission(user, story):
    user.user_permissions.add(Permission.objects.get(codename="delete_article"))


def by_a_group(user, story):
    group = Group.objects.create(name="few")
    group.permissions.add(Permission.objects.get(codename="delete_article"))
    user.groups.add(group)


def as_manager(user, story):
    Membership.objects.create(user=user, story=story, manager=True)


def as_adjudicator(user, story):
    Membership.objects.create(user=user, story=story, adjudicator=True)


MORE = [as_superuser, with_a_permission, by_a_group, as_manager, as_adjudicator]


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("more", [without_rights, *MORE])
@pytest.mark.parametrize("act", acts_on_people())
def test_no_act_is_done_to_whoever_may_do_more(staff, story, stranger, act, more, active):
    staff.user_permissions.set(Permission.objects.filter(content_type__app_label="people"))
    more(stranger, story)
    User.objects.filter(pk=stranger.pk).update(is_active=active)
    client = Client()
    client.force_login(staff)
    sent = {"action": act, "_selected_action": stranger.pk, "choosing": "1", "heir": ""}
    answer = client.post(reverse("admin:people_user_changelist"), sent)
    told = answer.content.decode()
    is_fit = active is (act == "deactivate")
    if more is without_rights:
        assert answer.status_code == (200 if is_fit else 422)
        assert (answer.context["plan"] is not None) is is_fit
        return
    assert answer.status_code == 422
    if is_fit:  # of the others it may say as well that there is nothing to do
        assert "may do more on the desk" in told or "only a superuser" in told


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
