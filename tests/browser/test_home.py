"""From home to the first thing to do: one click or one key; what is new is new until it is opened."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.article_progress import readings_changed
from annotator.annotations.assignments import actions
from tests.conftest import assign
from tests.reconciliation.conftest import mark

COUNT = """
for (const type of ["click", "keydown"]) addEventListener(type, (event) => {
  if (event.isTrusted) sessionStorage.setItem("acts", Number(sessionStorage.getItem("acts")) + 1);
}, {capture: true})
"""
PLACE = re.compile("place .*current|current .*place")


def acts(page: Page) -> int:
    """How often the person has clicked or pressed a key in this tab."""
    return int(page.evaluate("Number(sessionStorage.getItem('acts'))"))


@pytest.fixture
def ready(article, labels, ada, bo, cy):
    """Ada and Bo differ in a place: Cy settles it."""
    mark(article, ada, "Karachi", "entity-place")
    for who in (ada, bo):
        assign(article, who, "submitted")
    readings_changed([article.pk])
    return article


@pytest.mark.parametrize("way", ["Enter", "1", "click"])
def test_the_first_place_to_settle_is_one_step_away(open_as, ready, cy, way):
    page = open_as(cy)
    page.add_init_script(COUNT)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("1 thing waits for you")
    if way == "click":
        page.get_by_role("link", name="Settle Pipeline talks").click()
    else:
        page.keyboard.press(way)
    page.wait_for_url(f"**/articles/{ready.pk}/differences/**")
    expect(page.locator("#cards > .current")).to_be_visible()
    assert acts(page) == 1


def test_the_first_article_to_read_is_one_key_away(open_as, reading, ada):
    page = open_as(ada)
    page.add_init_script(COUNT)
    page.goto("/")
    page.keyboard.press("Enter")
    page.wait_for_selector(".bench[data-ready]")
    assert acts(page) == 1


def test_keys_walk_open_and_are_told(open_as, story, article, other_article, ada, accessible):
    for one in (article, other_article):
        assign(one, ada)
    page = open_as(ada)
    page.goto("/")
    page.keyboard.press("?")
    expect(page.locator("#home-keys")).to_be_visible()
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#home-keys")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_contain_text("Pipeline talks")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_contain_text("Another paper")
    page.keyboard.press("/")
    page.keyboard.type("1 2")  # who writes is not taken for who opens
    expect(page.locator("[data-find-all]")).to_have_value("1 2")
    page.locator("[data-find-all]").blur()
    page.keyboard.press("2")
    page.wait_for_url(f"**/articles/{other_article.pk}/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_what_was_sent_back_is_new_until_it_is_opened(open_as, ready, ada, cy, script):
    actions.send_back(ready.assignments.get(annotator=ada), cy, "The last sentence.")
    page = open_as(ada, java_script_enabled=script)
    page.goto("/")
    expect(page).to_have_title("(1) Home · Annotator")
    page.get_by_role("button", name="Look again Pipeline talks").click()
    page.wait_for_url(f"**/articles/{ready.pk}/")
    page.goto("/")
    expect(page).to_have_title("Home · Annotator")
    expect(page.locator("li")).to_contain_text(["The last sentence.", "The pipeline"])
