"""Every way to an act is told of, or named with the reason why not: signals, the admin, commands.

A kind of line may be written on one way and forgotten on another; here a new way fails until
somebody says what becomes of it.
"""

import sqlite3
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount import signals as organisation
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions import signals as sessions
from django.contrib import admin
from django.contrib.auth import signals as django_auth
from django.core.management import call_command, get_commands
from django.db import connection
from django.dispatch import Signal
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from annotator.desk.erasing.person_actions import erase_person
from annotator.people.actions import deactivate
from annotator.people.invitations.actions import invite
from annotator.people.models import User
from annotator.people.sessions import SessionStore
from annotator.people.tokens.actions import make_token
from annotator.trust.models import TrustKind as T
from annotator.trust.models import TrustLine
from tests.api.programs import program_of
from tests.conftest import person
from tests.machines.making import machine_for

pytestmark = pytest.mark.django_db


def kinds_told(act: Callable[[], object]) -> list[str]:
    """The kinds of the lines that an act leaves."""
    before = TrustLine.objects.count()
    act()
    return list(TrustLine.objects.order_by("pk").values_list("kind", flat=True))[before:]


SIGNALS: dict[str, T] = {
    "user_logged_out": T.SIGNED_OUT,
    "user_login_failed": T.SIGN_IN_FAILED,
    "password_set": T.PASSWORD_CHANGED,
    "password_changed": T.PASSWORD_CHANGED,
    "password_reset": T.PASSWORD_RESET,
    "email_changed": T.EMAIL_CHANGED,
    "authenticator_added": T.SECOND_FACTOR_ADDED,
    "authenticator_removed": T.SECOND_FACTOR_REMOVED,
    "authenticator_reset": T.RECOVERY_CODES_MADE,
    "authenticator_used": T.SECOND_FACTOR_USED,
    "authentication_failed": T.SIGN_IN_FAILED,
    "social_account_added": T.ORGANISATION_CONNECTED,
    "social_account_removed": T.ORGANISATION_DISCONNECTED,
}
NOT_HEARD = {
    "user_logged_in": "django's own is heard, in tests/trust/test_acts.py",
    "user_signed_up": "an account that is made is told of as it is stored",
    "email_confirmed": "email_changed follows where an address takes the place of another",
    "email_confirmation_sent": "nothing is changed yet",
    "email_added": "nothing is changed until it is confirmed",
    "email_removed": "the one of before goes as email_changed is sent",
    "_add_email": "is the package's own",
    "authentication_step_completed": "signing in says by which ways",
    "login_code_rejected": "nobody signs in by a code of a letter",
    "password_reset_code_rejected": "a new password comes by a link",
    "email_verification_code_rejected": "an address is confirmed by a link",
    "pre_social_login": "signing in follows, or nothing",
    "social_account_updated": "is sent at each sign-in",
    "session_client_changed": "is no act of anybody",
}


def signals_of(*modules: ModuleType) -> dict[str, Signal]:
    """Each signal of these modules by its name; of two of one name the package's."""
    return {
        name: one for module in modules for name, one in vars(module).items()
        if isinstance(one, Signal)
    }  # fmt: skip


ALL_SIGNALS = signals_of(django_auth, account, factors, organisation, sessions)


def test_every_signal_of_the_packages_is_heard_or_named():
    assert ALL_SIGNALS.keys() == SIGNALS.keys() | NOT_HEARD.keys()


@pytest.mark.parametrize("name", SIGNALS)
def test_each_leaves_its_line(ada, name):
    request = RequestFactory().get("/")
    request.user, request.session = ada, SessionStore()
    request.session.create()
    link = SocialAccount.objects.create(user=ada, provider="oidc", uid="a-1")
    login = SocialLogin(user=ada, account=link)
    factor = Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})
    address = EmailAddress.objects.get(user=ada)
    told = {"request": request, "user": ada, "authenticator": factor, "credentials": {}}
    told |= {"sociallogin": login, "socialaccount": link}
    told |= {"from_email_address": address, "to_email_address": address}
    assert kinds_told(lambda: ALL_SIGNALS[name].send(sender=User, **told)) == [SIGNALS[name]]


