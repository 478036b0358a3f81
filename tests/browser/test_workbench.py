"""The main path in a real browser: select, tag, edit, delete, undo, submit."""

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation, Assignment
from tests.browser.hands import drag, more, name, open_article, saved, submit, tag
from tests.conftest import assign as assigned
from tests.conftest import make_article

AWKWARD = (
    "\tTabs and  double spaces lead 🎉👩‍👩‍👧 the way.\n"
    "  Cafe\u0301 Noe\u0308l opened.\r\n"
    "The end of a CRLF line\r\n\r\nوزیر اعظم نے ماسکو کا دورہ کیا۔ 1100 کلومیٹر\nlast word"
)


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    return page


def test_select_with_the_mouse_and_tag_with_a_key(page, article, ada, screens):
    drag(page, "pipeline of 1,100 kilometres")
    expect(page.locator("#palette")).to_be_visible()
    screens(page, "palette")
    page.keyboard.press("1")
    expect(page.locator(".card")).to_have_count(1)
    saved(page)
    stored = Annotation.objects.get()
    assert (stored.quote, stored.label_id, stored.annotator) == (
        "pipeline of 1,100 kilometres",
        "claim-quantity",
        ada,
    )
    assert article.text[stored.start : stored.end] == stored.quote
    expect(page.locator("mark.claim")).to_have_text("pipeline of 1,100 kilometres")
    page.reload()
    expect(page.locator(".card q")).to_have_text("pipeline of 1,100 kilometres")


def test_edges_snap_to_words_and_alt_turns_it_off(page):
    tag(page, "peline of 1,1", "1")
    saved(page)
    tag(page, "rach", "e", exact=True)
    saved(page)
    assert set(Annotation.objects.values_list("quote", flat=True)) == {"pipeline of 1,100", "rach"}


@pytest.mark.parametrize(
    "quote",
    [
        "🎉👩‍👩‍👧",
        "way",
        "Cafe\u0301 Noe\u0308l",
        "opened",
        "CRLF line",
        "دورہ کیا",
        "1100 کلومیٹر",
        "last word",
        "double spaces",
    ],
)
def test_offsets_are_right_in_awkward_text(open_as, ada, story, labels, quote):
    article = make_article(story, text=AWKWARD)
    assigned(article, ada)
    page = open_as(ada)
    open_article(page, article)
    tag(page, quote, "1", exact=True)
    saved(page)
    stored = Annotation.objects.get()
    start = article.text.index(quote)
    assert (stored.start, stored.end, stored.quote) == (start, start + len(quote), quote)


def test_a_selection_over_two_paragraphs_keeps_the_line_ends(page, article):
    page.evaluate("""() => { const pieces = document.querySelectorAll("[data-p]");
        getSelection().setBaseAndExtent(pieces[0].firstChild, 4, pieces[1].firstChild, 8);
        document.dispatchEvent(new PointerEvent("pointerup", {pointerType: "mouse", button: 0})); }""")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("2")
    saved(page)
    stored = Annotation.objects.get()
    assert "\n\n" in stored.quote
    assert article.text[stored.start : stored.end] == stored.quote


def test_overlapping_nested_and_crossing_marks_are_all_reached(page):
    tag(page, "a pipeline of 1,100 kilometres from Karachi", "1")
    tag(page, "Karachi", "e")
    tag(page, "Karachi to Kasur", "a")
    saved(page)
    expect(page.locator("mark.claim.entity.favour")).to_have_text("Karachi")
    page.keyboard.press("Escape")
    # A click opens a menu of all three, the innermost first; by key they are walked through.
    for steps, look in enumerate(("entity", "favour", "claim")):
        page.locator("mark.claim.entity.favour").click()
        expect(page.get_by_role("menuitem")).to_have_count(3)
        for _ in range(steps):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(f".card.current.{look}")).to_have_count(1)
    page.locator("mark.claim.entity.favour").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator(".card.current.entity")).to_have_count(1)


def test_details_prefilled_from_the_quote_and_saved(page, story):
    story.questions.create(
        slug="length", wording="How long is the pipeline?", type="quantity", unit="km"
    )
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    tag(page, "1,100 kilometres", "1")
    saved(page)
    page.keyboard.press("e")
    page.get_by_label("Answers").fill("How long is the pipeline?")
    page.get_by_label("Answers").blur()
    expect(page.get_by_label("From")).to_have_value("1100")
    expect(page.get_by_label("Unit", exact=True)).to_have_value("km")
    expect(page.locator("[data-reads-back]")).to_have_text("= 1,100 km, exactly")
    more(page)
    name(page.get_by_label("Said by"), "Omar Reza")
    page.get_by_label("Note").fill("see page 2")
    page.locator("#details .primary").click()
    saved(page)
    stored = Annotation.objects.get()
    assert (
        stored.question.slug,
        stored.value,
        stored.value_low,
        stored.unit,
        stored.approximator,
        stored.said_by.name,
        stored.note,
    ) == ("length", "1,100 kilometres", "1100", "km", "exact", "Omar Reza", "see page 2")
    expect(page.locator(".card dl")).to_contain_text("How long is the pipeline?")


