"""With the desk away: an article that was opened opens again, says that it is a copy, and takes
work. Nothing of it is left for the next person at the machine."""

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page, expect

from annotator.annotations.models import Annotation
from annotator.people.models import Membership
from tests.browser.hands import saved, tag
from tests.browser.processes import Server

SHOWN = ".card:not([hidden]) q"
COPIES = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith("annotator-copies-")) continue;
    for (const {url} of await (await caches.open(name)).keys()) kept.push(new URL(url).pathname);
  }
  return kept;
}"""


@pytest.fixture
def server():
    server = Server()
    server.start()
    yield server
    server.stop()


def sign_in(context: BrowserContext, user, server: Server) -> None:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])


def opened(page: Page, server: Server, article) -> None:
    page.goto(f"{server.url}/articles/{article.pk}/")
    page.wait_for_selector(".bench[data-ready]")


def kept(page: Page, path: str, there: bool = True) -> None:
    """Wait until the browser keeps a copy of the page, or none any more."""
    while (path in page.evaluate(COPIES)) is not there:
        page.wait_for_timeout(50)


def change(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def test_twenty_changes_around_a_server_that_stops_and_a_tab_that_closes(
    new_context, server, ada, article, reading, labels, tolerated, screens
):
    tolerated += ["ERR_CONNECTION_REFUSED", "ERR_FAILED"]
    context = new_context(service_workers="allow", viewport={"width": 1440, "height": 900})
    sign_in(context, ada, server)
    page = context.new_page()
    opened(page, server, article)
    kept(page, f"/articles/{article.pk}/")
    words = ["minister", "landed", "noon", "praised", "pipeline", "Karachi", "Kasur", "analyst"]
    for word in words:  # 1 to 8
        tag(page, word, "1")
    saved(page)
    server.stop()
    change(page, "r 2 k r 2 k Delete")  # 9 to 11: analyst and Kasur are events, Karachi goes
    # Each shows what it did, and may move the page for it: who drags waits to see that.
    expect(page.locator("#status")).to_contain_text("3 changes not sent yet")
    tag(page, "cost", "2")  # 12
    tag(page, "will cost", "[")  # 13
    change(page, "r 1 k Delete")  # 14 and 15: the annotation before it goes
    change(page, "Control+z")  # 16
    # All are in the browser's own store: only then may the tab go.
    expect(page.locator("#status")).to_contain_text("8 changes not sent yet")
    page.close(run_before_unload=False)

    # Closed, and opened again before the desk is back: as it was, with what waits laid over it.
    page = context.new_page()
    opened(page, server, article)
    expect(page.locator(".copy")).to_contain_text("Offline: as it was on")
    expect(page.locator(".copy")).to_be_in_viewport()
    now = [
        "minister", "landed", "noon", "praised", "pipeline", "Kasur", "will cost", "analyst",
    ]  # fmt: skip
    expect(page.locator(SHOWN)).to_have_text(now)
    expect(page.locator("#status")).to_contain_text("8 changes not sent yet")
    screens(page, "offline")
    tag(page, "said", "1")  # 17
    change(page, "r 2 Delete Control+z")  # 18 to 20
    expect(page.locator("#status")).to_contain_text("12 changes not sent yet")
    assert Annotation.history.count() == 8
    page.close(run_before_unload=False)

    server.start()
    page = context.new_page()
    opened(page, server, article)
    expect(page.locator(".copy")).to_have_count(0)
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    expect(page.locator(SHOWN)).to_have_text([*now[:-1], "said", "analyst"])
    rows = list(Annotation.history.order_by("history_id").values_list("quote", "history_type"))
    assert rows == [(word, "+") for word in words] + [
        ("analyst", "~"), ("Kasur", "~"), ("Karachi", "-"),
        ("cost", "+"), ("will cost", "~"), ("will cost", "~"), ("Kasur", "-"), ("Kasur", "+"),
        ("said", "+"), ("said", "~"), ("said", "-"), ("said", "+"),
    ]  # fmt: skip
    assert Annotation.history.values("op").distinct().count() == 20


def test_copies_are_one_persons_and_go_with_the_permission_and_the_session(
    new_context, server, ada, bo, story, article, other_article, reading, labels, tolerated
):
    tolerated += ["ERR_CONNECTION_REFUSED", "403", "404"]
    context = new_context(service_workers="allow")
    sign_in(context, ada, server)
    page = context.new_page()
    mine, other = (f"/articles/{one.pk}/" for one in (article, other_article))
    for one in (article, other_article):
        opened(page, server, one)
        kept(page, f"/articles/{one.pk}/")
    # No longer a member: the desk says so, and the copy goes.
    Membership.objects.filter(user=ada).delete()
    assert page.goto(server.url + other).status == 404
    kept(page, other, there=False)
    kept(page, mine)
    # Somebody else opens an article of theirs.
    sign_in(context, bo, server)
    opened(page, server, other_article)
    kept(page, other)
    kept(page, mine, there=False)
    # Signing out clears everything, and what is not there cannot be opened.
    page.locator(".bar details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")
    kept(page, other, there=False)
    server.stop()
    # The worker itself went with what it kept.
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(server.url + other)


def test_any_page_leads_to_the_articles_that_are_kept(
    new_context,
    server,
    ada,
    article,
    other_article,
    reading,
    labels,
    accessible,
    screens,
    tolerated,
):
    tolerated += ["ERR_CONNECTION_REFUSED", "ERR_FAILED"]
    context = new_context(service_workers="allow", bypass_csp=True)  # for axe
    sign_in(context, ada, server)
    page = context.new_page()
    for one in (article, other_article):
        opened(page, server, one)
        kept(page, f"/articles/{one.pk}/")
    server.stop()
    for address in ("/stories/pipeline/", "/search/?q=noon", "/"):
        page.goto(server.url + address)
        expect(page.get_by_role("heading")).to_have_text("The desk cannot be reached")
    expect(page.locator("li a")).to_have_text([other_article.title, article.title])
    accessible(page)
    screens(page, "offline-list")
    page.get_by_role("link", name=article.title).click()
    page.wait_for_selector(".bench[data-ready]")
    tag(page, "noon", "1")
    expect(page.locator("#status")).to_contain_text("1 change not sent yet")
    page.get_by_role("link", name="Other articles kept here").click()
    expect(page.locator("li a")).to_have_count(2)
