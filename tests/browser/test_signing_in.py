"""Signing in by each way there is, and out; amid work as well."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation
from annotator.people.organisation.providers import read_providers
from tests.browser import chromium
from tests.browser.hands import open_article, saved, tag
from tests.people.signing_in import openid, saml
from tests.people.signing_in.conftest import app_of, code_of  # noqa: F401


def with_password(page: Page, name: str = "ada") -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("User name or email address").fill(name)
    page.get_by_label("Password", exact=True).fill("correct-horse")
    page.get_by_role("button", name="Sign in", exact=True).click()


def signed_in(page: Page, name: str = "Ada") -> None:
    expect(page.locator(".bar details.menu summary")).to_have_text(name)


def sign_out(page: Page) -> None:
    page.locator(".bar details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/sign-in/")


def confirm(page: Page) -> None:
    """Give the password once more, where the desk asks whether it is still Ada."""
    page.get_by_label("Password", exact=True).fill("correct-horse")
    page.get_by_role("button", name="Go on").click()


def test_by_password_and_out_and_an_app_is_asked_for_from_then_on(
    open_as, ada, accessible, screens
):
    page = open_as(None)
    with_password(page, "ada@example.org")
    signed_in(page)
    page.goto("/accounts/")
    expect(page.get_by_role("row", name="this one")).to_have_count(1)
    accessible(page)
    screens(page, "account")
    page.get_by_role("link", name="Add an app").click()
    confirm(page)
    accessible(page)
    screens(page, "factor-app")
    page.get_by_text("Or type this into the app").click()
    secret = page.locator(".shown-once").inner_text()
    page.get_by_label("Code", exact=False).last.fill(code_of(secret))
    page.get_by_role("button", name="Add the app").click()
    expect(page.locator(".codes code")).to_have_count(10)
    accessible(page)
    screens(page, "factor-codes")
    recovery = page.locator(".codes code").first.inner_text()
    sign_out(page)
    with_password(page)
    accessible(page)
    screens(page, "factor")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("is wrong, was used, or is too old")).to_be_visible()
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in", exact=True).click()
    signed_in(page)


@pytest.fixture
def tolerated():
    return ["422"]


def with_authenticator(page: Page) -> None:
    """Plug a key into the browser that knows its person."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.parametrize("alone", [True, False], ids=["passkey", "key"])
def test_by_a_key(open_as, ada, accessible, screens, alone):
    page = open_as(None)
    with_authenticator(page)
    with_password(page)
    signed_in(page)
    page.goto("/accounts/")
    page.get_by_role("link", name="Add a key or passkey").click()
    confirm(page)
    page.get_by_label("Name", exact=True).fill("my phone")
    if alone:
        page.get_by_label("Sign in with it alone").check()
    accessible(page)
    screens(page, "factor-key")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".codes code")).to_have_count(10)
    page.goto("/accounts/")
    expect(page.get_by_text("my phone").first).to_be_visible()
    sign_out(page)
    if alone:
        page.get_by_role("button", name="Sign in with a passkey").click()
    else:
        with_password(page)
        page.get_by_role("button", name="Use a security key").click()
    signed_in(page)


def test_a_key_that_is_not_there_is_told_in_words(open_as, ada):
    page = open_as(None)
    page.goto("/accounts/sign-in/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Nothing was given, or it took too long")).to_be_visible()


def test_by_openid_connect(open_as, ada, settings, accessible, screens):
    with openid.running() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = read_providers(provider.settings())
        provider.claims = {"sub": "a", "email": "ada@example.org", "email_verified": True}
        page = open_as(None)
        page.goto("/stories/")
        accessible(page)
        screens(page, "sign-in-organisation")
        page.get_by_role("button", name="Sign in with The Harbour Post").click()
        signed_in(page)
        page.wait_for_url("**/stories/")


