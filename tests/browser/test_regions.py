"""Which part of the page some words are: by a manager's key, and by what a reader proposes."""

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import RegionChange
from articles.models import Region
from tests.browser.hands import drag, open_article, tag
from tests.conftest import TEXT, make_article

CAPTION = "The minister at the harbour on Monday. (Photo: Roe)"
HEADLINE = "Pipeline talks at the harbour"
LINK = "Read more: What the pipe will cost"
LONG = f"{HEADLINE}\n\n{CAPTION}\n{TEXT}{LINK}\n"


@pytest.fixture
def paper(story):
    paper = make_article(story, title=HEADLINE, text=LONG)
    for words, role in ((HEADLINE, "headline"), (CAPTION, "caption"), (LINK, "link")):
        start = LONG.index(words)
        Region.objects.create(article=paper, start=start, end=start + len(words), role=role)
    return paper


def named(page: Page) -> list[str]:
    found: list[str] = page.locator(".text [data-region]").evaluate_all(
        "all => all.map((one) => one.dataset.region)"
    )
    return found


@pytest.mark.parametrize("scheme, width", [("light", 1440), ("dark", 1440), ("light", 390)])
def test_a_manager_sets_a_part_by_key_and_undoes_it(
    open_as, mo, paper, accessible, screens, scheme, width
):
    page = open_as(mo, viewport={"width": width, "height": 900}, color_scheme=scheme)
    open_article(page, paper)
    assert named(page) == ["headline", "caption", "link"]
    page.keyboard.press("t")
    for key in ("Control+Home", "ArrowDown", "ArrowDown", "Shift+End", "p"):
        page.keyboard.press(key)
    expect(page.locator("#region [data-words]")).to_have_text(TEXT.split("\n")[0])
    screens(page, f"dialog-{width}-{scheme}")
    accessible(page)
    with page.expect_navigation():
        page.keyboard.press("8")
    page.wait_for_selector(".bench[data-ready]")
    assert named(page) == ["headline", "caption", "repeated", "link"]
    accessible(page)
    page.locator(".parts summary").click()
    screens(page, f"workbench-{width}-{scheme}")
    accessible(page)
    page.get_by_role("button", name="Undo", exact=True).first.click()
    page.wait_for_selector(".bench[data-ready]")
    assert named(page) == ["headline", "caption", "link"]


def test_a_reader_proposes_and_a_manager_accepts(
    open_as, ada, mo, story, paper, labels, accessible, screens
):
    paper.assignments.create(annotator=ada, state="assigned", assigned_at="2026-02-01T10:00Z")
    page = open_as(ada, viewport={"width": 1440, "height": 900})
    open_article(page, paper)
    drag(page, "The minister landed at noon.")
    expect(page.locator("#palette")).to_be_visible()
    screens(page, "palette")
    page.keyboard.press("p")
    with page.expect_navigation():
        page.keyboard.press("3")
    page.wait_for_selector(".bench[data-ready]")
    assert named(page) == ["headline", "caption", "link"]
    expect(page.locator(".parts")).to_contain_text("proposed")
    # A mark over the edge of a part is drawn, and the offsets behind it stay true.
    tag(page, "harbour on Monday", "1")
    expect(page.locator(".dim mark")).to_have_text("harbour on Monday")
    tag(page, "1,100 kilometres", "1")
    expect(page.locator(".card q").last).to_have_text("1,100 kilometres")
    screens(page, "reader-after")
    accessible(page)

    manager = open_as(mo, viewport={"width": 1440, "height": 900})
    manager.goto(f"/stories/{story.slug}/")
    manager.get_by_role("link", name="1 part of a page proposed").click()
    accessible(manager)
    screens(manager, "list")
    manager.get_by_role("button", name="Accept").click()
    expect(manager.locator(".empty")).to_contain_text("Nobody proposes anything")
    assert RegionChange.objects.get().state == "holds"
    open_article(page, paper)
    assert named(page) == ["headline", "caption", "byline", "link"]
