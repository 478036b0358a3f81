"""A cell in three keys: a claim's form by keyboard, with what is proposed, and without a connection."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from annotator.annotations.models import Annotation
from tests.browser.hands import open_article, saved, tag

EMPTY = dict.fromkeys(
    ("value", "value_low", "value_high", "value_bounds", "value_span", "unit", "approximator", "answer_key"),
    "",
)  # fmt: skip


def question(slug: str, wording: str, type: str = "quantity", **more) -> dict:
    """A question as it is proposed; `values` are those that are not empty."""
    values = EMPTY | more.pop("values", {})
    shown = {"slug": slug, "wording": wording, "type": type, "unit": "", "why": "", "relative": ""}
    return shown | {"reads_back": "", "values": values} | more


LENGTH = question(
    "length", "How long is the pipeline?", unit="km", why="km fits · “pipeline” · 3 sources answer it",
    reads_back="= 1,100 km, exactly",
    values={"value": "1,100 kilometres", "value_low": "1100", "value_high": "1100", "value_bounds": "[]",
            "unit": "km", "approximator": "exact"},
)  # fmt: skip
FAR = question("far", "How far is the terminal from the border?", unit="km")
LANDED = question("landed", "Has the minister landed?", "yes-no")
ROUTE = question("route", "Which way does it go?", "choice")


@pytest.fixture
def story(story):
    make = story.questions.create
    make(slug="length", wording="How long is the pipeline?", type="quantity", unit="km")
    make(slug="far", wording="How far is the terminal from the border?", type="quantity", unit="km")
    make(slug="landed", wording="Has the minister landed?", type="yes-no")
    make(slug="route", wording="Which way does it go?", type="choice", options="north\nsouth\neast")
    return story


@pytest.fixture
def page(open_as, ada, article, reading, labels) -> Page:
    return opened(open_as, ada, article, viewport={"width": 1440, "height": 900})


def opened(open_as: Callable[..., Page], ada, article, **options) -> Page:
    page = open_as(ada, **options)
    open_article(page, article)
    return page


def propose(
    page: Page, *questions: dict, details: dict | None = None, type: str = "", unit: str = ""
) -> None:
    """Let the server propose these questions; of one that is asked for alone, that one."""

    def answer(route: Route) -> None:
        asked = re.search(r"[?&]question=([\w-]+)", route.request.url)
        shown = [one for one in questions if not asked or one["slug"] == asked[1]]
        new = {"type": type, "unit": unit}
        route.fulfill(json={"questions": shown, "details": details or {}, "new_question": new})

    page.route("**/proposals?*", answer)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_label_digit_enter(page, screens):
    propose(page, LENGTH, FAR)
    tag(page, "pipeline of 1,100 kilometres", "1")
    rows = page.locator("[data-likely] li")
    expect(rows).to_have_count(2)
    screens(page, "claim-1-asking")
    press(page, "1")
    expect(page.locator("[data-reads-back]")).to_have_text("= 1,100 km, exactly")
    expect(page.get_by_label("Answers")).to_have_value("How long is the pipeline?")
    expect(page.locator("[data-more]")).not_to_have_attribute("open", "")
    expect(page.get_by_label("Value")).to_have_attribute(
        "title", "Proposed: km fits · “pipeline” · 3 sources answer it"
    )
    screens(page, "claim-2-answering")
    press(page, "Enter")
    expect(page.locator("#details")).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()
    saved(page)
    stored = Annotation.objects.get()
    assert (stored.question.slug, stored.value, stored.value_low, stored.unit, stored.proposed) == (
        "length", "1,100 kilometres", "1100", "km", "taken",
    )  # fmt: skip
