"""Hands: a whole reading by keyboard alone, and the ends of a mark that are dragged."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation, Assignment
from tests.browser.hands import TWO_FRAMES, open_article, saved, tag


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    labels["claim-event"].key = "z"
    labels["claim-event"].definition = "Something happened."
    labels["claim-event"].example = "*The bridge opened* today."
    labels["claim-event"].save()
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def quotes() -> list[str]:
    return list(Annotation.objects.order_by("start", "end").values_list("quote", flat=True))


def selected(page: Page) -> str:
    return page.evaluate("getSelection().toString()")


def test_a_reading_by_keyboard_alone(page, story, article, ada, accessible, screens):
    story.questions.create(
        slug="cost", wording="What does it cost?", type="quantity", unit="dollar"
    )
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    current = page.locator(".card.current q")
    # By sentence, by character and to the paragraph's end; then a sentence is tagged, and retagged
    # with a key that staff have changed.
    press(page, "t", "Control+ArrowRight")
    assert selected(page) == "The minister landed at noon."
    press(page, "ArrowRight", "Alt+Shift+ArrowLeft")
    assert selected(page) == "Sh"
    press(page, "Shift+End")
    assert selected(page) == "She praised a pipeline of 1,100 kilometres from Karachi to Kasur."
    press(page, "Control+Home", "Control+ArrowRight", "Enter", "1")
    expect(current).to_have_text("The minister landed at noon.")
    press(page, "r", "?")
    expect(page.locator("#meanings em")).to_have_text("The bridge opened")
    accessible(page)
    press(page, "Escape", "z")
    expect(page.locator(".card.current .chip")).to_have_text("Claim · event")
    # Its edges by word and by character: one step to take back, however many keys.
    press(page, ",", ",", ",", "Alt+,", ">")
    expect(current).to_have_text("minister lande")
    saved(page)
    press(page, "Control+z")
    expect(current).to_have_text("The minister landed at noon.")
    press(page, "Control+Shift+z")
    expect(current).to_have_text("minister lande")
    press(page, "Alt+.")
    expect(current).to_have_text("minister landed")
    # Search finds without case and accents, over marks, and leaves the cursor there to tag.
    press(page, "/")
    expect(page.get_by_label("Search in the article")).to_be_focused()
    page.keyboard.type("BÍLLION")
    expect(page.locator("#find output")).to_have_text("1 of 1")
    screens(page, "search")
    press(page, "Escape", "Shift+ArrowLeft", "Shift+ArrowLeft", "Enter", "1")
    expect(current).to_have_text("nearly $3 billion")
    # Its answer, filled in.
    press(page, "e")
    page.keyboard.type("What does it cost?")
    expect(page.locator("#d-value")).to_have_value("nearly $3 billion")
    press(page, "Enter")
    saved(page)
    # From kind to kind; on a keyboard without Latin letters the place of the key counts.
    press(page, "Shift+B")
    expect(current).to_have_text("minister landed")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))"
    )
    expect(current).to_have_text("nearly $3 billion")
    # Submitting asks first, with the numbers.
    press(page, "Control+Enter")
    expect(page.locator("#submitting")).to_contain_text("2 annotations, 1 without details")
    press(page, "s")
    expect(page.locator(".messages")).to_contain_text("Submitted")
    assert Assignment.objects.get().state == "submitted"
    assert quotes() == ["minister landed", "nearly $3 billion"]
    assert Annotation.objects.get(label="claim-quantity").question.slug == "cost"


def test_the_ends_of_a_mark_are_dragged_and_numbered_on_paper(page):
    tag(page, "praised a pipeline of 1,100 kilometres", "1")
    tag(page, "pipeline", "q")
    saved(page)
    knob = page.locator(".grip[data-edge=end]")
    expect(knob).to_be_visible()

    def drag(to: str, *, then: str = "") -> None:
        # The handles are laid in a frame of their own, after whatever moved them.
        page.evaluate(TWO_FRAMES)
        box, target = knob.bounding_box(), page.evaluate(RIGHT_OF, to)
        page.mouse.move(box["x"] + 1, box["y"] + box["height"] + 5)
        page.mouse.down()
        page.mouse.move(target["x"] + 1, target["y"] + box["height"] / 2 + 5, steps=4)
        if then:
            press(page, then)
        page.mouse.up()

    short = "pipeline of 1,100 kilometres"
    # Two lie over the words: only the current one changes. In the middle of a word, it snaps.
    drag("Karach")
    expect(page.locator(".card.entity:visible q")).to_have_text(f"{short} from Karachi")
    saved(page)
    long = "praised a pipeline of 1,100 kilometres"
    assert quotes() == [long, f"{short} from Karachi"]
    drag("praised a pipe", then="Escape")
    page.keyboard.down("Alt")
    drag("from Kara")
    page.keyboard.up("Alt")
    expect(page.locator(".card.entity:visible q")).to_have_text(f"{short} from Kara")
    saved(page)
    assert quotes() == [long, f"{short} from Kara"]
    page.locator("[data-narrow] summary").click()
    page.locator("[data-show=entity]").click()
    expect(page.get_by_role("button", name="Show not only: Entities")).to_be_visible()
    page.locator("[data-narrow] summary").click()
    page.locator("[data-show-label]").select_option("claim-quantity")
    expect(page.get_by_text("No annotation is of this sort.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".card:visible")).to_have_count(2)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    numbered = page.locator("mark[data-number]").evaluate_all(
        "marks => marks.map((mark) => [mark.dataset.number, mark.textContent])"
    )
    assert numbered == [["1", "praised a "], ["2", "pipeline of 1,100 kilometres"]]


# Where some words end, at the middle of their line.
RIGHT_OF = """(words) => { const piece = document.querySelector("#text [data-p]");
  const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
  let left = piece.textContent.indexOf(words) + words.length;
  for (let node = walker.nextNode(); node; left -= node.length, node = walker.nextNode()) {
    if (left > node.length) continue;
    const range = document.createRange(); range.setStart(node, left - 1); range.setEnd(node, left);
    const box = range.getBoundingClientRect(); return {x: box.right, y: box.top, height: box.height};
  } }"""