IN_HISTORY = "the history of the thing says what was changed and by whom"
ADMIN: dict[str, T | str] = {
    "articles.story add": IN_HISTORY,
    "articles.story change": IN_HISTORY,
    "articles.story delete": T.STORY_DELETED,
    "articles.article add": IN_HISTORY,
    "articles.article change": IN_HISTORY,
    "articles.article delete": T.ARTICLE_DELETED,
    "articles.article erase_article": T.ERASED,
    "articles.source add": IN_HISTORY,
    "articles.source change": IN_HISTORY,
    "articles.source delete": IN_HISTORY,
    "articles.source merge": T.BULK_ACT,
    "auth.group add": T.RIGHTS_CHANGED,
    "auth.group change": T.RIGHTS_CHANGED,
    "auth.group delete": T.RIGHTS_CHANGED,
    "auth.group delete_selected": T.RIGHTS_CHANGED,
    "mfa.authenticator delete": T.SECOND_FACTOR_REMOVED,
    "people.membership add": T.ROLES_GIVEN,
    "people.membership change": T.ROLES_GIVEN,
    "people.user add": T.ACCOUNT_MADE,
    "people.user change": T.RIGHTS_CHANGED,
    "people.user deactivate": T.ACCOUNT_CLOSED,
    "people.user reactivate": T.ACCOUNT_OPENED,
    "people.user erase_person": T.ERASED,
    "annotations.annotation correct": T.BULK_ACT,
    "annotations.annotation erase": T.BULK_ACT,
    "annotations.annotation link_entity": T.BULK_ACT,
    "annotations.annotation link_question": T.BULK_ACT,
    "annotations.annotation relabel": T.BULK_ACT,
    "annotations.annotation restore": T.BULK_ACT,
    "annotations.bulkact undo_act": T.BULK_ACT_UNDONE,
    "trust.trustline export": T.EXPORTED,
    **{
        f"vocabulary.{one} {way}": told
        for one in ("label", "question", "entity")
        for way, told in {
            "add": IN_HISTORY, "change": IN_HISTORY, "deactivate": T.BULK_ACT, "merge": T.BULK_ACT,
            "import": "is a preview: process_import stores", "process_import": T.IMPORTED,
            "export": T.EXPORTED,
        }.items()
    },
    "vocabulary.question split": T.BULK_ACT,
    "vocabulary.entity split": T.BULK_ACT,
}  # fmt: skip
"""What a superuser can do in the admin, and of what kind its line is, or why it leaves none."""
LOOKED_AT = {"changelist", "history", "add", "change", "delete"}


def ways_of_the_admin() -> set[str]:
    """What the admin lets a superuser do: add, change, delete, its acts, and pages besides."""
    request = RequestFactory().get("/")
    request.user = User(username="root", is_superuser=True, is_active=True, is_staff=True)
    ways = set()
    for model, page in admin.site._registry.items():
        may = {
            "add": page.has_add_permission(request),
            "change": page.has_change_permission(request),
            "delete": page.has_delete_permission(request),
        }
        found = {way for way, is_open in may.items() if is_open}
        found |= set(page.get_actions(request))
        stem = f"{model._meta.app_label}_{model._meta.model_name}_"
        named = {(one.name or "").removeprefix(stem) for one in page.get_urls()}
        found |= named - LOOKED_AT - {"", "auth_user_password_change"}
        ways |= {f"{model._meta.label_lower} {way}" for way in found}
    return ways


def test_every_way_of_the_admin_is_told_or_named():
    assert ways_of_the_admin() == set(ADMIN)


def send(client: Any, name: str, *args: Any, **sent: Any) -> None:
    assert client.post(reverse(f"admin:{name}", args=args), sent).status_code == 302


def act(client: Any, name: str, act: str, key: int, **more: Any) -> None:
    """Go through an act's page as a browser does: the plan first, then what was shown."""
    address = reverse(f"admin:{name}_changelist")
    sent = {"action": act, "_selected_action": [key], "choosing": "1", **more}
    shown = client.post(address, sent).context["plan"].fingerprint
    assert client.post(address, sent | {"do": "1", "shown": shown}).status_code == 302


