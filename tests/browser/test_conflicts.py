"""An adjudicator goes from the front page to a conflict, its passages, a ruling and the brief."""

import re

import pytest
from playwright.sync_api import expect

from annotator.comparison.models import Ruling
from tests.browser.test_pages import LOOKS, no_sideways
from tests.comparison.sources import ask, telling
from tests.conftest import make_article


@pytest.fixture
def told(story, labels, ada):
    length = ask(story)
    return [
        telling(story, source, number, ada, length)
        for source, number in (("Post", "1100"), ("Meridian", "1100"), ("Harbour", "800"))
    ]


def test_from_the_front_page_to_a_ruling_to_the_brief(open_as, story, cy, told, accessible):
    make_article(story, "Tideline", "Silent", "Nothing of it.\n")
    page = open_as(cy)
    page.goto(f"/stories/{story.slug}/")
    page.locator("#found").get_by_role("link", name="How long is it?").click()
    row = page.locator("tbody.clash")
    expect(row).to_be_visible()
    page.wait_for_load_state()  # until then the link leads to a page of its own
    row.get_by_role("link", name="How long is it?").click()
    below = page.locator("tr.under .passages")
    expect(below.locator("h2")).to_be_focused()
    expect(below.locator("blockquote")).to_have_count(3)
    accessible(page)
    page.keyboard.press("Escape")
    expect(below).to_have_count(0)
    # one cell alone, closed by its button
    row.locator("a.cell").first.click()
    expect(below.locator("blockquote")).to_have_count(1)
    below.get_by_role("button", name="Close").click()
    expect(below).to_have_count(0)

    # By keyboard: the row opens, a reason is typed, Enter rules.
    row.get_by_role("link", name="How long is it?").focus()
    page.keyboard.press("Enter")
    below.get_by_text("Rule otherwise").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("superseded")
    page.keyboard.press("Tab")
    page.keyboard.type("Ten months apart.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ruled.")
    expect(page.locator(".row-words")).to_contain_text("Computed: conflict.")
    accessible(page)

    # An article that says nothing is ruled on where it is listed.
    page.get_by_text("1 article says nothing").click()
    page.get_by_text("Rule on this cell: Tideline").click()
    cell = page.locator(".quiet-cells li form")
    cell.get_by_label("This article").select_option("silent")
    cell.get_by_label("Reason").fill("I looked.")
    cell.get_by_role("button", name="Rule", exact=True).click()
    expect(page.locator(".rulings")).to_contain_text("silence confirmed")

    page.get_by_role("link", name="Brief").click()
    expect(page.locator("article.brief")).to_contain_text("Ruled superseded? by Cy")
    page.go_back()
    page.get_by_role("button", name="Take the ruling back").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("taken back")
    assert not Ruling.objects.filter(article=None).exists()
    page.get_by_role("link", name="Brief").click()
    brief = page.locator("article.brief")
    expect(brief).not_to_contain_text("Ruled")
    brief.get_by_role("link", name="in the article").first.click()
    expect(page).to_have_url(re.compile(r"/differences/\?at=\d+$"))


@pytest.mark.parametrize("scheme,width,height", LOOKS)
def test_many_articles_in_every_look(
    open_as, story, cy, told, accessible, screens, scheme, width, height
):
    for n in range(7):
        make_article(story, f"Source {n}", f"More {n}", f"More {n}.\n")
    size = {"width": width, "height": height}
    page = open_as(cy, viewport=size, color_scheme=scheme)
    page.goto(f"/stories/{story.slug}/conflicts/?pin={told[0].source_id}")
    expect(page.locator(".who")).to_contain_text("a 1,100 km: 2 articles, 2 voices")
    page.get_by_role("link", name="How long is it?").last.click()
    expect(page.locator("tr.under blockquote")).to_have_count(3)
    screens(page, f"conflicts-many-{scheme}-{width}")
    no_sideways(page)
    accessible(page)
