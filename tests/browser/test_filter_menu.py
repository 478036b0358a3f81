"""A list shows its rows first: what narrows it is one menu, and what is set stands beside it."""

import pytest
from playwright.sync_api import expect

from tests.conftest import member
from tests.desk.queue.test_differences import PAGE
from tests.reconciliation.every_difference import article_of, mark_all
from tests.waiting_work import run_what_waits


@pytest.fixture
def canal(story, labels, ada, bo):
    article = article_of(story)
    mark_all(article, ada, bo, member(story, "di", "annotator"))
    run_what_waits()
    return article


@pytest.mark.parametrize("width, height", [(1440, 900), (390, 844)])
def test_rows_begin_in_the_top_third(open_as, cy, canal, width, height):
    page = open_as(cy, viewport={"width": width, "height": height})
    page.goto(PAGE)
    top = page.locator("tbody tr").first.bounding_box()["y"]
    assert top <= height / 3, f"the first row begins at {top} of {height}"


def test_it_applies_as_it_is_set_and_goes_with_a_click(open_as, cy, canal, accessible):
    page = open_as(cy)
    page.goto(PAGE)
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    menu = page.locator(".filter summary")
    menu.focus()
    page.keyboard.press("Enter")
    accessible(page)
    page.get_by_label("Stage").select_option("finished")
    expect(row).to_have_count(0)
    # The menu stays open for the next choice; Escape closes it, and the focus is at the menu.
    page.get_by_label("Sort by").select_option("title")
    chips = page.locator("#filter-set .chip")
    expect(chips).to_have_text(["Stage: Finished ×take away", "Sort by: Title ×take away"])
    assert not page.url.endswith("?sort=title")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Stage")).to_be_hidden()
    expect(menu).to_be_focused()
    chips.first.click()
    expect(row).to_have_count(1)
    expect(chips).to_have_count(1)
    assert page.url.endswith("?sort=title")


def test_without_the_script_a_button_applies_it(open_as, cy, canal):
    page = open_as(cy, java_script_enabled=False)
    page.goto(PAGE)
    page.locator(".filter summary").click()
    page.get_by_label("Stage").select_option("finished")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(0)
    expect(page.locator("#filter-set .chip")).to_contain_text("Stage: Finished")
