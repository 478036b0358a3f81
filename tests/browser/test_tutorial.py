"""docs/tutorial.md is walked through in the demo, in its order, and what it quotes is on the screen."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from annotator.desk.demo.load import load_demo
from annotator.exchange.registry import TABLES
from annotator.people.models import User
from annotator.vocabulary.models import Question
from tests.browser.hands import at_rest, drag, name, saved, tag
from tests.waiting_work import run_what_waits

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
TOLD = " ".join(re.sub(r"</?kbd>|[*`]", "", TUTORIAL.read_text()).split())


@pytest.fixture
def sign_in(db, open_as) -> Callable[[str], Page]:
    """sign_in("ada") is a page of the demo, signed in as Ada."""
    load_demo()
    return lambda username: open_as(User.objects.get(username=username))


def shows(place: Page | Locator, *quotes: str) -> None:
    """Fail unless the tutorial quotes the words, and the place on the screen has them."""
    place = place.locator("body") if isinstance(place, Page) else place
    for quote in quotes:
        assert quote in TOLD, f"the tutorial does not say {quote!r}"
        expect(place).to_contain_text(re.compile(r"\s*".join(map(re.escape, quote.split()))))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def close(page: Page) -> None:
    press(page, "Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    # The focus leaves a closed dialog with the next frame: keys before that are still its own.
    expect(page.locator("dialog :focus, dialog:focus")).to_have_count(0)


def cost_proposed(route: Route) -> None:
    """Propose the question that the tutorial answers, with what its words come to."""
    cost = Question.objects.get(wording="What does the clean-up cost?")
    values = {
        "value": "Three billion dollars",
        "value_low": "3000000000",
        "value_high": "3000000000",
    }
    shown = {
        "slug": cost.slug, "wording": cost.wording, "type": cost.type, "unit": cost.unit, "why": "",
        "values": {**values, "unit": "USD"}, "reads_back": "= 3 billion USD, exactly", "relative": "",
    }  # fmt: skip
    new = {"type": "quantity", "unit": "USD"}
    route.fulfill(json={"questions": [shown], "details": {}, "new_question": new})


def read_as_ada(page: Page) -> None:
    page.route("**/proposals?*", cost_proposed)
    page.goto("/")
    shows(page, "To read", "Go on", "Twelve turtles 🐢")
    page.get_by_role("link", name="Read Twelve turtles").click()
    page.wait_for_selector(".bench[data-ready]")
    shows(page, "Nothing marked yet")
    for key, words in (
        ("g", "Guidelines of the story"),
        ("i", "What the labels mean"),
        ("?", "Keys"),
    ):
        press(page, key)
        expect(page.locator("dialog[open]")).to_contain_text(words)
        close(page)

    drag(page, "Three billion dollars")
    shows(page.locator("#palette"), "Three billion dollars", "Quantity")
    press(page, "1")
    expect(page.locator("#palette")).to_be_hidden()
    card = page.locator(".card:visible", has_text="Three billion dollars")
    likely = card.locator("[data-likely] li", has_text="What does the clean-up cost?")
    press(page, likely.locator("kbd").inner_text())
    expect(card.locator("[name=value_low]")).to_have_value("3000000000")
    expect(card.locator("[name=value_high]")).to_have_value("3000000000")
    expect(card.locator("[name=unit]")).to_have_value("USD")
    shows(card, "More")
    press(page, "Enter")
    expect(page.locator("#details")).to_be_hidden()
    shows(card, "What does the clean-up cost?", "comes to 3000000000 USD")
    shows(page, "All changes saved")
    saved(page)

    press(page, "n")
    shows(page, "disaster", "Ras Halim leak")
    press(page, "y")
    expect(page.locator(".card:visible", has_text="disaster")).to_contain_text("Ras Halim leak")
    expect(page.get_by_role("dialog", name="Suggestion")).to_contain_text("1 of 6")
    saved(page)

    words = "She should stop promising and start counting"
    drag(page, words)
    shows(page.locator("#palette"), words, "Against")
    press(page, "s")
    expect(page.locator("#palette")).to_be_hidden()
    stance = page.locator(".card:visible", has_text=words)
    expect(stance.locator("[name=stance_holder]")).to_have_value("")
    name(stance.locator("[name=stance_target]"), "Leila Mansour")
    press(page, "Enter")
    expect(stance).to_contain_text("the article itself")
    shows(stance, "Leila Mansour")

    press(page, "r")
    expect(page.locator("#palette")).to_be_visible()
    press(page, "d")
    expect(stance).to_contain_text("neutral")
    saved(page)
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    press(page, "Control+z")
    expect(stance).to_contain_text("against")
    press(page, "h")
    shows(page.locator("dialog[open]"), "What you did here")
    close(page)
    press(page, "w")
    expect(page.locator("[data-give=stance-favour]")).to_be_focused()
    shows(page, "The whole article", "In favour", "Against", "Neutral")

    page.context.set_offline(True)
    tag(page, "About three hundred volunteers", "1")
    shows(page.locator("#status"), "1 change not sent yet, retrying")
    page.context.set_offline(False)
    saved(page)

    shows(page, "Hand this article back")
    press(page, "Control+Enter")
    shows(page.locator("dialog[open]"), "Submit this reading?", "Submit all the same")
    press(page, "s")
    shows(page, "Reopen", "Next article")


def lead_as_mo(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="The Ras Halim spill", exact=True).click()
    shows(page, "Articles", "Assignments", "Progress", "Import", "Members")
    page.get_by_role("link", name="Import", exact=True).click()
    page.locator("[name=text]").fill("Divers find the break\n\nDivers found it on Thursday.")
    page.locator("[name=source]").fill("The Coast Letter")
    page.get_by_role("button", name="Preview").click()
    shows(page, "Store 1 article")
    page.get_by_role("button", name="Store 1 article").click()
    expect(page.locator("body")).to_contain_text("Stored 1 article")
    page.get_by_role("link", name="Assignments", exact=True).click()
    shows(page, "Spread…", "Assign the chosen people to the chosen articles")
    page.get_by_role("button", name="Spread…").click()
    shows(page, "Nothing is assigned yet", "Make these 3 assignments")
    page.get_by_role("button", name="Make these 3 assignments").click()
    expect(page.locator("body")).to_contain_text("3 assignments made")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.get_by_role("link", name="Progress", exact=True).click()
    page.get_by_role("link", name="By article").click()
    arabic = page.locator("tr", has_text="Sawt al-Sahil")
    shows(arabic, "Close reading")
    arabic.get_by_text("Close reading").click()
    shows(arabic, "ready")


def settle_as_cy(page: Page) -> None:
    run_what_waits(may_fail=True)  # a demo has a worker
    page.goto("/stories/ras-halim/differences/")
    shows(page, "what annotators ask", "missed", "edges", "label", "details")
    page.locator("tr", has_text="Sawt al-Sahil").get_by_role("link").first.click()
    expect(page.locator(".place.current")).to_be_visible()
    at_rest(page)
    press(page, "g")
    shows(page, "5 places will be settled so")
    expect(page.locator("#alike button.primary")).to_be_focused()
    press(page, "Enter")
    shows(page, "Undo all of it", "5 of 10 settled")
    for count in (6, 7, 8, 9, 10):
        # The whole page came anew: its keys are there when a place is the current one.
        expect(page.locator(".place.current.open")).to_be_visible()
        at_rest(page)
        press(page, "1")
        expect(page.locator(".place.current input:checked")).to_have_count(1)
        press(page, "Enter")
        expect(page.locator("body")).to_contain_text(f"{count} of 10 settled")
    press(page, "f")
    expect(page.locator("#alike section")).to_be_focused()
    press(page, "f")
    shows(page, "finished")
    run_what_waits()
    page.goto("/stories/ras-halim/agreement/")
    shows(page, "Which labels are confused")


def compare_as_cy(page: Page) -> None:
    page.goto("/stories/ras-halim/conflicts/")
    shows(page, "The sources conflict on 6 of 9 questions")
    oil = page.locator("tbody", has_text="How much oil escaped?")
    shows(
        oil,
        "Strait Commerce says 300 tonnes; Sawt al-Sahil and The Harbour Post say about 400 tonnes "
        "(360 to 440 tonnes): 60 tonnes apart, 18 would be allowed",
    )
    cost = page.locator("tbody", has_text="What does the clean-up cost?")
    expect(cost).to_contain_text("Three billion dollars")
    shows(page.locator("main table"), "silent", "not looked for", "unsettled")
    oil.get_by_role("link", name="How much oil escaped?").click()
    shows(page, "Open as a page")
    page.get_by_role("link", name="Open as a page").click()
    shows(page, "Rule otherwise")
    shows(page, "Names", "Stance", "Voices", "Predictions", "Unanswered claims", "Brief")
    page.goto("/stories/ras-halim/export/")
    for table in TABLES:
        shows(page, table.file)


def look_at_machines_as_cy(page: Page) -> None:
    page.goto("/stories/ras-halim/machines")
    page.get_by_role("link", name="Cues").click()
    shows(page, "Machines", "Cues")
    expect(page.locator("main")).to_contain_text("6 of 7")
    run_what_waits()
    page.get_by_role("link", name="What its help does").click()
    expect(page.locator("main")).to_contain_text("is not known yet, because")
    page.get_by_role("link", name="May it stand in?").click()
    expect(page.locator("main")).to_contain_text("may stand in for a reader of claims is not known")
    page.goto("/stories/ras-halim/leads")
    shows(page, "Leads")
    expect(page.locator("main")).to_contain_text("it is not in the article")
    page.get_by_role("link", name="137 kilometres long in one report").click()
    expect(page.locator("main")).to_contain_text("laying four kilometres of floating boom")
    page.get_by_label("Why not").select_option(label="they speak of different things")
    page.get_by_role("heading", level=1).click()
    press(page, "x")
    expect(page.locator("main")).to_contain_text("not so")


def test_the_tutorial_is_what_happens(sign_in, tolerated):
    tolerated.append("ERR_INTERNET_DISCONNECTED")  # the plug is pulled
    read_as_ada(sign_in("ada"))
    lead_as_mo(sign_in("mo"))
    cy = sign_in("cy")
    settle_as_cy(cy)
    compare_as_cy(cy)
    look_at_machines_as_cy(cy)
    bo = sign_in("bo")
    bo.goto("/")
    shows(bo, "Settled since you were here")
    bo.goto("/my-articles/")
    shows(bo.locator("tr", has_text="Sawt al-Sahil"), "reviewed")
    admin = sign_in("admin")
    admin.goto("/admin/")
    for words in ("Labels", "Entities", "Questions"):
        expect(admin.locator("main")).to_contain_text(words)
