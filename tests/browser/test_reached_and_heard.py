"""By keyboard everything is reached, and whoever hears the page hears what became of each change."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import open_article, saved, tag


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada)
    open_article(page, article)
    return page


def heard(page):
    return page.locator("#live-region")


def test_what_is_stored_undone_and_refused_is_heard(page, tolerated):
    tolerated.append("422")
    tag(page, "noon", "q")
    expect(heard(page)).to_contain_text("All changes saved")
    page.keyboard.press("Control+z")
    expect(heard(page)).to_contain_text("Undone: marking “noon”")
    saved(page)

    def refuse(route) -> None:
        route.fulfill(status=422, json={"error": "Not today."})

    page.route("**/changes", refuse)
    tag(page, "landed", "q")
    expect(heard(page)).to_contain_text("1 change refused")
    expect(page.locator("#refused")).to_contain_text("Not today.")


def test_tab_reaches_the_cards(page):
    tag(page, "noon", "q")
    tag(page, "landed", "q")
    saved(page)
    page.keyboard.press("Escape")
    expect(page.locator(".card.current")).to_have_count(0)
    page.locator("[data-history]").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.card')"):
            break
    # In the text's order the first, which is now the one whose keys act.
    expect(page.locator(".card:focus q")).to_have_text("landed")
    page.keyboard.press("j")
    expect(page.locator(".card:focus q")).to_have_text("noon")
    page.keyboard.press("Delete")
    expect(page.locator('.card[tabindex="0"]')).to_have_count(1)
    saved(page)
    # What follows at once does not silence what was said before, and what is only on its way is not said.
    messages = heard(page).locator("p")
    expect(messages.nth(1)).to_contain_text("Control Z brings it back")
    expect(messages.nth(2)).to_have_text("All changes saved")
    expect(messages).to_have_count(3)
    expect(heard(page)).not_to_contain_text("Saving")
