"""Keys answer on every keyboard, by what they write and by where they lie; and what an input method takes
is nobody else's."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation, Layer
from annotator.vocabulary.models import Question
from tests.browser.hands import drag, more, open_article, saved, tag
from tests.comparison.kept import keep_up
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

STRIKE = """(press) => { const at = document.activeElement ?? document.body;
  at.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...press })); }"""
FRENCH = {"1": ("&", "Digit1"), "2": ("é", "Digit2"), "3": ('"', "Digit3"), "!": ("!", "Slash")}


def strike(page: Page, key: str, code: str = "", **held: bool | int) -> None:
    """Strike a key as a keyboard of another language tells it."""
    page.evaluate(STRIKE, {"key": key, "code": code, **held})


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    return page


def test_labels_search_and_edges_on_a_french_keyboard(page: Page):
    current = page.locator(".card.current")
    drag(page, "1,100 kilometres")
    expect(page.locator("#palette")).to_be_visible()
    strike(page, *FRENCH["1"])  # without Shift, as one types there
    expect(current.locator(".chip")).to_have_text("Claim · quantity")
    strike(page, "Escape")
    saved(page)
    drag(page, "Karachi")
    expect(page.locator("#palette")).to_be_visible()
    strike(page, "2", "Digit2", shiftKey=True)  # with Shift, which writes the digit
    expect(current.locator(".chip")).to_have_text("Claim · event")
    strike(page, "Escape")
    saved(page)
    strike(page, ":", "Period")
    expect(current.locator("q")).to_have_text("Karachi to")
    strike(page, ";", "Comma")
    expect(current.locator("q")).to_have_text("Karachi")
    strike(page, *FRENCH["!"])
    expect(page.get_by_label("Search in the article")).to_be_focused()
    page.keyboard.press("Escape")


def test_what_a_key_writes_goes_before_its_place(page: Page):
    strike(page, "/", "Digit7", shiftKey=True)  # German
    expect(page.get_by_label("Search in the article")).to_be_focused()


def test_places_are_settled_on_a_french_keyboard(open_as, story, ada, bo, cy, labels):
    article = make_article(story)
    mark(article, ada, "1,100 kilometres", "claim-quantity")
    mark(article, bo, "1,100 kilometres", "claim-event")
    submit(article, ada)
    submit(article, bo)
    page = open_as(cy)
    page.goto(f"/articles/{article.pk}/differences/")
    ticks = page.locator(".place.current [name=accept]")
    expect(ticks).to_have_count(2)
    page.locator(".place.current").focus()
    lanes = page.locator(".place.current .lane .chip")
    settled = "claim-event" if "event" in lanes.nth(1).inner_text() else "claim-quantity"
    strike(page, *FRENCH["2"])
    expect(ticks.nth(1)).to_be_checked()
    strike(page, *FRENCH["1"])
    expect(ticks.nth(0)).to_be_checked()
    strike(page, "2", "Digit2", shiftKey=True)  # with this one alone, at once
    expect(page.locator("[data-show=todo] b")).to_have_text("0")
    assert Annotation.objects.get(layer=Layer.GOLD).label_id == settled


def test_answers_are_sorted_on_french_and_russian_keyboards(open_as, story, labels, ada, cy):
    why = Question.objects.create(story=story, slug="why", wording="Why?", type="text")
    for source, words in (("Post", "bad weather"), ("Herald", "a strike")):
        article = make_article(story, source, text=f"It was put off because of {words}.\n")
        mark(article, ada, words, "claim-event", question=why, value=words)
        submit(article, ada)
    keep_up(story)
    page = open_as(cy)
    page.goto(f"/stories/pipeline/questions/{why.pk}/answers/")
    wordings = page.locator("[data-wording]")
    expect(wordings).to_have_count(2)
    expect(wordings.nth(0)).to_have_class("wording here")
    strike(page, "о", "KeyJ")
    expect(wordings.nth(1)).to_have_class("wording here")
    strike(page, *FRENCH["1"])
    expect(page.locator("[data-told]")).to_contain_text("1 wording moved")


COMPOSING = [{"isComposing": True}, {"keyCode": 229}]


@pytest.mark.parametrize("composing", COMPOSING)
def test_what_an_input_method_takes_closes_and_takes_nothing(page: Page, composing):
    tag(page, "1,100 kilometres", "1")
    page.keyboard.press("Escape")
    saved(page)
    page.keyboard.press("e")
    more(page)
    page.get_by_label("Note").fill("にほん")
    strike(page, "Escape", **composing)
    strike(page, "Enter", ctrlKey=True, **composing)
    expect(page.locator("#details")).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value("にほん")
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()  # its own Escape closes it
    page.keyboard.press("/")
    strike(page, "Escape", **composing)
    expect(page.locator("#find")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_be_hidden()
    strike(page, "Delete", **composing)
    saved(page)
    assert Annotation.objects.filter(erased_at=None).count() == 1


def test_no_page_hears_of_a_key_that_an_input_method_takes(open_as, cy, article, labels):
    page = open_as(cy)
    for address in [
        *["/", "/stories/", "/stories/pipeline/", "/stories/pipeline/unanswered/", "/articles/{}/"],
        *["/articles/{}/differences/", "/search/", "/accounts/sign-in/"],
    ]:
        page.goto(address.format(article.pk))
        page.wait_for_load_state()
        page.evaluate("""() => { window.heard = [];
          document.addEventListener("keydown", ({ key }) => window.heard.push(key), { capture: true }); }""")
        for composing in COMPOSING:
            strike(page, "Escape", **composing)
        strike(page, "F9")
        assert page.evaluate("window.heard") == ["F9"], address
