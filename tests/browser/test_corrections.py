"""A paper corrects its figure: pasted, previewed, stored, undone, stored again, looked at by key, and told
under Sources. And somebody reads on while the text is corrected."""

import re

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation, Placement
from annotator.annotations.revision.actions import revise
from articles.models import Article
from articles.versions.actions import NewText
from tests.browser.hands import at_rest, open_article, saved, tag
from tests.browser.test_pages import no_sideways
from tests.comparison.conftest import rows_ready
from tests.comparison.sources import ask, telling
from tests.conftest import TEXT


@pytest.fixture
def told(story, labels, ada):
    length = ask(story)
    found = [
        telling(story, source, number, ada, length)
        for source, number in (("Post", "1100"), ("Meridian", "1100"), ("Harbour", "800"))
    ]
    rows_ready()
    return found


def bring(page, article, text) -> None:
    page.goto(f"/articles/{article.pk}/versions/")
    page.get_by_role("link", name="Bring a corrected text").click()
    page.get_by_label("The corrected text").fill(text)
    page.get_by_role("button", name="Preview").click()


def test_from_paste_to_brief_and_back(open_as, story, told, ada, mo, cy, accessible):
    harbour = told[2]
    corrected = harbour.text.replace("800 km", "1100 km")
    manager = open_as(mo)
    bring(manager, harbour, corrected)
    changes = manager.locator(".row-changes li")
    expect(changes).to_contain_text("How long is it?: conflict → agree")
    expect(manager.locator(".numbers")).to_contain_text("1 to review")
    expect(manager.locator(".versions-side ins")).to_have_text("1100")
    accessible(manager)
    no_sideways(manager)
    assert Article.objects.get(pk=harbour.pk).version == 1
    manager.get_by_role("button", name="Store version 2").click()
    expect(manager.get_by_role("heading", name=re.compile("Version 2"))).to_be_visible()
    accessible(manager)
    manager.get_by_role("button", name="Undo this correction").click()
    expect(manager.locator(".versions li")).to_have_count(1)
    assert Annotation.objects.filter(article=harbour).count() == 1
    bring(manager, harbour, corrected)
    manager.get_by_label("Corrected on").fill("2022-03-03")
    manager.get_by_role("button", name="Preview again").click()
    manager.get_by_role("button", name="Store version 2").click()
    expect(manager.locator(".versions li")).to_have_count(2)

    # Who read it finds it at home, and looks at it by key.
    reader = open_as(ada)
    reader.goto("/")
    expect(reader.get_by_role("heading", name="Corrected since you read it")).to_be_visible()
    reader.locator("section", has_text="Corrected since").get_by_role("button", name="Look").click()
    line = reader.locator(".left.at")  # the keys are its own once the page's script is there
    expect(line.locator("ins")).to_have_text("1100 km")
    accessible(reader)
    reader.keyboard.press("a")
    expect(line.locator(".chip.good")).to_contain_text("stands")
    reader.keyboard.press("u")
    expect(line.get_by_role("button", name="Accept")).to_be_visible()
    reader.keyboard.press("m")
    expect(reader.locator("#elsewhere")).to_be_visible()
    accessible(reader)
    words = reader.locator("#elsewhere p").first.locator("[data-p]").first
    words.select_text()
    reader.locator("[data-here]").click()
    expect(line.locator(".chip.good")).to_contain_text("elsewhere")
    reader.keyboard.press("u")
    expect(line.get_by_role("button", name="Accept")).to_be_visible()
    reader.keyboard.press("a")
    expect(line.locator(".chip.good")).to_contain_text("likeliest")
    assert Placement.objects.get(outcome="review").verdict == "accepted"

    # The matrix, the corrections and the brief tell it.
    rows_ready()
    desk = open_as(cy)
    desk.goto(f"/stories/{story.slug}/conflicts/")
    expect(desk.locator(".corrected")).to_have_text("corrected from 800 km on 3 March 2022")
    desk.goto(f"/stories/{story.slug}/corrections/")
    expect(desk.locator(".from-to")).to_contain_text("800 km → 1100 km")
    accessible(desk)
    no_sideways(desk)
    manager.reload()
    expect(manager.get_by_text("the correction stands")).to_be_visible()


def test_who_reads_while_the_text_is_corrected_loses_nothing(
    open_as, article, reading, labels, ada, mo, tolerated
):
    tolerated.append("422")
    page = open_as(ada)
    open_article(page, article)
    tag(page, "Karachi", "e")
    saved(page)
    revise(article, mo, NewText(article.title, TEXT.replace("noon", "three in the afternoon")))
    tag(page, "Kasur", "e")
    expect(page.locator("#revised")).to_be_visible()
    saved(page)
    found = {a.quote: a for a in Annotation.objects.all()}
    assert set(found) == {"Karachi", "Kasur"}
    for one in found.values():
        assert article.text[one.start : one.end] == one.quote
        assert one.text_version == 2
    tag(page, "noon", "1")
    expect(page.locator("#refused")).to_contain_text("was changed or taken out")
    page.get_by_role("button", name="Show the corrected text").click()
    at_rest(page)
    expect(page.locator("#text mark")).to_have_text(["Karachi", "Kasur"])
    expect(page.locator("#text")).to_contain_text("three in the afternoon")
