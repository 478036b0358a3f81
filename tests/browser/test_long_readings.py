"""A reading of more annotations than come with its page, in the browser."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from annotator.annotations.workbench.reading import FURTHER, NEAR
from tests.annotations.workbench.test_long_readings import TEXT, annotate
from tests.browser.hands import open_article, saved, tag
from tests.browser.processes import Server
from tests.browser.test_offline import kept, opened, sign_in
from tests.conftest import assign, make_article

COUNT = NEAR + FURTHER + 30
LAST = TEXT.rindex("its end")


@pytest.fixture
def long_article(story, ada, labels):
    article = make_article(story, "Daily Meridian", "A long one", TEXT)
    assign(article, ada)
    annotate(article, ada, [(n * 55, n * 55 + 4) for n in range(COUNT - 1)])
    annotate(article, ada, [(LAST, LAST + 3)])
    return article


def total(page, count):
    expect(page.locator("[data-show=all] b")).to_have_text(str(count))


def held_back(page):
    """Let the first portion be read at once and arrive when the test says; return a list of it."""
    held = []

    def hold(route):
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    page.route("**/further/*", hold)
    return held


def test_all_annotations_are_there_and_can_be_worked_with(open_as, ada, long_article):
    page = open_as(ada)
    last = Annotation.objects.get(start=LAST)
    page.goto(f"/articles/{long_article.pk}/#a-{last.pk}")
    total(page, COUNT)
    # The one that was asked for lies in the last portion.
    expect(page.locator(".card.current")).to_have_attribute("data-id", str(last.pk))
    expect(page.locator("#text mark").last).to_be_in_viewport()
    page.keyboard.press("Backspace")
    saved(page)
    total(page, COUNT - 1)
    page.keyboard.press("Control+z")
    saved(page)
    total(page, COUNT)
    page.locator("#submit button").click()
    expect(page.locator("#submitting [data-count]")).to_contain_text(f"{COUNT} annotations")


def test_what_is_marked_before_the_rest_has_come_is_kept(open_as, ada, long_article):
    page = open_as(ada)
    held = held_back(page)
    open_article(page, long_article)
    expect(page.locator("[data-show=all] b")).to_have_text(re.compile(r"^1\d\d\+$"))
    # The portion was read already, and has not arrived: its text knows nothing of this mark.
    tag(page, f"{50} The pipe", "1")
    saved(page)
    while not held:
        page.wait_for_timeout(20)
    route, read = held[0]
    route.fulfill(response=read)
    total(page, COUNT + 1)
    made = Annotation.objects.latest("created_at")
    expect(page.locator(f'mark[data-a~="{made.pk}"]').first).to_be_visible()


def test_what_needs_all_waits_for_the_rest_and_says_so(open_as, ada, long_article, tolerated):
    tolerated.append("ERR_FAILED")
    page = open_as(ada)
    page.route("**/further/*", lambda route: route.abort())
    open_article(page, long_article)
    notice = page.get_by_text("The annotations further on could not be fetched")
    expect(notice).to_be_visible()
    page.locator("#submit button").click()
    expect(page.locator("#live-region")).to_contain_text("needs all annotations")
    expect(page.locator("#submitting")).to_be_hidden()
    page.unroute("**/further/*")
    page.get_by_role("button", name="Try again").click()
    total(page, COUNT)
    expect(notice).to_be_hidden()
    page.locator("#submit button").click()
    expect(page.locator("#submitting")).to_be_visible()


def test_the_last_key_before_the_rest_has_come_goes_on_into_it(open_as, ada, long_article):
    page = open_as(ada)
    held = held_back(page)
    open_article(page, long_article)
    page.keyboard.press("k")  # the last of those that are there
    expect(page.locator(".card.current")).to_have_count(1)
    page.keyboard.press("j")
    while not held:
        page.wait_for_timeout(20)
    near = int(page.locator(".card.current").get_attribute("data-start"))
    route, read = held[0]
    route.fulfill(response=read)
    total(page, COUNT)
    expect(page.locator(".card.current")).to_have_attribute("data-start", str(near + 55))


def test_a_copy_without_the_desk_has_them_all(new_context, ada, long_article, tolerated):
    tolerated += ["ERR_CONNECTION_REFUSED", "ERR_FAILED"]
    server = Server()
    server.start()
    context = new_context(service_workers="allow")
    sign_in(context, ada, server)
    page = context.new_page()
    try:
        opened(page, server, long_article)
        total(page, COUNT)
        asked = page.evaluate("performance.getEntriesByType('resource').map(({name}) => name)")
        portions = [urlsplit(url).path for url in asked if "/further/" in url]
        assert len(portions) == 2
        for path in portions:
            kept(page, path)
    finally:
        server.stop()
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(page.get_by_label("This page is a copy")).to_be_visible()
    total(page, COUNT)
