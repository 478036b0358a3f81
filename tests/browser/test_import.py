"""An import by hand and by keys: the preview's paragraphs chosen, and stored as they stand there."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.hands import at_rest
from tests.browser.test_pages import LOOKS
from tests.desk.stories.test_import_choices import FIRST, LAST, SAVED

ADDRESS = reverse("desk:import_articles", args=["pipeline"])


def send(page: Page) -> None:
    page.goto(ADDRESS)
    file = {"name": "a.html", "mimeType": "text/html", "buffer": SAVED.encode()}
    page.get_by_label("Files").set_input_files(file)
    page.get_by_label("Source").fill("The Quay")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("button", name="Store 1 article")).to_be_visible()


def test_paragraphs_are_chosen_by_keys_and_stored_as_shown(open_as, mo, story):
    page = open_as(mo)
    send(page)
    row = page.get_by_role("listitem").filter(has_text="The ferry in June")
    row.get_by_role("checkbox", name="leave out").focus()
    page.keyboard.press("Space")
    page.get_by_text("1 paragraph of the page left out here").nth(1).focus()
    page.keyboard.press("Enter")
    taken = page.get_by_role("listitem").filter(has_text="Three lost at the quay")
    taken.get_by_role("checkbox", name="take in").focus()
    page.keyboard.press("Space")
    page.get_by_role("listitem").filter(has_text=FIRST).get_by_role("combobox").focus()
    page.keyboard.type("st")
    page.get_by_role("button", name="Preview").click()
    at_rest(page)  # the preview of before has the box ticked, too
    expect(row.get_by_role("checkbox", name="leave out")).to_be_checked()
    page.get_by_role("button", name="Store 1 article").click()
    expect(page.get_by_text("Stored 1 article; skipped 0")).to_be_visible()
    article = Article.objects.get()
    assert article.text.split("\n") == [
        "Ferry sinks",
        FIRST,
        "Three lost at the quay, say divers.",
        LAST,
    ]
    roles = dict(article.regions.values_list("role", "start"))
    assert roles["standfirst"] == article.text.index(FIRST)


@pytest.mark.parametrize("scheme,width,height", LOOKS)
def test_the_preview_looks_right(open_as, mo, story, screens, scheme, width, height):
    page = open_as(mo, viewport={"width": width, "height": height}, color_scheme=scheme)
    send(page)
    page.get_by_text("1 paragraph of the page left out here").first.click()
    screens(page, f"import-preview-{scheme}-{width}")
