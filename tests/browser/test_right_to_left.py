"""In a text that runs from right to left the mouse takes the words that are seen, and the handles stand where
the mark is seen to begin and end."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation
from tests.browser.hands import SELECT, TWO_FRAMES, finger_of, open_article, saved
from tests.conftest import assign as assigned
from tests.conftest import make_article

URDU = (
    "کل وزیر اعظم نے اعلان کیا کہ پائپ لائن کی لمبائی 1100 کلومیٹر ہوگی اور اس پر 25,000 افراد کام کریں گے، "
    "جبکہ منصوبہ 2028 میں مکمل ہوگا۔"
)
ARABIC = "قال الوزير إن طول الأنبوب 1100 كيلومتر وإن كلفته 3.5 مليار دولار تدفع خلال 12 سنة."

# The boxes of a word's characters: the window's coordinates of its middle, and of its sides.
BOX = """(word) => {
  const root = document.getElementById("text"), walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = []; let all = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) { nodes.push([all.length, node]); all += node.data; }
  const at = all.indexOf(word);
  const place = (index, isEnd) => { const [from, node] = nodes.findLast(([start]) => isEnd ? start < index : start <= index); return [node, index - from]; };
  const range = document.createRange(); range.setStart(...place(at, false)); range.setEnd(...place(at + word.length, true));
  const rects = [...range.getClientRects()].filter(({width}) => width > 1);
  const left = Math.min(...rects.map((one) => one.left)), right = Math.max(...rects.map((one) => one.right));
  return {left, right, x: (left + right) / 2, y: (rects[0].top + rects[0].bottom) / 2};
}"""


def box(page: Page, word: str) -> dict[str, float]:
    return page.evaluate(BOX, word)


def sweep(page: Page, first: str, last: str, begin: str = "x", end: str = "x") -> None:
    """Drag the mouse from one word to another: from its middle, or a side of it, to there."""
    inside = {"x": 0, "left": 1, "right": -1}
    (x1, y1), (x2, y2) = (
        (at[side] + inside[side], at["y"])
        for at, side in ((box(page, first), begin), (box(page, last), end))
    )
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=3)
    page.mouse.move(x2, y2, steps=3)
    page.mouse.up()
    expect(page.locator("#palette")).to_be_visible()


@pytest.fixture
def open_text(open_as, ada, story, labels):
    def opened(text: str, language: str, **options) -> Page:
        article = make_article(story, text=text + "\n")
        type(article).objects.filter(pk=article.pk).update(language=language)
        assigned(article, ada)
        page = open_as(ada, **{"viewport": {"width": 1440, "height": 900}, **options})
        open_article(page, article)
        return page

    return opened


CASES = [
    (URDU, "ur", "پائپ", "کلومیٹر", "پائپ لائن کی لمبائی 1100 کلومیٹر"),
    (URDU, "ur", "لمبائی", "1100", "لمبائی 1100"),
    (URDU, "ur", "1100", "کلومیٹر", "1100 کلومیٹر"),
    (URDU, "ur", "کلومیٹر", "1100", "1100 کلومیٹر"),
    (URDU, "ur", "25,000", "کام", "25,000 افراد کام"),
    (ARABIC, "ar", "الأنبوب", "كيلومتر", "الأنبوب 1100 كيلومتر"),
    (ARABIC, "ar", "3.5", "دولار", "3.5 مليار دولار"),
    (ARABIC, "ar", "خلال", "12", "خلال 12"),
]


@pytest.mark.parametrize("text", [URDU, ARABIC])
def test_words_swept_from_middle_to_middle_are_taken(open_text, text):
    language = "ur" if text == URDU else "ar"
    page = open_text(text, language)
    for first, last, words in [case[2:] for case in CASES if case[0] == text]:
        sweep(page, first, last)
        expect(page.locator("#palette [data-title]")).to_have_text(words)
        page.keyboard.press("1")
        page.keyboard.press("Escape")
        saved(page)
        assert Annotation.objects.get().quote == words
        assert sides_of_handles(page) == sides_of(page, words)
        page.keyboard.press("Delete")
        saved(page)


# From one side of a word to one side of another, a pixel within it.
SIDES = [
    (URDU, "ur", "1100", "right", "کلومیٹر", "left", "1100 کلومیٹر"),
    (URDU, "ur", "1100", "left", "کلومیٹر", "left", "کلومیٹر"),
    (URDU, "ur", "کلومیٹر", "left", "1100", "right", "1100 کلومیٹر"),
    (URDU, "ur", "لمبائی", "right", "1100", "left", "لمبائی 1100"),
    (URDU, "ur", "لمبائی", "right", "1100", "right", "لمبائی"),
    ("The word سلام closes the letter.", "en", "word", "left", "سلام", "right", "word سلام"),
    ("The word سلام closes the letter.", "en", "سلام", "left", "closes", "right", "سلام closes"),
]


@pytest.mark.parametrize("language", ["ur", "en"])
def test_words_swept_from_side_to_side_are_those_seen(open_text, language):
    cases = [case for case in SIDES if case[1] == language]
    page = open_text(cases[0][0], language)
    for _, _, first, begin, last, end, words in cases:
        sweep(page, first, last, begin, end)
        expect(page.locator("#palette [data-title]")).to_have_text(words)
        page.keyboard.press("Escape")


def sides_of(page: Page, words: str) -> dict[str, int]:
    """Where words are seen to begin and to end, in a line that is read from the right."""
    at = box(page, words)
    return {"start": round(at["right"]), "end": round(at["left"])}


def sides_of_handles(page: Page) -> dict[str, int]:
    page.evaluate(TWO_FRAMES)
    boxes = {
        edge: page.locator(f".grip[data-edge={edge}]").bounding_box() for edge in ("start", "end")
    }
    return {edge: round(at["x"] + at["width"] / 2) for edge, at in boxes.items()}


@pytest.mark.parametrize(
    "edge, to, side, words",
    [
        ("end", "افراد", "right", "1100 کلومیٹر ہوگی اور اس پر 25,000"),
        ("end", "25,000", "left", "1100 کلومیٹر ہوگی اور اس پر 25,000"),
        ("end", "25,000", "right", "1100 کلومیٹر ہوگی اور اس پر"),
        ("start", "لمبائی", "right", "لمبائی 1100 کلومیٹر"),
        ("start", "1100", "left", "کلومیٹر"),
        ("start", "1100", "right", "1100 کلومیٹر"),
    ],
)
def test_handles_are_dragged_to_what_is_seen(open_text, edge, to, side, words):
    page = open_text(URDU, "ur")
    sweep(page, "1100", "کلومیٹر")
    page.keyboard.press("1")
    page.keyboard.press("Escape")
    saved(page)
    page.evaluate(TWO_FRAMES)
    grip, target = page.locator(f".grip[data-edge={edge}]").bounding_box(), box(page, to)
    x = {"left": target["left"] + 2, "right": target["right"] - 2}[side]
    below = grip["height"] + 5 if edge == "end" else -5
    page.mouse.move(grip["x"] + 1, grip["y"] + below)
    page.mouse.down()
    page.mouse.move(grip["x"] + 2, grip["y"] + below)  # a hand is never quite still
    page.mouse.move(
        x,
        target["y"] + grip["height"] / 2 + 5
        if edge == "end"
        else target["y"] - grip["height"] / 2 - 5,
        steps=4,
    )
    page.mouse.up()
    expect(page.locator(".card.current q")).to_have_text(words)
    saved(page)
    assert Annotation.objects.get().quote == words
    assert sides_of_handles(page)["start"] == sides_of(page, words.split()[0])["start"]


def test_a_hand_that_holds_a_handle_and_lets_go_changes_nothing(open_text):
    page = open_text(URDU, "ur")
    sweep(page, "1100", "کلومیٹر")
    page.keyboard.press("1")
    page.keyboard.press("Escape")
    saved(page)
    for edge in ("start", "end"):
        page.evaluate(TWO_FRAMES)
        grip = page.locator(f".grip[data-edge={edge}]").bounding_box()
        y = grip["y"] + (grip["height"] + 5 if edge == "end" else -5)
        page.mouse.move(grip["x"] + 1, y)
        page.mouse.down()
        for x in (2, 0, 1):
            page.mouse.move(grip["x"] + x, y)
        page.mouse.up()
    saved(page)
    assert Annotation.objects.get().quote == "1100 کلومیٹر"


def test_a_finger_moves_the_ends_to_what_is_seen(open_text):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_text(URDU, "ur", **phone)
    move = finger_of(page)
    page.touchscreen.tap(20, 700)
    page.evaluate(SELECT, "1100 کلومیٹر")
    page.locator("#palette [data-label=claim-quantity]").tap()
    page.keyboard.press("Escape")
    saved(page)
    for edge, to, side, words in (
        ("end", "ہوگی", "left", "1100 کلومیٹر ہوگی"),
        ("start", "لمبائی", "right", "لمبائی 1100 کلومیٹر ہوگی"),
        ("end", "کلو", "left", "لمبائی 1100 کلو"),  # inside of a word: a finger has no Alt
    ):
        page.evaluate(TWO_FRAMES)
        knob = page.locator(f".grip[data-edge={edge}]")
        expect(knob).to_be_visible()
        at, target = knob.bounding_box(), box(page, to)
        # The knob lies above the line or below it: the finger stays as far from the line it aims at.
        off = at["height"] / 2 + 8 if edge == "end" else -at["height"] / 2 - 8
        begin = (at["x"] + 1, at["y"] + at["height"] / 2 + off)
        end = (target[side], target["y"] + off)
        move(begin, ((begin[0] + end[0]) / 2, (begin[1] + end[1]) / 2), end)
        expect(page.locator(".card.current q")).to_have_text(words)
        saved(page)
        assert sides_of_handles(page)["end"] == sides_of(page, words.split()[-1])["end"]
    assert Annotation.objects.get().quote == words
