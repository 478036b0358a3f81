"""What decides a row, in the browser: settings with their preview, and answers sorted by key and
by drag."""

from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Question
from tests.browser.test_pages import no_sideways
from tests.comparison.sources import ask, telling
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

LOOKS = [("light", 1440, 900), ("dark", 390, 844), ("dark", 1440, 900), ("light", 390, 844)]


def looked_at(page, name, screens, accessible):
    for scheme, width, height in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        screens(page, f"{name}-{scheme}-{width}")
        no_sideways(page)
        accessible(page)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_settings_are_shown_first_then_stored(open_as, story, labels, ada, cy, screens, accessible):
    length = ask(story, wording="How long is the pipeline?")
    for source, number in (("Post", "1000"), ("Meridian", "1050"), ("Herald", "1051")):
        telling(story, source, number, ada, length)
    page = open_as(cy)
    page.goto(f"/stories/pipeline/questions/{length.pk}/settings/")
    looked_at(page, "settings", screens, accessible)
    expect(page.get_by_label("It asks for")).to_be_hidden()
    page.get_by_label("Its answer is a").select_option("date")
    expect(page.get_by_label("It asks for")).to_be_visible()
    expect(page.get_by_label("Unit to compare in")).to_be_hidden()
    page.get_by_label("Its answer is a").select_option("quantity")
    page.get_by_label("Unit to compare in").fill("tonnes")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator(".preview")).to_contain_text("3 articles become not comparable")
    looked_at(page, "settings-preview", screens, accessible)
    page.get_by_label("Unit to compare in").fill("km")
    page.get_by_label("Tolerance, %").fill("6")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator(".preview")).to_contain_text("agree within tolerance")
    page.get_by_role("button", name="Store").click()
    expect(page.get_by_role("status")).to_contain_text("Stored")
    length.refresh_from_db()
    assert length.tolerance == 0.06
    page.get_by_role("button", name="Undo: “How long is the pipeline?”").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    length.refresh_from_db()
    assert length.tolerance == 0.02


def test_answers_are_sorted_by_key_and_by_drag(
    open_as, story, labels, ada, cy, screens, accessible
):
    why = Question.objects.create(
        story=story, slug="why", wording="Why was the visit put off?", type="text"
    )
    words = {
        "The Harbour Post": "a dispute over the price of grain",
        "Daily Meridian": "a dispute over grain prices",
        "The Herald": "a payment that came late",
        "Evening Times": "the late payment",
        "Northern Echo": "bad weather over the strait",
    }
    for source, said in words.items():
        article = make_article(story, source, f"{source} on it", f"It was {said}, they said.\n")
        mark(article, ada, said, "claim-event", question=why, value=said)
        submit(article, ada)
    page = open_as(cy)
    page.goto(f"/stories/pipeline/questions/{why.pk}/answers/")
    expect(page.locator("[data-group='n0']")).to_be_visible()
    expect(page.locator("[data-group='n1']")).to_be_hidden()
    looked_at(page, "sorting", screens, accessible)
    page.keyboard.press("n")
    page.keyboard.press("1")
    expect(page.locator("[data-group='n0'] [data-wording]")).to_have_count(2)
    page.locator("[data-wording]", has_text="bad weather").drag_to(
        page.locator("[data-group='n1']")
    )
    expect(page.locator("[data-group='n1'] [data-wording]")).to_have_count(1)
    expect(page.locator("[data-told]")).to_contain_text("3 wordings moved, not saved yet")
    page.locator("[name='called-n1']").fill("the weather")
    looked_at(page, "sorting-moved", screens, accessible)
    page.get_by_role("button", name="Save the groups").click()
    expect(page.get_by_role("status")).to_contain_text("Sorted")
    looked_at(page, "sorting-saved", screens, accessible)
    keys = dict(Annotation.objects.values_list("value", "answer_key"))
    assert keys["bad weather over the strait"] == "the weather"
    assert len({key for key in keys.values() if key}) == 2
    assert sum(key == "" for key in keys.values()) == 2
