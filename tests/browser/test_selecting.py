"""Words are selected as they are seen, wherever the press begins, in whatever script and by whatever hand."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation
from tests.browser.hands import SELECT, TWO_FRAMES, drag, finger_of, open_article, saved, tag
from tests.browser.test_hands import RIGHT_OF
from tests.conftest import assign as assigned
from tests.conftest import make_article


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    return page


def quotes() -> list[str]:
    return list(Annotation.objects.order_by("start", "end").values_list("quote", flat=True))


@pytest.mark.parametrize("then", ["", "Escape"])
def test_a_press_inside_the_selection_begins_another(page: Page, then: str):
    drag(page, "pipeline of 1,100 kilometres")
    expect(page.locator("#palette [data-title]")).to_have_text("pipeline of 1,100 kilometres")
    if then:
        page.keyboard.press(then)
        expect(page.locator("#palette")).to_be_hidden()
    drag(page, "1,100 kilometres from Karachi")
    expect(page.locator("#palette [data-title]")).to_have_text("1,100 kilometres from Karachi")
    page.keyboard.press("1")
    saved(page)
    assert quotes() == ["1,100 kilometres from Karachi"]


# What a browser's translation does to a text, and taking it back.
TRANSLATE = """(words) => { const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
  const nodes = []; while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) { const font = document.createElement("font"); node.replaceWith(font);
    font.append(document.createElement("font")); font.firstChild.append(node.data.replace(words, words.toUpperCase() + " translated")); } }"""


def test_words_that_a_browser_translated_are_not_offered_and_the_page_says_why(page: Page):
    expect(page.locator("#text")).to_have_attribute("translate", "no")
    tag(page, "Karachi", "1")
    page.keyboard.press("Escape")
    saved(page)
    page.evaluate(TRANSLATE, "landed at noon")
    told = page.get_by_role("alert").filter(has_text="not the article’s own words")
    # Neither what is selected, nor the same words elsewhere, nor the ends of a mark.
    drag(page, "1,100 kilometres")
    expect(told).to_be_visible()
    expect(page.locator("#palette")).to_be_hidden()
    for key in ("o", "."):
        page.evaluate("document.querySelector('#altered').hidden = true")
        page.keyboard.press(key)
        expect(told).to_be_visible()
    expect(page.locator("#repeat")).to_be_hidden()
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    tag(page, "1,100 kilometres", "1")
    expect(page.locator("#altered")).to_be_hidden()
    saved(page)
    assert quotes() == ["1,100 kilometres", "Karachi"]


def test_translated_words_are_not_settled_either(open_as, ada, cy, article, labels):
    assigned(article, ada, "submitted")
    page = open_as(cy)
    page.goto(f"/articles/{article.pk}/differences/")
    expect(page.locator("#text")).to_have_attribute("translate", "no")
    page.evaluate(TRANSLATE, "landed at noon")
    drag(page, "1,100 kilometres")
    expect(page.get_by_role("alert").filter(has_text="not the article’s own words")).to_be_visible()
    expect(page.locator("#adding")).to_be_empty()


def test_words_that_the_page_ran_together_are_taken_one_by_one(open_as, ada, story, labels):
    article = make_article(story, text="She metPrime Minister Sharif, and 19people fled.")
    assigned(article, ada)
    page = open_as(ada)
    open_article(page, article)
    for words in ("Prime Minister", "people"):
        tag(page, words, "1")
        saved(page)
    tag(page, "arif", "1")  # elsewhere inside of a word it is the word
    saved(page)
    assert quotes() == ["Prime Minister", "Sharif", "people"]
    page.keyboard.press("Escape")  # the claim's form
    expect(page.locator("#details")).to_be_hidden()
    page.keyboard.press("?")
    exactly = page.locator("#keys dl", has_text="these characters exactly")
    expect(exactly.locator("kbd", has_text="Alt").last).to_be_visible()


@pytest.fixture
def finger(open_as, ada, article, reading, labels):
    """A page on a phone, and what moves a finger over it: to each of some points, then up."""
    page = open_as(ada, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    open_article(page, article)
    return page, finger_of(page)


def test_a_finger_taps_a_mark_and_moves_its_ends_by_character(finger):
    page, move = finger
    # What a long press does: the browser selects, and the palette comes when the finger rests.
    page.touchscreen.tap(20, 700)
    page.evaluate(SELECT, "1,100 kilometres")
    expect(page.locator("#palette")).to_be_visible()
    page.locator("#palette [data-label=claim-quantity]").tap()
    page.keyboard.press("Escape")
    saved(page)
    for edge, words, taken in [
        ("end", "from Kara", "1,100 kilometres from Kara"),  # inside of a word: a finger has no Alt
        ("start", "a pipe", "line of 1,100 kilometres from Kara"),
        ("end", "kilometres", "line of 1,100 kilometres"),
    ]:
        page.evaluate(TWO_FRAMES)
        page.locator("#text mark").first.scroll_into_view_if_needed()
        page.evaluate(TWO_FRAMES)
        knob = page.locator(f".grip[data-edge={edge}]")
        expect(knob).to_be_visible()
        at, to = knob.bounding_box(), page.evaluate(RIGHT_OF, words)
        # The knob lies above the line or below it: the finger stays so far from the line that it aims at.
        off = at["height"] / 2 + 8 if edge == "end" else -at["height"] / 2 - 8
        begin = (at["x"] + 1, at["y"] + at["height"] / 2 + off)
        end = (to["x"], to["y"] + to["height"] / 2 + off)
        between = ((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2)
        scrolled = page.evaluate("scrollY")
        move(begin, between, end)
        expect(page.locator(".card.current q")).to_have_text(taken)
        assert page.evaluate("scrollY") == scrolled  # the page stays under the finger
        saved(page)
    assert quotes() == ["line of 1,100 kilometres"]
