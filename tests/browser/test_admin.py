"""A curator in Chromium: two entities are merged, the page says first what it will do, and the
history shows it. Any breach of the policy fails the test (conftest)."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from annotator.people.models import User
from annotator.vocabulary.actions import get_or_make_entity
from annotator.vocabulary.models import Entity
from tests.annotations.recording.test_actions import mark
from tests.conftest import assign

WIDTHS = [(1440, 900), (390, 844)]


@pytest.fixture
def root(story, article, ada, bo, labels) -> User:
    for reader in (ada, bo):
        assign(article, reader)
    omar = get_or_make_entity("Omar Reza", ada)
    mark(article, ada, "Omar Reza", "entity-person", details={"entity": omar})
    mark(article, ada, "analyst", "entity-person", details={"entity": omar})
    mark(article, bo, "Omar Reza", "entity-person", details={"entity": "O. Reza"})
    mark(article, bo, "praised", "stance-favour", details={"stance_holder": "O. Reza"})
    return User.objects.create_superuser("root", password="correct-horse", first_name="Root")


@pytest.fixture(params=WIDTHS, ids=["wide", "phone"])
def page(request, open_as, root):
    width, height = request.param
    opened = open_as(root, viewport={"width": width, "height": height}, has_touch=width < 500)
    opened.width = width
    return opened


def fits(page) -> None:
    page.wait_for_load_state()  # of a page that a form has just asked for, nothing is there yet
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")  # fmt: skip
    assert wide <= 0, f"{page.url} runs {wide} pixels out of the window"


def choose(page, act: str, *rows: str) -> None:
    for row in rows:
        page.locator("#result_list tr").filter(has=page.locator(row)).locator("input").check()
    page.get_by_label("Action:").select_option(label=act)
    page.get_by_role("button", name="Go").or_(page.get_by_role("button", name="Run")).first.click()


def test_two_entities_are_merged_and_the_history_tells(page, screens):
    page.goto(reverse("admin:vocabulary_entity_changelist"))
    screens(page, f"admin-entities-uses-{page.width}")
    choose(page, "Merge entities…", 'text="omar-reza"', 'text="o-reza"')
    expect(page.locator("ul.will")).to_contain_text(
        "To name Omar Reza instead of O. Reza (o-reza): 2 highlights."
    )
    screens(page, f"admin-merge-{page.width}")
    fits(page)
    # Another choice is shown anew before it is done.
    page.get_by_label("O. Reza (o-reza)").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.locator(".errornote")).to_contain_text("this is what would happen now")
    assert Entity.objects.filter(active=True).count() == 2
    page.get_by_label("Omar Reza (omar-reza)").check()
    page.get_by_role("button", name="Show again").click()
    page.get_by_role("button", name="Merge").click()
    expect(page.locator(".messagelist")).to_contain_text("Merged into “Omar Reza”. 2 highlights")
    moved = Annotation.objects.get(label="stance-favour")
    assert moved.stance_holder.slug == "omar-reza"
    page.goto(reverse("admin:annotations_annotation_change", args=[moved.pk]))
    row = page.locator("table.past tbody tr").first
    expect(row).to_contain_text("Root")
    expect(row).to_contain_text(re.compile(r"O\. Reza \(o-reza\)\s*→\s*Omar Reza \(omar-reza\)"))
    screens(page, f"admin-annotation-{page.width}")
    page.locator("table.past").scroll_into_view_if_needed()
    screens(page, f"admin-history-{page.width}")
    fits(page)


def test_an_entity_is_searched_for_as_one_types(page, screens):
    """Select2 writes its styles by script, which the policy allows."""
    page.goto(reverse("admin:annotations_annotation_changelist"))
    screens(page, f"admin-annotations-{page.width}")
    choose(page, "Link to an entity…", 'mark:text-is("analyst")')
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill("o. re")
    page.locator(".select2-results__option", has_text="O. Reza").click()
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.locator("ul.will")).to_contain_text("1 entity highlight will name O. Reza")
    screens(page, f"admin-link-{page.width}")
    fits(page)
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("1 highlight linked to O. Reza")


def test_an_entity_is_split_by_its_words(page, screens):
    omar = Entity.objects.get(slug="omar-reza")
    page.goto(reverse("admin:vocabulary_entity_change", args=[omar.pk]))
    screens(page, f"admin-entity-{page.width}")
    page.get_by_role("link", name="Split…").click()
    page.get_by_label("analyst (1 mention)").check()
    page.get_by_label("Name of the new entity").fill("The analyst")
    page.get_by_role("button", name="Show what will happen").click()
    screens(page, f"admin-split-{page.width}")
    fits(page)
    page.get_by_role("button", name="Split", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("is an entity of its own")
    assert Entity.objects.get(slug="the-analyst").mentions.count() == 1
