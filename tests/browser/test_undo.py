"""Undo, redo, deleting many and the history panel, with the outbox beneath all of them."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from tests.browser.hands import more, open_article, saved, tag

CARDS = ".card:not([hidden])"


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    return page


def standing() -> list[tuple[str, str, str]]:
    """What the server has: words, label, note."""
    found = Annotation.objects.order_by("start", "quote")
    return list(found.values_list("quote", "label_id", "note"))


def undo(page: Page) -> None:
    page.keyboard.press("Control+z")


def redo(page: Page) -> None:
    page.keyboard.press("Control+Shift+z")


def test_everything_is_taken_back_and_done_again_also_after_a_reload(page, article):
    buttons = page.locator("[data-undo]"), page.locator("[data-redo]")
    for button in buttons:
        expect(button).to_be_disabled()
    states = [standing()]

    def step(act) -> None:
        act()
        saved(page)
        states.append(standing())

    def note() -> None:
        page.keyboard.press("e")
        more(page)
        page.locator("#d-note").fill("seen")
        page.locator("#d-note").press("Control+Enter")

    def relabel() -> None:
        page.keyboard.press("r")
        page.keyboard.press("2")

    step(lambda: tag(page, "noon", "1"))
    step(note)
    step(relabel)
    step(lambda: tag(page, "landed at noon", "["))
    step(lambda: page.keyboard.press("Delete"))
    assert states[-2] == [("landed at noon", "claim-event", "seen")]
    expect(buttons[0]).to_have_attribute("title", "Undo: deleting “landed at noon”")
    undo(page)
    saved(page)
    assert standing() == states[-2]
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(buttons[1]).to_have_attribute("aria-label", "Do again: deleting “landed at noon”")
    for state in reversed(states[:-2]):
        undo(page)
        saved(page)
        assert standing() == state
    expect(buttons[0]).to_be_disabled()
    for state in states[1:]:
        redo(page)
        saved(page)
        assert standing() == state
    assert Annotation.history.count() == 15
    expect(buttons[1]).to_be_disabled()


def test_many_are_deleted_after_asking_and_come_back_in_one_step(page, article, accessible):
    words = ["minister", "landed", "noon", "praised", "pipeline"]
    for word in words:
        tag(page, word, "1")
    saved(page)
    dialog, bar = page.locator("#ask-delete"), page.locator("#selected")
    for key in ("k", "x", "k", "x"):
        page.keyboard.press(key)
    expect(bar).to_contain_text("2 selected")
    page.locator(CARDS).first.click(modifiers=["Control"])
    expect(page.locator(".card.selected")).to_have_count(3)
    page.keyboard.press("Delete")
    expect(dialog).to_contain_text("Delete 3 annotations?")
    accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(CARDS)).to_have_count(5)
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(page.locator(CARDS)).to_have_count(2)
    expect(bar).to_be_hidden()
    saved(page)
    undo(page)
    expect(page.locator(CARDS)).to_have_count(5)
    saved(page)
    assert [quote for quote, _, _ in standing()] == words
    # From one to another with Shift; all with one key; Escape lets go of them.
    page.locator(CARDS).nth(1).click()
    page.locator(CARDS).nth(3).click(modifiers=["Shift"])
    expect(bar).to_contain_text("3 selected")
    page.keyboard.press("Shift+X")
    expect(bar).to_contain_text("5 selected")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.locator(CARDS).first.click()
    page.keyboard.press("Delete")
    saved(page)
    assert len(standing()) == 4, "with nothing selected a key deletes one"


def test_undo_never_overwrites_what_was_done_elsewhere_since(page, article, ada, tolerated):
    tolerated.append("409")
    tag(page, "noon", "1")
    tag(page, "landed", "1")
    page.keyboard.press("r")
    page.keyboard.press("2")
    saved(page)
    other = page.context.new_page()
    open_article(other, article)
    other.locator(CARDS, has_text="landed").click()
    other.keyboard.press("e")
    more(other)
    other.locator("#d-note").fill("from the other tab")
    other.locator("#d-note").press("Control+Enter")
    saved(other)
    page.bring_to_front()
    expect(page.locator(CARDS, has_text="from the other tab")).to_have_count(1)
    undo(page)
    expect(page.locator("#held")).to_contain_text("Not undone: changing “landed”. It was changed")
    undo(page)  # marking it: that is the other tab's now, too
    expect(page.locator("#held")).to_contain_text("Not undone: marking “landed”")
    undo(page)  # nobody has touched noon
    saved(page)
    assert standing() == [("landed", "claim-event", "from the other tab")]
    # Another device, of which this browser knows nothing: the server refuses, in words.
    tag(page, "praised", "1")
    saved(page)
    made = Annotation.objects.get(quote="praised")
    actions.edit(article, ada, id=made.pk, base=1, details={"note": "from another device"})
    undo(page)
    expect(page.locator("#refused")).to_contain_text("changed elsewhere")
    assert standing()[-1] == ("praised", "claim-quantity", "from another device")


def test_what_was_refused_is_undone_by_dropping_it(page, article, ada, tolerated):
    tolerated += ["422", "409"]
    start = article.text.index("noon")
    id = "00000000-0000-4000-8000-000000000001"
    span = {"start": start, "end": start + 4, "quote": "noon"}
    actions.highlight(article, ada, id=id, label="claim-quantity", **span)
    tag(page, "landed", "1")
    tag(page, "noon", "1")
    expect(page.locator("#refused")).to_contain_text("already")
    undo(page)
    expect(page.locator("#refused")).to_be_hidden()
    actions.erase(article, ada, id=id, base=1)
    redo(page)  # it was never made: it is made now
    saved(page)
    assert standing() == [("landed", "claim-quantity", ""), ("noon", "claim-quantity", "")]
    # One of several deleted together was changed on another device: the rest goes, and comes back.
    noon = Annotation.objects.get(quote="noon")
    actions.edit(article, ada, id=noon.pk, base=1, details={"note": "elsewhere"})
    for key in ("Shift+X", "Delete", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#refused")).to_contain_text("Deletion of “noon”")
    expect(page.locator("#status")).to_have_attribute("data-state", "refused")
    assert standing() == [("noon", "claim-quantity", "elsewhere")]
    undo(page)
    saved(page)
    expect(page.locator("#refused")).to_be_hidden()
    assert standing() == [("landed", "claim-quantity", ""), ("noon", "claim-quantity", "elsewhere")]


def test_the_history_brings_back_what_was_deleted_and_what_was_changed(
    page, article, accessible, screens
):
    tag(page, "noon", "1")
    page.keyboard.press("r")
    page.keyboard.press("2")
    page.keyboard.press("Delete")
    saved(page)
    page.reload()  # nothing of it is on the page now
    page.wait_for_selector(".bench[data-ready]")
    page.keyboard.press("h")
    panel = page.locator("#history")
    expect(panel.locator("li")).to_have_count(3)
    expect(panel).to_contain_text("Relabelled")
    accessible(page)
    screens(page, "history")
    panel.get_by_role("button", name="Restore what it was before").click()
    expect(panel).to_be_hidden()
    saved(page)
    assert standing() == [("noon", "claim-quantity", "")]
    undo(page)
    saved(page)
    assert standing() == []
    page.keyboard.press("h")
    expect(panel.locator("li").first).to_contain_text("Deleted")
    panel.get_by_role("button", name="Restore", exact=True).first.click()
    saved(page)
    assert len(standing()) == 1
    page.keyboard.press("h")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
