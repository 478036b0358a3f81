"""Leads are looked at and judged by key alone, light and dark, wide and narrow, in any script."""

import pytest
from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from annotator.comparison.models import Lead
from tests.browser.test_pages import LOOKS, no_sideways
from tests.comparison.conftest import rows_ready
from tests.comparison.leads.making import asserted, brought
from tests.comparison.sources import ask, settle, telling
from tests.conftest import TEXT

LONG = "Unbroken" * 60


@pytest.fixture
def leads(story, article, labels, ada):
    question = ask(story)
    two = [telling(story, *one, ada, question) for one in (("Post", "1100"), ("Globe", "2000"))]
    for one in two:
        settle(one, Annotation.objects.get(article=one))
    rows_ready()
    return brought(
        story, None,
        asserted(two[0], "it is 1100 km in", two[1], "2000 km", "They differ on the length. 🎉", asserted_by="a-model 2", confidence=0.87, question="length"),
        asserted(article, "پائپ لائن کی لمبائی 1100 کلومیٹر ہے۔", two[0], LONG, "پائپ لائن کی لمبائی پر وہ متفق نہیں۔"),
        asserted(article, TEXT.strip().replace("\n\n", " "), two[1], "Monday", f"{LONG} and so on.", asserted_by=LONG[:190]),
    )  # fmt: skip


def looked_at(page, name, screens, accessible):
    for scheme, width, height in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        screens(page, f"{name}-{scheme}-{width}")
        no_sideways(page)
        accessible(page)


def press(page, key, told=""):
    """Press a key of the page, once its script is there; `told` is what the page says then."""
    page.wait_for_load_state()
    page.keyboard.press(key)
    if told:
        expect(page.locator(".messages")).to_contain_text(told)


def test_leads_are_judged_by_key(open_as, leads, cy, screens, accessible):
    page = open_as(cy)
    page.goto(f"/stories/pipeline/leads/{leads[0].pk}/")
    expect(page.get_by_text("Settled answers confirm it")).to_be_visible()
    looked_at(page, "lead", screens, accessible)
    press(page, "y", "Confirmed.")
    press(page, "u", "taken back")
    press(page, "y", "Confirmed.")
    press(page, "n")
    expect(page.locator("h1")).to_have_text("پائپ لائن کی لمبائی پر وہ متفق نہیں۔")
    looked_at(page, "lead-urdu", screens, accessible)
    press(page, "y")  # is not offered: nothing happens
    press(page, "x")
    expect(page.get_by_label("Why not")).to_be_focused()
    page.keyboard.type("it is n")
    page.keyboard.press("Tab")
    page.keyboard.type("yxo: written, not pressed")
    page.get_by_role("button", name="Not so").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Judged not so.")
    press(page, "n")
    expect(page.locator("h1")).to_contain_text("and so on.")
    looked_at(page, "lead-long", screens, accessible)
    press(page, "o", "Left open.")
    assert list(Lead.objects.order_by("pk").values_list("state", flat=True)) == [
        "confirmed", "not so", "open",
    ]  # fmt: skip
    page.goto("/stories/pipeline/leads/")
    page.locator(".precision summary").click()
    looked_at(page, "leads", screens, accessible)
    page.goto("/stories/pipeline/leads/settled/")
    looked_at(page, "leads-settled", screens, accessible)


def test_a_file_is_looked_at_and_comes_in(open_as, article, other_article, mo, screens, accessible):
    page = open_as(mo)
    page.goto("/stories/pipeline/leads/")
    looked_at(page, "leads-empty", screens, accessible)
    page.get_by_role("link", name="Bring leads").click()
    content = (
        "quote_a;article_a;quote_b;article_b;sentence;strange\n"
        f"minister;{article.pk};{LONG};{other_article.pk};They differ.;x\n"
    )
    file = {"name": f"{LONG[:100]}.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("a quote is not in its article")).to_be_visible()
    looked_at(page, "leads-preview", screens, accessible)
    page.get_by_role("button", name="Take in 1 lead").click()
    expect(page.locator(".messages")).to_contain_text("1 lead came in, 0 there already.")
    looked_at(page, "leads-import", screens, accessible)
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".messages")).to_contain_text("1 lead taken back.")
    page.get_by_role("button", name="Put back").click()
    expect(page.locator(".messages")).to_contain_text("1 lead back again.")
