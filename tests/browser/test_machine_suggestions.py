"""What machines suggest: accepted and dismissed by key and by mouse, seen by whom the draw lets see it."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation, Dismissal
from annotator.machines.models import AcceptedMark, AidRule, Shows
from annotator.vocabulary.models import Alias, Entity, Question
from tests.browser.hands import EDGES, open_article, saved
from tests.conftest import assign
from tests.machines.making import machine_for, read_by, span

KEPT = """async () => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("annotator-copies-")) continue;
    for (const request of await (await caches.open(name)).keys()) {
      if (request.url.endsWith("/suggestions")) return (await (await caches.match(request)).text());
    }
  }
  return null;
}"""


@pytest.fixture
def machine(story, mo, article, labels):
    """A machine that has read: a name, which the registry has as well, two claims in the same words, a stance."""
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza", description="an analyst")
    Alias.objects.create(entity=omar, name="Mr Reza")
    for slug, wording in (("cost", "What will it cost?"), ("budget", "What is the budget?")):
        Question.objects.create(story=story, slug=slug, wording=wording, type="quantity")
    wanted = machine_for(story, mo, shows=Shows.SUGGESTIONS, unaided=0)
    said = {"value": "nearly $3 billion"}
    read_by(
        wanted,
        article,
        [
            span(
                article,
                "Omar Reza",
                "entity-person",
                details={"entity": "omar-reza"},
                confidence=0.9,
            ),
            span(
                article,
                "nearly $3 billion",
                "claim-quantity",
                details={"question": "cost", **said},
                confidence=0.75,
            ),
            span(
                article,
                "nearly $3 billion",
                "claim-quantity",
                part=1,
                details={"question": "budget", **said},
            ),
            span(article, "nearly", "stance-favour", details={"stance_target": "omar-reza"}),
        ],
    )
    return wanted


@pytest.fixture
def page(open_as, ada, article, reading, machine):
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, article)
    return page


def chip(page: Page):
    return page.locator("[data-suggestions]")


def test_accepted_and_dismissed_by_key(page, ada, article, accessible, screens):
    box, said = page.locator("#suggestion"), page.locator("#live-region")
    expect(chip(page)).to_have_text("3 suggestions")
    page.keyboard.press("n")
    # Of places that begin together the shorter comes first.
    expect(box.locator("[data-title]")).to_have_text("nearly")
    expect(box.locator("[data-act=accept]")).to_contain_text("toward Omar Reza")
    expect(box.locator("[data-act=every]")).to_be_hidden()
    page.keyboard.press("d")
    expect(box.locator("[data-title]")).to_have_text("nearly $3 billion")
    expect(box.locator("[data-act=accept]")).to_have_count(2)
    expect(box.locator("[data-act=accept]").nth(0)).to_have_text(
        "1What will it cost? value nearly $3 billion · comes to nearly 3000000000 USD "
        "Cues, 75% sureClaim · quantity"
    )
    expect(said).to_contain_text("Claim · quantity: What will it cost?, value nearly $3 billion")
    expect(said).to_contain_text("Cues, 75% sure")
    accessible(page)
    screens(page, "machine-suggestion")
    # Two are suggested: neither is taken unless it is chosen; what is left stays.
    page.keyboard.press("y")
    expect(said).to_contain_text("choose one")
    page.keyboard.press("1")
    expect(box.locator("[data-act=accept]")).to_have_count(1)
    expect(said).to_contain_text("Accepted: What will it cost?")
    page.keyboard.press("y")
    expect(box.locator("[data-title]")).to_have_text("Omar Reza")
    # The registry and the machine propose the same: it is one choice, and brings its label along.
    expect(box.locator("[data-act=accept]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(chip(page)).to_have_text("No suggestions")
    saved(page)
    mine = {(one.quote, one.part): one for one in Annotation.objects.filter(annotator=ada)}
    assert {key: one.proposed for key, one in mine.items()} == {
        ("nearly $3 billion", 0): "taken", ("nearly $3 billion", 1): "taken", ("Omar Reza", 0): "taken",
    }  # fmt: skip
    cost, budget, omar = mine.values()
    assert (cost.question.slug, budget.question.slug, omar.entity.slug) == (
        "cost",
        "budget",
        "omar-reza",
    )
    assert (cost.value, cost.value_high, omar.label_id) == (
        "nearly $3 billion",
        "3000000000",
        "entity-person",
    )
    assert AcceptedMark.objects.count() == 3
    # What one changes since is one's own word; taken back, it is as it was.
    page.locator(f'.card[data-id="{cost.pk}"]').click()
    page.keyboard.press("r")
    page.keyboard.press("2")
    saved(page)
    cost.refresh_from_db()
    assert (cost.label_id, cost.proposed) == ("claim-event", "changed")
    page.keyboard.press("Control+z")
    saved(page)
    cost.refresh_from_db()
    assert (cost.label_id, cost.proposed) == ("claim-quantity", "taken")
    # Dismissed and accepted stay away.
    open_article(page, article)
    expect(chip(page)).to_have_text("No suggestions")
    assert Dismissal.objects.count() == 1
    page.keyboard.press("Control+z")  # the accepted name, which is then suggested again
    page.keyboard.press("Control+z")
    saved(page)
    expect(chip(page)).to_have_text("2 suggestions")


def test_a_click_means_the_innermost_words(page):
    expect(chip(page)).to_have_text("3 suggestions")
    for words in ("nearly", "billion"):
        at = page.evaluate(EDGES, [words, 0])
        page.mouse.click(at["x1"] + 4, at["y1"])
        title = page.locator("#suggestion [data-title]")
        expect(title).to_have_text({"billion": "nearly $3 billion"}.get(words, words))
        page.keyboard.press("Escape")


def test_by_mouse_on_a_narrow_page(open_as, ada, article, reading, machine, screens):
    page = open_as(ada, viewport={"width": 390, "height": 844}, color_scheme="dark")
    open_article(page, article)
    expect(chip(page)).to_have_text("3 suggestions")
    page.keyboard.press("n")
    page.keyboard.press("n")
    box = page.locator("#suggestion")
    expect(box.locator("[data-act=accept]")).to_have_count(2)
    screens(page, "machine-suggestion-narrow")
    box.locator("[data-act=accept]").nth(1).click()
    expect(box.locator("[data-act=accept]")).to_have_count(1)
    box.get_by_role("button", name="Dismiss").click()
    expect(box.locator("[data-title]")).to_have_text("Omar Reza")
    saved(page)
    assert [one.question.slug for one in Annotation.objects.all()] == ["budget"]


def test_an_unaided_reading_sees_none_and_hears_of_none(
    open_as, ada, bo, article, reading, machine
):
    """Nor does the copy that its browser keeps hold any; another's, whom it is shown to, does."""
    AidRule.objects.update(unaided_percent=100)
    assign(article, bo)
    told = {}
    for person in (ada, bo):
        page = open_as(person, service_workers="allow")
        open_article(page, article)
        while not (kept := page.evaluate(KEPT)):
            page.wait_for_timeout(50)
        told[person] = kept
        if person is ada:
            expect(chip(page)).to_be_hidden()
            page.keyboard.press("n")
            page.keyboard.press("?")
            expect(page.locator("#keys")).to_be_visible()
            expect(page.locator("#suggestion")).to_be_hidden()
            expect(page.locator("#live-region")).not_to_contain_text("uggestion")
            AidRule.objects.update(unaided_percent=0)
        else:
            expect(chip(page)).to_have_text("3 suggestions")
    assert "Omar" not in told[ada]
    assert "Cues" not in told[ada]
    assert "Cues" in told[bo]
