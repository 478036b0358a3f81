"""What the network does at the wrong moment must not break the page."""

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from tests.browser.hands import more, open_article, saved, tag


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada)
    open_article(page, article)
    return page


def test_an_answer_that_comes_while_the_pointer_drags(page):
    """The new card waits for the pointer; the edit that follows it must not look for it before."""
    held = []
    page.route("**/changes", lambda route: held.append(route) if not held else route.continue_())
    tag(page, "noon", "1")
    page.keyboard.press("e")
    more(page)
    page.get_by_label("Note").fill("Local time?")
    page.get_by_label("Note").press("Control+Enter")
    expect(page.locator(".card dl")).to_contain_text("Local time?")
    box = page.locator("#text").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    held[0].continue_()
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    page.mouse.up()
    saved(page)
    expect(page.locator(".card dl")).to_contain_text("Local time?")
    assert Annotation.objects.get().note == "Local time?"
