"""A desk under a path of its host: whatever a page asks for, links to or keeps is below it."""

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from tests.browser.hands import saved, tag
from tests.browser.processes import Server
from tests.browser.test_offline import kept

PATH = "/news/desk"
SCOPES = (
    "async () => (await navigator.serviceWorker.getRegistrations()).map(({scope}) => "
    "new URL(scope).pathname)"
)
LINKS = """() => [...document.querySelectorAll("[href], [src], [action], [hx-get], [hx-post]")].flatMap((one) =>
  ["href", "src", "action", "hx-get", "hx-post"].map((name) => one.getAttribute(name)).filter((told) => told?.startsWith("/")))"""


@pytest.fixture
def server():
    server = Server(PATH)
    server.start()
    yield server
    server.stop()


def test_styles_scripts_links_cookies_and_the_worker_are_found(
    new_context, server, ada, story, article, reading, labels, tolerated
):
    tolerated += ["ERR_CONNECTION_REFUSED", "ERR_FAILED"]
    context = new_context(service_workers="allow", viewport={"width": 1440, "height": 900})
    asked, refused = [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("response", lambda answer: refused.append(answer.url) if not answer.ok and answer.status >= 400 else None)  # fmt: skip
    page = context.new_page()

    def all_below() -> None:
        assert [told for told in page.evaluate(LINKS) if not told.startswith(f"{PATH}/")] == []

    # From the front door through sign-in to the story.
    page.goto(f"{server.url}/")
    assert page.url.startswith(f"{server.url}/accounts/sign-in/")
    all_below()
    page.get_by_label("User name or email address").fill("ada")
    page.get_by_label("Password").fill("correct-horse")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{server.url}/")
    page.goto(f"{server.url}/stories/{story.slug}/")
    all_below()
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"
    # An address that only takes a form leads back, and one without its last slash on.
    page.goto(f"{server.url}/articles/{article.pk}/submit")
    assert page.url == f"{server.url}/articles/{article.pk}/"
    page.goto(f"{server.url}/stories")
    assert page.url == f"{server.url}/stories/"

    # The workbench stores what is marked, and the worker keeps the article.
    page.goto(f"{server.url}/articles/{article.pk}/")
    page.wait_for_selector(".bench[data-ready]")
    all_below()
    tag(page, "minister", "1")
    saved(page)
    assert Annotation.objects.get().quote == "minister"
    kept(page, f"{PATH}/articles/{article.pk}/")
    assert page.evaluate(SCOPES) == [f"{PATH}/"]
    assert {cookie["path"] for cookie in context.cookies()} == {f"{PATH}/"}
    assert {cookie["name"] for cookie in context.cookies()} >= {"sessionid", "csrftoken", "person"}
    # The search's box leads by its key, and htmx narrows a list.
    page.goto(f"{server.url}/search/?q=minister")
    all_below()
    assert [url for url in asked if not url.startswith((f"{server.url}/", "data:"))] == []
    assert refused == []

    server.stop()
    page = context.new_page()
    page.goto(f"{server.url}/articles/{article.pk}/")
    expect(page.locator(".copy")).to_contain_text("Offline: as it was on")
    expect(page.locator(".card:not([hidden]) q")).to_have_text(["minister"])
