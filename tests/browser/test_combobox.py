"""A field that finds what it names: a fragment makes nothing new, on the card and on every other page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity, Question
from tests.browser.hands import drag, open_article, saved, tag
from tests.comparison.kept import keep_up
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit


@pytest.fixture
def registry(db) -> None:
    leila = Entity.objects.create(slug="leila-mansour", name="Leila Mansour")
    leila.aliases.create(name="the environment minister")
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza", description="an analyst")
    omar.aliases.create(name="عمر رضا")
    Entity.objects.create(slug="jose-avila", name="José Ávila")


@pytest.fixture
def page(open_as, ada, article, reading, labels, registry) -> Page:
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    tag(page, "Karachi", "q")
    saved(page)
    press(page, "e")
    expect(page.get_by_label("Names")).to_be_focused()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def rows(page: Page) -> Locator:
    return page.locator("#combobox-list [role=option]")


def test_a_fragment_takes_the_best_match_and_makes_nobody(page, accessible):
    field = page.get_by_label("Names")
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("Leila M")
    expect(rows(page)).to_have_text(["Leila Mansour the environment minister", "new: “Leila M”"])
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute("aria-activedescendant", "combobox-row-0")
    expect(page.locator(".unseen[role=status]", has_text="1 entity, or a new one")).to_have_count(1)
    accessible(page)
    press(page, "Enter")
    expect(field).to_have_value("Leila Mansour")
    expect(page.locator("#details")).to_be_visible()
    press(page, "Enter")
    saved(page)
    assert Annotation.objects.get().entity.slug == "leila-mansour"
    assert Entity.objects.count() == 3


@pytest.mark.parametrize(
    "typed, slug",
    [
        ("عمر رضا", "omar-reza"),
        ("the environment minister", "leila-mansour"),
        ("jose avila", "jose-avila"),
        ("OMAR REZA", "omar-reza"),
    ],
)
def test_what_is_typed_and_exists_is_found_at_once(page, typed, slug):
    page.keyboard.type(typed)
    press(page, "Enter")
    expect(page.locator("#details")).to_be_hidden()
    saved(page)
    assert Annotation.objects.get().entity.slug == slug
    assert Entity.objects.count() == 3


def test_what_nobody_is_called_is_asked_for_once(page):
    field = page.get_by_label("Names")
    # A slip of the hand: who may be meant is shown, and is not what Enter takes.
    page.keyboard.type("Omar Rezza")
    expect(rows(page)).to_have_text(["Omar Reza an analyst", "new: “Omar Rezza”"])
    expect(field).not_to_have_attribute("aria-activedescendant", "combobox-row-0")
    press(page, "Enter")
    expect(rows(page).last).to_have_attribute("aria-selected", "true")
    assert Entity.objects.count() == 3
    press(page, "ArrowUp", "Enter")
    expect(field).to_have_value("Omar Reza")
    field.fill("نازنین رحمانی")
    expect(rows(page)).to_have_count(1)
    press(page, "Enter", "Enter")
    expect(rows(page)).to_have_count(1)
    expect(page.locator("#combobox-list")).to_be_hidden()
    press(page, "Enter")
    saved(page)
    assert Annotation.objects.get().entity.name == "نازنین رحمانی"


def test_escape_closes_the_list_first_and_composing_is_left_alone(page):
    field = page.get_by_label("Names")
    page.keyboard.type("Leila")
    expect(rows(page)).to_have_count(2)
    # Enter that ends a composed word takes nothing.
    field.evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    expect(field).to_have_value("Leila")
    press(page, "ArrowDown", "Home")
    expect(rows(page).first).to_have_attribute("aria-selected", "true")
    press(page, "End")
    expect(rows(page).last).to_have_attribute("aria-selected", "true")
    press(page, "Escape")
    expect(page.locator("#combobox-list")).to_be_hidden()
    expect(field).to_be_focused()
    press(page, "Escape")
    expect(page.locator("#details")).to_be_hidden()
    assert Annotation.objects.get().entity is None


def test_half_a_name_that_is_left_makes_nobody_and_is_there_again(page):
    page.keyboard.type("Nobody yet")
    expect(rows(page)).to_have_count(1)
    # By mouse it is asked for as well.
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#combobox-list")).to_be_visible()
    press(page, "Escape")
    tag(page, "Kasur", "e")
    saved(page)
    assert Entity.objects.count() == 3
    page.locator(".card", has_text="Karachi").click()
    press(page, "e")
    expect(page.get_by_label("Names")).to_have_value("Nobody yet")


def test_of_a_stance_the_last_target_is_offered_first(page):
    press(page, "Escape")
    for words in ("praised", "noon"):
        tag(page, words, "a")
        expect(page.locator("#d-stance-target")).to_be_focused()
        if words == "praised":
            page.keyboard.type("José")
            expect(rows(page)).to_have_count(2)
            press(page, "Enter", "Enter")
            saved(page)
    # Escape leaves the stance as it is, and the keys to the text.
    press(page, "Escape")
    expect(page.locator("#text")).to_be_focused()
    saved(page)
    press(page, "e")
    press(page, "ArrowDown")
    expect(rows(page).first).to_have_text("José Ávila used last")
    press(page, "ArrowDown", "Enter", "Enter")
    saved(page)
    assert (
        list(Annotation.objects.filter(kind="stance").values_list("stance_target__slug", flat=True))
        == ["jose-avila"] * 2
    )


def test_a_finger_takes_a_row(open_as, ada, article, reading, labels, registry):
    page = open_as(ada, viewport={"width": 390, "height": 844}, has_touch=True)
    open_article(page, article)
    drag(page, "Karachi")
    page.locator("#palette [data-label=entity-person]").tap()
    saved(page)
    page.locator("[data-sheet]").tap()
    page.locator("#toolbar [data-act=details]").tap()
    page.get_by_label("Names").fill("reza")
    rows(page).first.tap()
    expect(page.get_by_label("Names")).to_have_value("Omar Reza")
    assert rows(page).count() == 2
    page.get_by_role("button", name="Keep").tap()
    saved(page)
    assert Annotation.objects.get().entity.slug == "omar-reza"


def test_names_are_linked_from_their_page_by_a_fragment(open_as, story, labels, ada, cy, registry):
    article = make_article(story, text="Mr Reza spoke.\n")
    mark(article, ada, "Mr Reza", "entity-person")
    submit(article, ada)
    page = open_as(cy)
    keep_up(story)
    page.goto("/stories/pipeline/names/?show=unlinked")
    page.locator("[name=form][type=checkbox]").check()
    field = page.get_by_label("Link all that are ticked to")
    expect(field).to_have_attribute("role", "combobox")
    field.fill("omar")
    press(page, "Enter")
    expect(field).to_have_value("Omar Reza")
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("linked to Omar Reza")
    assert Annotation.objects.get().entity.slug == "omar-reza"


def test_a_claim_is_attached_by_a_part_of_the_question(open_as, story, labels, ada, cy):
    length = Question.objects.create(
        story=story, slug="length", wording="How long is the pipeline?", type="text"
    )
    article = make_article(story, text="Snow fell.\n")
    snow = mark(article, ada, "Snow fell", "claim-event")
    submit(article, ada)
    page = open_as(cy)
    keep_up(story)
    page.goto("/stories/pipeline/unanswered/")
    page.locator("[data-claim] summary").click()
    field = page.get_by_label("Question of the story")
    field.fill("pipeline long")
    press(page, "Enter")
    expect(field).to_have_value("How long is the pipeline?")
    press(page, "Enter")
    expect(page.locator("[data-claim]")).to_have_count(0)
    assert Annotation.objects.get(pk=snow.pk).question == length