class TestOfTheAdmin:
    """Those that no action of the desk's own pages does, too."""

    @pytest.fixture
    def root(self, as_user):
        return as_user(User.objects.create_superuser("root", password="correct-horse"))

    @pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
    def test_a_factor_is_removed(self, root, ada, kind):
        TOTP.activate(ada, generate_totp_secret())
        RecoveryCodes.activate(ada)
        key = Authenticator.objects.get(user=ada, type=kind).pk
        told = kinds_told(lambda: send(root, "mfa_authenticator_delete", key, post="yes"))
        assert told == [T.SECOND_FACTOR_REMOVED]
        line = TrustLine.objects.get(kind=T.SECOND_FACTOR_REMOVED)
        assert (line.about, line.by.username, line.facts["type"]) == (ada, "root", kind)

    def test_roles_are_given(self, root, story):
        sent = {"story": story.pk, "user": person("ned").pk, "annotator": "on"}
        told = kinds_told(lambda: send(root, "people_membership_add", **sent))
        assert told == [T.ROLES_GIVEN]

    def test_an_account_is_closed_with_all_that_opens_it(self, root, story, mo):
        make_token(mo, "mine", reads="read", annotates=True, manages=False, days=3)
        invite(story, "ned@example.org", ["annotator"], mo)
        told = kinds_told(lambda: act(root, "people_user", "deactivate", mo.pk, heir=""))
        assert sorted(told) == [T.ACCOUNT_CLOSED, T.INVITATION_REVOKED, T.TOKEN_REVOKED]
        assert kinds_told(lambda: act(root, "people_user", "reactivate", mo.pk)) == [
            T.ACCOUNT_OPENED
        ]


COMMANDS: dict[str, T | str] = {
    "backup": T.EXPORTED,
    "check_edition": "reads a file",
    "demo": "makes a desk of its own",
    "load_vocabulary": "adds the labels that come with the program",
    "machine_read": T.MACHINE_ASKED,
    "mcp": T.ASSISTANT_STARTED,
    "reindex_search": "writes anew what follows from what is there",
    "revise_article": "the article's versions say what came in, and from whom",
    "worker": "does what was asked for, which is told of",
    **{
        f"export_{one}": T.EXPORTED
        for one in (
            "agreement", "article_labels", "decisions", "diagnosis", "format", "labels", "methods",
            "qdc", "readings", "table",
        )
    },
    **{
        f"import_{one}": T.IMPORTED
        for one in (
            "article_labels", "articles", "codebook", "format", "labels", "leads", "readings",
        )
    },
}  # fmt: skip


def test_every_command_is_told_or_named():
    own = {name for name, app in get_commands().items() if str(app).startswith(("ann", "art"))}
    assert own == set(COMMANDS)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is backed up by its own tool")
def test_a_backup_is_an_export(tmp_path, monkeypatch):
    live = tmp_path / "live.sqlite3"
    sqlite3.connect(live).execute("CREATE TABLE one (word TEXT)").connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", live)
    copy = str(tmp_path / "copy.sqlite3")
    assert kinds_told(lambda: call_command("backup", copy)) == [T.EXPORTED]
    assert TrustLine.objects.get().facts == {"command": "backup"}


def test_what_a_program_brings_in_is_an_import(story, article, labels, mo):
    machine_for(story, mo, engine="outside")
    program = program_of(mo)
    spans = [{"quote": "Karachi", "label": "entity-place"}]
    reading = {"article": article.pk, "version": 1, "spans": spans}
    [machine] = program.get(f"stories/{story.slug}/machines").found["items"]
    address = f"stories/{story.slug}/machines/{machine['reader']}/readings"
    assert kinds_told(lambda: program.post(address, reading)) == [T.IMPORTED]
    line = TrustLine.objects.filter(kind=T.IMPORTED).latest("pk")
    assert line.facts["article"] == article.pk
    assert line.token


def test_what_an_erasure_ends_is_told(story, mo, cy):
    root = User.objects.create_superuser("root")
    make_token(cy, "hers", reads="read", annotates=False, manages=False, days=3)
    User.objects.filter(pk=cy.pk).update(is_active=False)
    invite(story, cy.email, ["annotator"], mo)
    cy.refresh_from_db()
    told = kinds_told(lambda: erase_person(cy, root, "asked"))
    assert sorted(told) == [T.ERASED, T.INVITATION_REVOKED]
    facts = TrustLine.objects.get(kind=T.ERASED).facts
    assert (facts["invitations"], facts["tokens"]) == (1, 1)


def test_deactivating_tells_each_token(ada, mo):
    for name in ("one", "two"):
        make_token(ada, name, reads="read", annotates=True, manages=False, days=3)
    ended = make_token(ada, "old", reads="read", annotates=True, manages=False, days=3).token
    ended.revoked_at = timezone.now()
    ended.save()
    told = kinds_told(lambda: deactivate(ada, mo))
    assert sorted(told) == [T.ACCOUNT_CLOSED, T.TOKEN_REVOKED, T.TOKEN_REVOKED]
