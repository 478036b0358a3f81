"""Repeat and suggest: every occurrence tagged or taken away in one step; the registry's names
accepted and dismissed by key, by mouse and offline."""

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation, Dismissal
from annotator.vocabulary.models import Alias, Entity
from tests.browser.hands import EDGES, open_article, saved, tag
from tests.conftest import assign, make_article

TEXT = (
    "🎉 Omar Reza met Ada Khan in Kasur. Reza praised Kasur; the Kasuri press did not.\n"
    "\n"
    "In KASUR itself, Khan said, Omar  Reza was late. “Kasur waits,” he said.\n"
    "北京市的人 and 北京 again.\n"
)


@pytest.fixture
def text(story, ada):
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza", description="an analyst")
    Entity.objects.create(slug="ada-khan", name="Ada Khan", description="a minister")
    imran = Entity.objects.create(slug="imran-khan", name="Imran Khan")
    for entity in (imran, Entity.objects.get(slug="ada-khan")):
        Alias.objects.create(entity=entity, name="Khan")
    Alias.objects.create(entity=omar, name="Reza")
    article = make_article(story, text=TEXT)
    assign(article, ada)
    return article


@pytest.fixture
def page(open_as, ada, text, labels):
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, text)
    return page


def marked(**of):
    found = Annotation.objects.filter(**of).order_by("start")
    return [f"{one.quote}/{one.entity.slug if one.entity else ''}" for one in found]


def painted(page):
    """The words that are painted as suggestions."""
    return page.evaluate("""() => [...CSS.highlights.get("suggested") ?? []].map((one) => {
      const range = document.createRange();
      range.setStart(one.startContainer, one.startOffset);
      range.setEnd(one.endContainer, one.endOffset);
      return range.toString();
    })""")


def test_every_occurrence_is_tagged_or_taken_away_in_one_step(page, accessible, screens):
    kasur = Entity.objects.create(slug="kasur", name="Kasur")
    tag(page, "Kasur", "e")
    saved(page)
    assert marked() == [f"Kasur/{kasur.slug}"]
    page.keyboard.press("o")
    lines = page.locator("#repeat li")
    expect(lines).to_have_count(2)
    page.keyboard.press("c")
    expect(lines).to_have_count(3)
    expect(page.locator("#repeat [data-go]")).to_contain_text("Tag 3")
    page.keyboard.press("1")
    expect(page.locator("#repeat [data-go]")).to_contain_text("Tag 2")
    accessible(page)
    screens(page, "repeat")
    page.keyboard.press("Enter")
    expect(page.locator(".card:visible")).to_have_count(3)
    saved(page)
    # The one that was not ticked, and the word that only begins so, are left alone.
    assert marked() == ["Kasur/kasur", "KASUR/kasur", "Kasur/kasur"]
    page.keyboard.press("Control+z")
    expect(page.locator(".card:visible")).to_have_count(1)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator(".card:visible")).to_have_count(3)
    saved(page)
    page.locator("[data-repeat]").click()
    expect(lines).to_have_count(1)
    page.keyboard.press("t")
    expect(lines).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.locator(".card:visible")).to_have_count(1)
    saved(page)
    assert marked() == ["KASUR/kasur"]
    page.keyboard.press("Control+z")
    expect(page.locator(".card:visible")).to_have_count(3)
    saved(page)
    # Where words have no spaces between them; details of a claim stay where they are.
    tag(page, "北京", "1", exact=True)
    page.keyboard.press("o")
    expect(lines).to_have_count(1)
    expect(page.locator("#repeat [data-bare]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#repeat")).to_be_hidden()


def test_suggestions_are_accepted_and_dismissed_by_key_and_by_mouse(
    page, ada, text, accessible, screens, tolerated
):
    chip = page.locator("[data-suggestions]")
    box = page.locator("#suggestion")
    said = page.locator("#live-region > :last-child")
    expect(chip).to_have_text("5 suggestions")
    assert painted(page) == ["Omar Reza", "Ada Khan", "Reza", "Khan", "Omar  Reza"]
    page.keyboard.press("n")
    expect(box.locator("[data-title]")).to_have_text("Omar Reza")
    expect(said).to_have_text("Omar Reza → Omar Reza, an analyst")
    accessible(page)
    screens(page, "suggestion")
    # Its label is not known yet: it is asked for once.
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("q")
    expect(chip).to_have_text("4 suggestions")
    saved(page)
    assert marked() == ["Omar Reza/omar-reza"]
    # The next one stands there by itself.
    expect(box.locator("[data-title]")).to_have_text("Ada Khan")
    page.keyboard.press("Backspace")
    expect(box.locator("[data-title]")).to_have_text("Reza")
    expect(chip).to_have_text("3 suggestions")
    page.keyboard.press("y")
    expect(box.locator("[data-title]")).to_have_text("Khan")
    saved(page)
    assert marked(label="entity-person") == ["Omar Reza/omar-reza", "Reza/omar-reza"]
    # Two of this name: neither is taken unless it is chosen.
    page.keyboard.press("y")
    expect(said).to_contain_text("choose one")
    expect(box.locator("[data-act=accept]")).to_have_count(2)
    page.keyboard.press("2")
    page.keyboard.press("q")
    saved(page)
    assert marked()[-1] == "Khan/ada-khan"
    # Kept without the server, and sent when it is back.
    tolerated.append("ERR_FAILED")
    page.route("**/dismissals", lambda route: route.abort())
    at = page.evaluate(EDGES, ["Omar  Reza", 0])
    page.mouse.click(at["x1"] + 4, at["y1"])
    expect(box.locator("[data-title]")).to_have_text("Omar  Reza")
    box.get_by_role("button", name="Dismiss").click()
    expect(chip).to_have_text("No suggestions")
    expect(page.locator("#status")).to_contain_text("1 change not sent yet")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(chip).to_have_text("No suggestions")
    page.unroute("**/dismissals")
    page.locator("#status").click()
    saved(page)
    assert Dismissal.objects.filter(article=text, annotator=ada).count() == 2
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(chip).to_have_text("No suggestions")
    page.keyboard.press("Control+z")
    expect(chip).to_have_text("1 suggestion")
    saved(page)
    assert painted(page) == ["Omar  Reza"]
    assert Dismissal.objects.count() == 1
    # All of the name by the list; then off, which is remembered.
    page.keyboard.press("n")
    page.keyboard.press("o")
    expect(page.locator("#repeat li")).to_have_count(1)
    page.keyboard.press("Enter")
    saved(page)
    assert marked().count("Omar  Reza/omar-reza") == 1
    page.keyboard.press("Control+z")
    expect(chip).to_have_text("1 suggestion")
    chip.click()
    assert painted(page) == []
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert painted(page) == []