def test_by_saml(open_as, ada, settings, live_server):
    if not saml.is_there():
        (pytest.fail if chromium.must_be_there() else pytest.skip)(saml.ADVICE)
    person = {"uid": "a", "mail": "ada@example.org", "givenName": "Ada", "sn": "A"}
    provider = saml.Provider()
    desk = f"{live_server.url}/accounts/saml/desk"
    try:
        with saml.running(provider, person, desk) as address:
            settings.SOCIALACCOUNT_PROVIDERS = read_providers(
                provider.settings | {"SAML_SSO_URL": address}
            )
            page = open_as(None)
            page.goto("/accounts/sign-in/")
            page.get_by_role("button", name="Sign in with Daily Meridian").click()
            page.get_by_role("button", name="Go on").click()
            signed_in(page)
    finally:
        provider.close()


class TestAmidWork:
    def test_the_code_is_asked_for_in_place(
        self,
        open_as,
        ada,
        app_of,  # noqa: F811
        article,
        reading,
        labels,
        tolerated,
    ):
        tolerated.append("401")
        secret = app_of(ada)
        page = open_as(ada)
        open_article(page, article)
        Session.objects.all().delete()
        tag(page, "noon", "1")
        expect(page.locator("#again-password")).to_be_focused()
        page.keyboard.type("correct-horse")
        page.keyboard.press("Enter")
        expect(page.locator("#again-code")).to_be_focused()
        page.keyboard.type("000000")
        page.keyboard.press("Enter")
        expect(page.locator("#again [role=alert]")).to_contain_text("is wrong")
        page.locator("#again-code").fill(code_of(secret, 1))
        page.keyboard.press("Enter")
        saved(page)
        assert Annotation.objects.count() == 1

    def test_another_way_in_a_tab_of_its_own(
        self, open_as, ada, article, reading, labels, tolerated
    ):
        tolerated.append("401")
        page = open_as(ada)
        open_article(page, article)
        Session.objects.all().delete()
        tag(page, "noon", "1")
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Another way, in a new tab").click()
        tab = opened.value
        tab.get_by_label("User name or email address").fill("ada")
        tab.get_by_label("Password", exact=True).fill("correct-horse")
        tab.get_by_role("button", name="Sign in", exact=True).click()
        expect(tab.get_by_role("heading")).to_have_text("You are signed in")
        tab.close()
        page.bring_to_front()
        page.evaluate("window.dispatchEvent(new Event('focus'))")
        saved(page)
        assert Annotation.objects.count() == 1


class TestSigningOut:
    def test_what_was_not_sent_is_said_first(
        self, open_as, ada, article, reading, labels, tolerated, accessible, screens
    ):
        tolerated += ["ERR_FAILED", "Failed to fetch", "ERR_ABORTED"]
        page = open_as(ada)
        open_article(page, article)
        page.route(
            lambda url: "/articles/" in url,
            lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
        )
        tag(page, "noon", "1")
        expect(page.locator("#status")).to_contain_text("not sent yet")
        menu = page.locator(".bar details.menu summary")
        menu.click()
        page.get_by_role("button", name="Sign out").click()
        dialog = page.get_by_role("dialog", name="Not everything is sent")
        expect(dialog).to_contain_text("1 change of yours is kept in this browser")
        accessible(page)
        screens(page, "sign-out-unsent")
        dialog.get_by_role("button", name="Stay").click()
        signed_in(page)
        menu.click()
        page.get_by_role("button", name="Sign out").click()
        page.once("dialog", lambda one: one.accept())
        dialog.get_by_role("button", name="Sign out and throw them away").click()
        page.wait_for_url("**/accounts/sign-in/")
        kept = page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
        assert "annotator-outbox" not in kept
        assert not Annotation.objects.exists()

    def test_what_waits_of_somebody_else_stays(self, open_as, ada, bo):
        page = open_as(ada)
        page.goto("/")
        for one in (ada, bo):
            page.evaluate(f"localStorage.setItem('annotator-drafts-{one.pk}-1', '{{}}')")
        page.evaluate("localStorage.setItem('theirs', '1')")
        page.evaluate("sessionStorage.setItem('theirs', '1')")
        page.evaluate("sessionStorage.setItem('annotator-settle-1', 'all')")
        sign_out(page)
        names = page.evaluate("Object.keys(localStorage)")
        assert sorted(names) == [f"annotator-drafts-{bo.pk}-1", "theirs"]
        names = page.evaluate("Object.keys(sessionStorage)")
        assert [name for name in names if not name.startswith("htmx-")] == ["theirs"]
