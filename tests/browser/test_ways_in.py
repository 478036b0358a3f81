"""The ways in, in a browser: their pages in all looks, and the button from another site."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from articles.intake.came_as import CameAs
from articles.models import Original
from articles.originals import store_originals
from tests.browser.test_pages import LOOKS, no_sideways
from tests.desk.arrivals.arrived import PAGE, entry, fetched, followed
from tests.fetching.servers import HOME, answered, serving

LONG = "https://post.example/" + "a-very-long-way-to-an-article/" * 8


@pytest.fixture
def arrived(settings, story, article):
    """Something on each of the pages; the addresses of the pages, by name."""
    settings.FETCH_ADDRESSES = True
    page = fetched(story, "https://post.example/talks", title="Talks about the pipeline go on")
    fetched(story, LONG, b"", state="failed", failure="It answers 404: it is not there.")
    fetched(story, f"{LONG}2", b"", state="waiting", ended_at=None)
    feed = followed(
        story, "https://post.example/feed.xml", title="The Harbour Post", looked_at=page.asked_at
    )
    followed(
        story, LONG, failure="It took too long to answer. Try again later.", looked_at=page.asked_at
    )
    for number in range(4):
        entry(feed, number, title=f"Talks about the pipeline go on, part {number}")
    store_originals([(article, CameAs(PAGE, "text/html", "talks.html", "UTF-8"))])
    of_story = f"/stories/{story.slug}"
    return {
        "ways-original": f"/articles/{article.pk}/original/",
        "ways-addresses": f"{of_story}/addresses/",
        "ways-address": f"{of_story}/addresses/{page.pk}/",
        "ways-feeds": f"{of_story}/feeds/",
        "ways-button": f"{of_story}/import/button/",
        "ways-import": f"{of_story}/import/",
    }


def test_every_page_in_all_looks(open_as, mo, arrived, screens, accessible):
    page = open_as(mo)
    for name, address in arrived.items():
        assert page.goto(address).status == 200
        for scheme, width, height in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            screens(page, f"{name}-{scheme}-{width}")
            no_sideways(page)
            accessible(page)


def test_where_the_desk_asks_nobody_it_says_so(open_as, mo, arrived, settings, accessible):
    settings.FETCH_ADDRESSES = False
    page = open_as(mo)
    for name in ("ways-addresses", "ways-feeds"):
        page.goto(arrived[name])
        expect(page.get_by_text("FETCH_ADDRESSES=on")).to_be_visible()
        accessible(page)


def test_what_is_dismissed_is_undone(open_as, mo, arrived):
    page = open_as(mo)
    page.goto(arrived["ways-feeds"])
    page.get_by_label("Talks about the pipeline go on, part 2").check()
    page.get_by_role("button", name="Dismiss it").click()
    expect(page.get_by_text("1 dismissed.")).to_be_visible()
    expect(page.get_by_label("Talks about the pipeline go on, part 2")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Talks about the pipeline go on, part 2")).to_be_visible()


def test_a_fetched_page_is_previewed_and_stored(open_as, mo, arrived, story):
    page = open_as(mo)
    page.goto(arrived["ways-address"])
    page.get_by_label("Source").fill("The Tidal Times")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview").get_by_text("The Tidal Times")).to_be_visible()
    page.get_by_role("button", name="Store 1 article").click()
    expect(page.get_by_text("Stored 1 article")).to_be_visible()
    assert story.articles.filter(source__name="The Tidal Times").count() == 1


def test_the_button_sends_an_open_page_from_its_own_site(
    new_context, live_server, mo, story, screens, accessible
):
    """As its sender has no session here, neither does its first page; the person has, by a click."""
    context = new_context()
    client = Client()
    client.force_login(mo, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "sameSite": "Lax"}
    context.add_cookies([session | {"url": live_server.url}])
    asked = []
    context.on(
        "request", lambda request: asked.append(request) if request.method == "POST" else None
    )
    desk = context.new_page()
    desk.goto(f"/stories/{story.slug}/import/button/")
    token = {cookie["name"]: cookie["value"] for cookie in context.cookies()}.get("csrftoken")
    code = desk.get_by_label("The address of the bookmark").input_value()
    hostile = PAGE.replace(b"</body>", b"<textarea></textarea><form name='submit'></form></body>")
    with serving(answered(hostile.replace(b"<script>alert('hostile')</script>", b""))) as site:
        paper = context.new_page()
        paper.goto(f"http://{HOME}:{site.port}/talks#part")
        with context.expect_page() as opened:
            paper.evaluate(code.removeprefix("javascript:").replace("%25", "%"))
        sent = opened.value
        expect(sent.get_by_role("heading", name="A page was sent")).to_be_visible()
    assert "cookie" not in asked[0].all_headers()
    expect(sent.get_by_text(f"http://{HOME}:{site.port}/talks", exact=True)).to_be_visible()
    for scheme, width, height in LOOKS:
        sent.emulate_media(color_scheme=scheme)
        sent.set_viewport_size({"width": width, "height": height})
        screens(sent, f"ways-sent-{scheme}-{width}")
        no_sideways(sent)
        accessible(sent)
    now = {cookie["name"]: cookie["value"] for cookie in context.cookies(live_server.url)}
    assert now.get("csrftoken") == token, "the person's token was replaced from another site"
    sent.get_by_role("button", name="Look at it").click()
    expect(sent.get_by_label("Title")).to_have_value("Talks go on")
    no_sideways(sent)
    accessible(sent)
    sent.get_by_role("button", name="Store 1 article").click()
    expect(sent.get_by_text("Stored 1 article")).to_be_visible()
    kept = Original.objects.get()
    assert b"Nobody else wanted to say" in bytes(kept.content)
    assert kept.url == f"http://{HOME}:{site.port}/talks"
