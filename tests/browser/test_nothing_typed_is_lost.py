"""What was typed and not kept stands there again; what is there already is shown, not made twice."""

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Label, Question
from tests.browser.hands import more, open_article, saved, tag


@pytest.fixture
def page(open_as, ada, article, reading, labels, story):
    Question.objects.create(story=story, slug="length", wording="How long is it?", type="quantity")
    Label.objects.filter(kind="stance").update(of_articles=True)
    page = open_as(ada)
    open_article(page, article)
    return page


def details(page, quote):
    page.locator(".card", has_text=quote).first.click()
    page.keyboard.press("e")
    expect(page.locator("#details")).to_be_visible()


def typed(page, name="note"):
    return page.locator(f"#details [name={name}]")


def test_typed_details_survive_escape_another_card_and_a_reload(page):
    tag(page, "landed", "q")
    tag(page, "minister", "q")
    saved(page)
    details(page, "landed")
    more(page)
    typed(page).fill("ask the pilot")
    page.locator("#details [name=entity]").fill("Nobody Yet")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(page.locator("#live-region")).to_contain_text("stands there again")
    assert not Annotation.objects.exclude(note="").exists()

    def is_there_again():
        details(page, "landed")
        expect(typed(page)).to_have_value("ask the pilot")
        expect(typed(page, "entity")).to_have_value("Nobody Yet")
        expect(page.get_by_text("What you typed here before")).to_be_visible()

    is_there_again()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    is_there_again()
    # Nothing of it is another card's.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    details(page, "minister")
    expect(typed(page)).to_have_value("")
    expect(page.get_by_text("What you typed here before")).to_be_hidden()
    page.keyboard.press("Escape")
    # Submitting counts it.
    page.locator("#submit button").click()
    expect(page.locator("#submitting")).to_contain_text("1 with details typed and not kept")
    page.keyboard.press("Escape")
    # It is kept, or taken away, once for all.
    is_there_again()
    page.get_by_role("button", name="Take it away").click()
    expect(typed(page)).to_have_value("")
    more(page)
    typed(page).fill("no need")
    page.locator("#details button.primary").click()
    saved(page)
    details(page, "landed")
    expect(page.get_by_text("What you typed here before")).to_be_hidden()
    expect(typed(page)).to_have_value("no need")


def test_what_was_typed_of_the_whole_article_survives_escape_and_a_reload(page):
    page.keyboard.press("w")
    page.keyboard.press("1")
    page.locator("#w-note").fill("between the lines")
    page.keyboard.press("Escape")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    page.keyboard.press("w")
    page.keyboard.press("2")
    expect(page.locator("#w-note")).to_have_value("between the lines")
    page.locator("#whole button.primary").click()
    saved(page)
    assert Annotation.document_labels.get().note == "between the lines"
    page.keyboard.press("w")
    page.keyboard.press("2")
    expect(page.locator("#w-note")).to_have_value("")


def test_the_same_label_on_the_same_words_is_the_card_that_is_there(page):
    tag(page, "landed", "q")
    saved(page)
    tag(page, "noon", "q")
    tag(page, "landed", "q")
    saved(page)
    assert Annotation.objects.count() == 2
    expect(page.locator(".card.current q")).to_have_text("landed")
    expect(page.locator("#refused")).to_be_hidden()
    expect(page.locator("#live-region")).to_contain_text("already")
    # By another label, too.
    tag(page, "landed", "e")
    saved(page)
    page.keyboard.press("r")
    page.keyboard.press("q")
    saved(page)
    assert Annotation.objects.count() == 3
    expect(page.locator("#refused")).to_be_hidden()


def test_the_same_of_the_whole_article_is_said_once(page):
    for _ in range(2):
        page.keyboard.press("w")
        page.keyboard.press("1")
        page.locator("#w-note").fill("so it reads")
        page.locator("#whole button.primary").click()
        saved(page)
    assert Annotation.document_labels.get().note == "so it reads"
    expect(page.locator("#refused")).to_be_hidden()


def test_marking_once_more_and_escape_leaves_no_twin(page):
    tag(page, "1,100 kilometres", "1")
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator(".card")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(".card:not([hidden])")).to_have_count(1)
    saved(page)
    expect(page.locator(".card.current")).to_have_count(1)
    # With something typed it stays, and the words with it.
    page.keyboard.press("a")
    page.keyboard.press("/")
    page.locator("#details [name=value]").fill("a thousand or so")
    page.keyboard.press("Escape")
    saved(page)
    assert Annotation.objects.count() == 2


def test_a_digit_says_which_label_the_whole_article_bears(page):
    for key in ("w", "2", "Enter"):
        page.keyboard.press(key)
    saved(page)
    second = page.locator("#whole [data-give]").nth(1).get_attribute("data-give")
    assert Annotation.document_labels.get().label_id == second