def test_a_new_question_and_a_new_entity_are_made_with_the_change(page, story):
    tag(page, "noon", "1")
    page.keyboard.press("e")
    name(page.get_by_label("Answers"), "When did she land?")
    page.get_by_label("it asks for a").select_option("text")
    page.locator("#details .primary").click()
    tag(page, "Omar Reza", "q")
    page.keyboard.press("e")
    name(page.get_by_label("Names"), "Omar Reza")
    page.get_by_label("Names").press("Enter")
    saved(page)
    assert story.questions.get().wording == "When did she land?"
    assert Annotation.objects.get(label="entity-person").entity.name == "Omar Reza"


def test_also_answers_makes_part_1(page):
    tag(page, "nearly $3 billion", "1")
    page.keyboard.press("a")
    expect(page.locator(".card")).to_have_count(2)
    page.keyboard.press("/")
    page.locator("#details [name=value]").fill("$3 billion")
    page.locator("#details .primary").click()
    saved(page)
    assert sorted(Annotation.objects.values_list("part", flat=True)) == [0, 1]


def test_relabel_delete_and_undo(page):
    tag(page, "noon", "1")
    page.keyboard.press("r")
    page.keyboard.press("2")
    expect(page.locator(".card:visible .chip")).to_contain_text("event")
    page.keyboard.press("Delete")
    expect(page.locator(".card:not([hidden])")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(".card:visible .chip")).to_contain_text("event")
    page.keyboard.press("Control+z")
    expect(page.locator(".card:visible .chip")).to_contain_text("quantity")
    saved(page)
    stored = Annotation.objects.get()
    assert (stored.label_id, stored.revision) == ("claim-quantity", 5)
    page.keyboard.press("Control+z")
    saved(page)
    assert not Annotation.objects.exists()


def test_move_a_highlight_to_other_words(page):
    tag(page, "pipeline", "1")
    saved(page)
    tag(page, "pipeline of 1,100 kilometres", "[")
    saved(page)
    assert Annotation.objects.get().quote == "pipeline of 1,100 kilometres"
    expect(page.locator("mark.claim")).to_have_text("pipeline of 1,100 kilometres")


def test_the_keyboard_alone_selects_tags_and_walks(page):
    page.locator("#text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#palette [data-title]")).to_have_text("minister landed")
    page.keyboard.press("2")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("q")
    saved(page)
    assert list(Annotation.objects.order_by("start").values_list("quote", flat=True)) == [
        "minister landed",
        "It",
    ]
    page.keyboard.press("k")
    expect(page.locator(".card.current q")).to_have_text("minister landed")
    page.keyboard.press("j")
    expect(page.locator(".card.current q")).to_have_text("It")


def test_a_click_elsewhere_closes_the_palette(page):
    drag(page, "noon")
    expect(page.locator("#palette")).to_be_visible()
    page.locator(".side").click(position={"x": 20, "y": 500})
    expect(page.locator("#palette")).to_be_hidden()


def test_the_palette_scrolls_with_its_words(page):
    page.set_viewport_size({"width": 1280, "height": 320})
    drag(page, "noon")
    expect(page.locator("#palette")).to_be_visible()
    below = (
        "document.querySelector('#palette').getBoundingClientRect().top"
        " - getSelection().getRangeAt(0).getBoundingClientRect().bottom"
    )
    before = page.evaluate(below)
    assert page.evaluate("scrollY ? (scrollBy(0, -20), 20) : (scrollBy(0, 20), scrollY)") == 20
    assert page.evaluate(below) == before


def test_submit_and_reopen(page):
    tag(page, "noon", "1")
    saved(page)
    submit(page)
    expect(page.get_by_role("button", name="Next article")).to_be_visible()
    assert Assignment.objects.get().state == "submitted"
    page.wait_for_selector(".bench[data-ready]")
    drag(page, "landed")
    expect(page.locator("#palette")).to_be_hidden()
    page.get_by_role("button", name="Reopen").click()
    page.wait_for_selector(".bench[data-open][data-ready]")
    tag(page, "landed", "1")
    saved(page)
    assert Annotation.objects.count() == 2


def test_what_was_typed_is_kept_when_another_card_is_chosen(page):
    tag(page, "noon", "1")
    tag(page, "landed", "1")
    page.keyboard.press("e")
    more(page)
    page.locator("#d-note").fill("half a thought")
    page.locator(".card", has_text="noon").click()
    expect(page.locator(".card.current q")).to_have_text("noon")
    saved(page)
    assert Annotation.objects.get(quote="landed").note == "half a thought"
    page.keyboard.press("e")
    more(page)
    page.locator("#d-note").fill("another")
    page.get_by_role("button", name="Submit article").click()
    expect(page.locator("#submitting")).to_be_visible()
    saved(page)
    assert Annotation.objects.get(quote="noon").note == "another"


def test_axe_finds_nothing(page, accessible):
    tag(page, "noon", "1")
    saved(page)
    accessible(page)
    page.keyboard.press("e")
    accessible(page)
