"""What was typed on the page where an article is settled, and not sent, stands there again."""

import pytest
from playwright.sync_api import Page, expect

from annotator.reconciliation.models import Comment, Decision
from annotator.vocabulary.models import Label
from tests.browser.test_settling import canal, open_differences, press, todo  # noqa: F401


@pytest.fixture
def page(open_as, cy, canal) -> Page:  # noqa: F811
    Label.objects.filter(kind="stance").update(of_articles=True)
    page = open_as(cy)
    page.on("dialog", lambda dialog: dialog.accept())
    open_differences(page, canal)
    return page


def current(page: Page, selector: str):
    return page.locator(f".place.current {selector}")


def after_all_that_takes_words_away(page: Page, open_again) -> None:
    """Escape, another place, and a reload: each time the form is opened again."""
    key = page.locator(".place.current").get_attribute("data-key")
    press(page, "Escape")
    open_again()
    press(page, "Escape", "j", "k")
    open_again()
    page.goto(page.url.partition("#")[0] + f"#p-{key}")
    page.reload()
    expect(page.locator(f"#p-{key}.current")).to_be_visible()
    open_again()


def test_a_reason(page):
    press(page, "r")
    page.keyboard.type("By the guidelines")

    def is_there():
        expect(current(page, ".act [name=reason]")).to_have_value("By the guidelines")

    after_all_that_takes_words_away(page, is_there)
    press(page, "r", "Enter")
    todo(page, 11)
    assert Decision.objects.get().reason == "By the guidelines"
    press(page, "u")
    todo(page, 12)
    expect(current(page, ".act [name=reason]")).to_have_value("")


def test_a_comment(page):
    press(page, "d")
    page.keyboard.type("Which one")

    def is_there():
        press(page, "d")
        expect(current(page, ".talk textarea")).to_have_value("Which one")

    after_all_that_takes_words_away(page, is_there)
    # the card is drawn anew by what is sent, and of what was sent nothing is left
    page.keyboard.press("End")
    page.keyboard.type(" is it?")
    press(page, "Tab", "Enter")
    expect(current(page, ".talk li")).to_have_count(1)
    assert Comment.objects.get().text == "Which one is it?"
    press(page, "d")
    expect(current(page, ".talk textarea")).to_have_value("")


def test_what_is_written_as_right(page):
    while not current(page, ".chip.claim").count():
        press(page, "j")
    press(page, "e")
    current(page, ".editor [name=reason]").fill("Read again")
    current(page, ".editor [name=value]:visible").fill("four thousand millions")

    def is_there():
        press(page, "e")
        expect(current(page, ".editor [name=reason]")).to_have_value("Read again")
        expect(current(page, ".editor [name=value]:visible")).to_have_value(
            "four thousand millions"
        )

    after_all_that_takes_words_away(page, is_there)
    expect(page.locator("#live-region")).to_contain_text("stands there again")
    current(page, ".editor button.primary").click()
    todo(page, 11)
    assert Decision.objects.get().reason == "Read again"
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.includes('settling'))") == []
    )


def test_what_is_written_of_new_words_of_the_whole_and_to_a_reader(page):
    def typed(words=None):
        press(page, "t", "Home", "ArrowRight", "ArrowRight", "Enter")
        reason = page.locator("#adding [name=reason]")
        if words:
            reason.fill(words)
        expect(reason).to_have_value("Nobody saw it")
        press(page, "Escape")

    typed("Nobody saw it")
    page.locator("#whole summary").click()
    page.locator("#whole-note").fill("On the whole")
    page.locator(".readers summary").click()
    page.locator(".readers [name=reason]").first.fill("The dates")
    page.reload()
    expect(page.locator(".place.current")).to_be_visible()
    typed()
    expect(page.locator("#whole-note")).to_have_value("On the whole")
    expect(page.locator(".readers [name=reason]").first).to_have_value("The dates")
    assert not Decision.objects.exists()
