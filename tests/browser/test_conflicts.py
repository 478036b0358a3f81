"""An adjudicator opens the matrix, a row's passages below it, rules, and takes it back."""

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


def test_from_a_conflict_to_its_passages_to_a_ruling_and_back(open_as, story, cy, told, accessible):
    page = open_as(cy)
    page.goto(f"/stories/{story.slug}/conflicts/")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The sources conflict on 1 of 1 question"
    )
    row = page.locator("tr.clash")
    row.get_by_role("link", name="How long is it?").click()
    below = page.locator("tr.under .passages")
    expect(below.locator("h2")).to_be_focused()
    expect(below.locator("blockquote")).to_have_count(3)
    accessible(page)
    page.keyboard.press("Escape")
    expect(below).to_have_count(0)
    expect(row.get_by_role("link", name="How long is it?")).to_be_focused()
    # one cell alone, closed by its button
    row.locator("a.cell").last.click()
    expect(below.locator("blockquote")).to_have_count(1)
    below.get_by_role("button", name="Close").click()
    expect(below).to_have_count(0)

    page.keyboard.press("Enter")
    below.get_by_text("Rule otherwise").click()
    below.get_by_label("The row is").select_option("superseded?")
    below.get_by_label("Reason").fill("Ten months apart.")
    below.get_by_role("button", name="Rule", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Ruled.")
    expect(page.locator(".row-words")).to_contain_text("Computed: conflict.")
    page.reload()
    accessible(page)
    page.get_by_role("link", name="All questions").click()
    expect(page.locator("tr.doubt")).to_contain_text("Ruled: superseded?, by Cy")

    page.get_by_role("link", name="How long is it?").click()
    page.get_by_role("button", name="Take the ruling back").click()
    expect(page.get_by_role("status")).to_contain_text("taken back")
    assert not Ruling.objects.exists()
    page.get_by_role("link", name="Open in the article").first.click()
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
    expect(page.locator("td.camps")).to_contain_text("a 1,100 km: 2 articles, 2 voices")
    page.get_by_role("link", name="How long is it?").last.click()
    expect(page.locator("tr.under blockquote")).to_have_count(3)
    screens(page, f"conflicts-many-{scheme}-{width}")
    no_sideways(page)
    accessible(page)
