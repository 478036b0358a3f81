"""A list shows its rows first: what narrows it is one menu, and what is set stands beside it."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from annotator.desk.demo.load import load_demo
from annotator.people.models import User
from annotator.reconciliation.agreement.keeping.tasks import refresh_agreement
from annotator.vocabulary.actions import load_default_labels
from articles.models import Story
from tests.conftest import member
from tests.desk.queue.test_differences import PAGE
from tests.reconciliation.every_difference import article_of, mark_all
from tests.waiting_work import run_what_waits


@pytest.fixture
def canal(story, labels, ada, bo):
    article = article_of(story)
    mark_all(article, ada, bo, member(story, "di", "annotator"))
    run_what_waits()
    return article


@pytest.mark.parametrize("width, height", [(1440, 900), (390, 844)])
def test_rows_begin_in_the_top_third(open_as, cy, canal, width, height):
    page = open_as(cy, viewport={"width": width, "height": height})
    page.goto(PAGE)
    top = page.locator("tbody tr").first.bounding_box()["y"]
    assert top <= height / 3, f"the first row begins at {top} of {height}"


def test_it_applies_as_it_is_set_and_goes_with_a_click(open_as, cy, canal, accessible):
    page = open_as(cy)
    page.goto(PAGE)
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    menu = page.locator(".filter summary")
    menu.focus()
    page.keyboard.press("Enter")
    accessible(page)
    page.get_by_label("Stage").select_option("finished")
    expect(row).to_have_count(0)
    # The menu stays open for the next choice; Escape closes it, and the focus is at the menu.
    page.get_by_label("Sort by").select_option("title")
    chips = page.locator("#filter-set .chip")
    expect(chips).to_have_text(["Stage: Finished ×take away", "Sort by: Title ×take away"])
    assert not page.url.endswith("?sort=title")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Stage")).to_be_hidden()
    expect(menu).to_be_focused()
    chips.first.click()
    expect(row).to_have_count(1)
    expect(chips).to_have_count(1)
    assert page.url.endswith("?sort=title")


def test_without_the_script_a_button_applies_it(open_as, cy, canal):
    page = open_as(cy, java_script_enabled=False)
    page.goto(PAGE)
    page.locator(".filter summary").click()
    page.get_by_label("Stage").select_option("finished")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(0)
    expect(page.locator("#filter-set .chip")).to_contain_text("Stage: Finished")


@pytest.fixture
def spill(transactional_db) -> Story:
    load_default_labels()
    load_demo()
    story = Story.objects.get()
    refresh_agreement.now(story.pk)
    call_command("reindex_search", verbosity=0)
    return story


def test_each_list_has_this_menu(open_as, spill, accessible):
    cause = spill.questions.get(wording="What caused the leak?")
    page = open_as(User.objects.get(username="cy"))
    at = f"/stories/{spill.slug}"
    for address, label, choose, rows in (
        (f"{at}/agreement/?kind=entity", "Source", "The Harbour Post", "table.cards tbody tr"),
        (f"{at}/questions/", "Wording has", "leak", "#list tbody tr"),
        (f"{at}/questions/{cause.pk}/answers/", "Words or source", "anchor", "[data-wording]"),
        (
            f"{at}/does-not-apply/?question={cause.pk}",
            "Source or title",
            "Sawt",
            ".lately li label",
        ),
        ("/search/?q=leak", "Kind", "Questions", ".hits li"),
    ):
        page.goto(address)
        lines = page.locator(rows)
        every = lines.count()
        page.locator(".filter summary").click()
        field = page.locator(".filter").get_by_label(label)
        if field.evaluate("field => field.matches('select')"):
            field.select_option(label=choose)
        else:
            field.fill(choose)
            field.press("Enter")
        chip = page.locator("#filter-set .chip")
        expect(chip).to_contain_text(choose)
        assert 0 < lines.count() < every, address
        accessible(page)
        page.keyboard.press("Escape")
        chip.click()
        expect(chip).to_have_count(0)
        expect(lines).to_have_count(every)
        assert page.url.endswith(address)
