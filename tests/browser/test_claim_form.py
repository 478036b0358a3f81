"""A cell in three keys: a claim's form by keyboard, with what is proposed, and without a connection."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from annotator.annotations.models import Annotation
from annotator.vocabulary.models import Entity, Question
from tests.browser.hands import more, open_article, saved, submit, tag
from tests.conftest import assign, make_article

EMPTY = dict.fromkeys(
    ("value", "value_low", "value_high", "value_bounds", "value_span", "unit", "approximator", "answer_key"),
    "",
)  # fmt: skip


def question(slug: str, wording: str, type: str = "quantity", **more) -> dict:
    """A question as it is proposed; `values` are those that are not empty."""
    values = EMPTY | more.pop("values", {})
    shown = {"slug": slug, "wording": wording, "type": type, "unit": "", "why": "", "relative": ""}
    return shown | {"reads_back": "", "values": values} | more


LENGTH = question(
    "length", "How long is the pipeline?", unit="km", why="km fits · “pipeline” · 3 sources answer it",
    reads_back="= 1,100 km, exactly",
    values={"value": "1,100 kilometres", "value_low": "1100", "value_high": "1100", "value_bounds": "[]",
            "unit": "km", "approximator": "exact"},
)  # fmt: skip
FAR = question("far", "How far is the terminal from the border?", unit="km")
LANDED = question("landed", "Has the minister landed?", "yes-no")
ROUTE = question("route", "Which way does it go?", "choice")


@pytest.fixture
def story(story):
    make = story.questions.create
    make(slug="length", wording="How long is the pipeline?", type="quantity", unit="km")
    make(slug="far", wording="How far is the terminal from the border?", type="quantity", unit="km")
    make(slug="landed", wording="Has the minister landed?", type="yes-no")
    make(slug="route", wording="Which way does it go?", type="choice", options="north\nsouth\neast")
    return story


@pytest.fixture
def page(open_as, ada, article, reading, labels) -> Page:
    return opened(open_as, ada, article, viewport={"width": 1440, "height": 900})


def opened(open_as: Callable[..., Page], ada, article, **options) -> Page:
    page = open_as(ada, **options)
    open_article(page, article)
    return page


def propose(
    page: Page, *questions: dict, details: dict | None = None, type: str = "", unit: str = ""
) -> None:
    """Let the server propose these questions; of one that is asked for alone, that one."""

    def answer(route: Route) -> None:
        asked = re.search(r"[?&]question=([\w-]+)", route.request.url)
        shown = [one for one in questions if not asked or one["slug"] == asked[1]]
        new = {"type": type, "unit": unit}
        route.fulfill(json={"questions": shown, "details": details or {}, "new_question": new})

    page.route("**/proposals?*", answer)


def press(page: Page, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def select(page: Page, words: str) -> None:
    """Select words by script, as fast as it goes."""
    page.evaluate(
        """(words) => { const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + words.length); break; } }
          document.dispatchEvent(new PointerEvent("pointerup", {pointerType: "mouse", button: 0})); }""",
        words,
    )
    expect(page.locator("#palette")).to_be_visible()


def press_at_once(page: Page, *keys: str) -> None:
    """Press keys one upon the other, before the page has done anything about the first."""
    page.evaluate(
        """(keys) => keys.forEach((key) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))""",
        list(keys),
    )


def sent(page: Page) -> list[dict[str, str]]:
    """What the page sends of changes from now on, request by request."""
    told: list[dict[str, str]] = []

    def note(request) -> None:
        if request.method == "POST" and request.url.endswith("/changes"):
            told.append(dict(parse_qsl(request.post_data or "", keep_blank_values=True)))

    page.on("request", note)
    return told


def test_what_is_proposed_beside_the_value_goes_with_the_question(page):
    said = {"said_by": {"value": "", "name": "Omar Reza", "why": "“said Reza”"}}
    north = {"scope": {"value": "the north", "why": "“in the north”"}}
    propose(page, LENGTH | {"details": said | north}, FAR | {"details": said}, details=said | north)
    tag(page, "pipeline of 1,100 kilometres", "1")
    press(page, "1")
    scope, speaker = page.get_by_label("Scope"), page.get_by_label("Said by")
    expect(scope).to_have_value("the north")
    press(page, "Backspace", "2")
    expect(page.get_by_label("Answers")).to_have_value("How far is the terminal from the border?")
    expect(scope).to_have_value("")
    expect(speaker).to_have_value("Omar Reza")
    # What the person writes is nobody's proposal: it stays.
    scope.fill("the south")
    page.locator("[data-back]").click()
    press(page, "1")
    expect(page.get_by_label("Answers")).to_have_value("How long is the pipeline?")
    expect(scope).to_have_value("the south")


def test_what_was_typed_is_kept_though_the_question_is_not_chosen(page):
    propose(page, LENGTH, FAR)
    tag(page, "pipeline of 1,100 kilometres", "1")
    press(page, "1")
    more(page)
    page.locator("#d-note").fill("seen twice")
    page.locator("[data-back]").click()
    submit(page)
    expect(page.locator(".card:visible")).to_contain_text("seen twice")
    saved(page)
    stored = Annotation.objects.get()
    assert (stored.note, stored.question, stored.value) == ("seen twice", None, "")


def test_label_digit_enter(page, screens):
    propose(page, LENGTH, FAR)
    tag(page, "pipeline of 1,100 kilometres", "1")
    rows = page.locator("[data-likely] li")
    expect(rows).to_have_count(2)
    screens(page, "claim-1-asking")
    press(page, "1")
    expect(page.locator("[data-reads-back]")).to_have_text("= 1,100 km, exactly")
    expect(page.get_by_label("Answers")).to_have_value("How long is the pipeline?")
    expect(page.locator("[data-more]")).not_to_have_attribute("open", "")
    expect(page.get_by_label("Value")).to_have_attribute(
        "title", "Proposed: km fits · “pipeline” · 3 sources answer it"
    )
    screens(page, "claim-2-answering")
    press(page, "Enter")
    expect(page.locator("#details")).to_be_hidden()
    expect(page.locator("#text")).to_be_focused()
    saved(page)
    stored = Annotation.objects.get()
    assert (stored.question.slug, stored.value, stored.value_low, stored.unit, stored.proposed) == (
        "length", "1,100 kilometres", "1100", "km", "taken",
    )  # fmt: skip


def test_ten_cells_by_keyboard_are_three_keys_each(open_as, ada, story, labels):
    amounts = [f"{number} km" for number in range(101, 111)]
    text = "".join(f"Part {at} of it is {amount} long.\n" for at, amount in enumerate(amounts))
    article = make_article(story, text=text)
    assign(article, ada)
    page = open_as(ada)

    def answer(route: Route) -> None:
        asked = parse_qs(urlsplit(route.request.url).query)
        quote = article.text[int(asked["start"][0]) : int(asked["end"][0])]
        number = quote.split()[0]
        values = {"value": quote, "value_low": number, "value_high": number, "unit": "km"}
        shown = [FAR, {**LENGTH, "values": EMPTY | values, "reads_back": f"= {quote}, exactly"}]
        route.fulfill(
            json={"questions": shown, "details": {}, "new_question": {"type": "", "unit": ""}}
        )

    page.route("**/proposals?*", answer)
    open_article(page, article)
    pressed = 0
    for amount in amounts:
        select(page, amount)
        pressed += press(page, "1", "2", "Enter")
        expect(page.locator(".card", has_text=amount).locator("dl")).to_contain_text("How long")
        expect(page.locator("#details")).to_be_hidden()
    assert pressed == 3 * len(amounts)
    saved(page)
    cells = Annotation.objects.order_by("start").values_list(
        "value", "value_low", "unit", "question__slug"
    )
    assert list(cells) == [(one, one.split()[0], "km", "length") for one in amounts]


def test_keys_that_come_before_the_proposals_are_held(page):
    waiting: list[Route] = []
    page.route("**/proposals?*", lambda route: waiting.append(route))
    tag(page, "1,100 kilometres", "1")
    press(page, "1", "Enter")
    expect(page.locator("#details[data-fresh]")).to_have_count(1)
    while not waiting:
        page.wait_for_timeout(20)
    for route in waiting:
        route.fulfill(
            json={
                "questions": [LENGTH, FAR],
                "details": {},
                "new_question": {"type": "", "unit": ""},
            }
        )
    expect(page.locator("#details")).to_be_hidden()
    saved(page)
    # The story's questions begin with the same one: how long it is, whichever came first.
    assert Annotation.objects.get().question.slug == "length"


def test_keys_that_come_before_the_form_are_the_form_s(page):
    propose(page, LENGTH, FAR)
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    select(page, "pipeline of 1,100 kilometres")
    press_at_once(page, "1", "2", "Enter")
    expect(page.locator(".card dl")).to_contain_text("How far is the terminal from the border?")
    expect(page.locator("#details")).to_be_hidden()
    # Words go into the field that opens, and are not the page's keys.
    select(page, "minister landed")
    press_at_once(page, "2", "/", *"Has the minister landed?", "Enter", "Enter")
    expect(page.locator(".card dl")).to_have_count(2)
    select(page, "noon")
    press_at_once(page, "a", *"Omar Rezaa", "Backspace", "Enter")
    expect(page.locator(".card.favour:visible dl")).to_contain_text("Omar Reza")
    expect(page.locator("#details")).to_be_hidden()
    saved(page)
    claims = Annotation.objects.filter(kind="claim").order_by("question__slug")
    assert [claim.question.slug for claim in claims] == ["far", "landed"]
    assert Annotation.objects.get(kind="stance").stance_target == omar


def test_without_a_connection_the_story_s_questions_stand_in(page, tolerated):
    tolerated += ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED"]
    page.context.set_offline(True)
    tag(page, "minister landed", "2")
    wordings = list(Question.objects.values_list("wording", flat=True))
    expect(page.locator("[data-likely] li bdi")).to_have_text(wordings)
    press(page, str(wordings.index("Has the minister landed?") + 1), "y", "Enter")
    expect(page.locator(".card.waiting")).to_contain_text("Has the minister landed?")
    tag(page, "1,100 kilometres", "1")
    press(page, str(wordings.index("How long is the pipeline?") + 1), "Enter")
    expect(page.locator(".card.waiting")).to_have_count(2)
    page.context.set_offline(False)
    page.locator("#status").click()
    expect(page.locator("#status")).to_have_attribute("data-state", "saved", timeout=35_000)
    assert Annotation.objects.get(question__slug="landed").answer_key == "yes"
    # What the words come to is read when the change arrives.
    length = Annotation.objects.get(question__slug="length")
    assert (length.value_low, length.unit, length.proposed) == ("1100", "km", "")


def test_y_and_n_answer_and_digits_choose_among_options(page):
    chosen = page.locator("[data-options] [aria-pressed=true]")
    propose(page, LENGTH, LANDED)
    tag(page, "minister landed", "2")
    expect(page.locator("[data-likely] li")).to_have_count(2)
    press(page, "n")
    expect(chosen).to_have_attribute("data-option", "no")
    press(page, "y")
    expect(chosen).to_have_attribute("data-option", "yes")
    press(page, "Enter")
    saved(page)
    assert Annotation.objects.get().answer_key == "yes"
    # An option that stands in the words is chosen already; another one is one key away.
    propose(page, question(**{**ROUTE, "values": {"value": "to Kasur", "answer_key": "north"}}))
    tag(page, "Karachi to Kasur", "2")
    expect(page.locator("[data-likely] li")).to_have_count(1)
    expect(page.locator("[data-likely] .comes-to")).to_have_text("north")
    press(page, "1")
    expect(chosen).to_have_attribute("data-option", "north")
    press(page, "3")
    expect(page.locator("[data-reads-back]")).to_have_text("= east")
    press(page, "Enter")
    saved(page)
    route = Annotation.objects.get(question__slug="route")
    assert (route.answer_key, route.proposed) == ("east", "changed")


def test_what_is_proposed_of_the_claim_opens_more_and_is_marked(page, screens, accessible):
    omar = Entity.objects.create(slug="omar-reza", name="Omar Reza")
    details = {
        "modality": {"value": "predicted", "why": "“will”"},
        "said_by": {"value": "omar-reza", "name": "Omar Reza", "why": "“said Omar Reza”"},
        "via": {"value": "", "name": "The Coast Wire", "why": "“told The Coast Wire”"},
        "as_of": {"value": "2022-02", "why": "“as of February”"},
    }
    cost = question("length", "What will it cost?", reads_back="= nearly $3 billion", relative="the year is the article’s",
                    values={"value": "nearly $3 billion", "value_low": "3000000000", "value_high": "3000000000",
                            "unit": "USD", "approximator": "nearly"})  # fmt: skip
    propose(page, cost, details=details)
    tag(page, "It will cost nearly $3 billion", "1")
    expect(page.locator("[data-likely] li")).to_have_count(1)
    press(page, "1")
    expect(page.locator("[data-more]")).to_have_attribute("open", "")
    how_sure = page.get_by_label("How sure")
    expect(how_sure).to_have_value("predicted")
    expect(how_sure).to_have_attribute("title", "Proposed: “will”")
    expect(page.get_by_label("Said by")).to_have_value("Omar Reza")
    expect(page.locator("[data-reads-back] small")).to_have_text("the year is the article’s")
    expect(page.locator("#details .more .proposed")).to_have_count(8)
    screens(page, "claim-3-more")
    accessible(page)
    # What the person writes is no proposal any more.
    page.get_by_label("As of").fill("2022-01")
    expect(page.locator("#details .more .proposed")).to_have_count(7)
    page.get_by_role("button", name="Keep").click()
    saved(page)
    stored = Annotation.objects.get()
    assert (stored.modality, stored.said_by, stored.via.name, stored.as_of, stored.proposed) == (
        "predicted", omar, "The Coast Wire", "2022-01", "changed",
    )  # fmt: skip
    expect(page.locator(".card dl")).to_contain_text("foretold")
    expect(page.locator(".card dl")).to_contain_text("The Coast Wire")


def test_later_not_so_and_another_question(page):
    propose(page, LENGTH, FAR, type="quantity", unit="km")
    changes = sent(page)
    tag(page, "1,100 kilometres", "1")
    expect(page.locator("[data-likely] li")).to_have_count(2)
    # Not so: another of them after all; and later, with nothing kept.
    press(page, "1", "Backspace")
    expect(page.locator("[data-asking]")).to_be_visible()
    press(page, "ArrowDown", "Enter")
    expect(page.get_by_label("Answers")).to_have_value(FAR["wording"])
    press(page, "Escape")
    expect(page.locator("#text")).to_be_focused()
    saved(page)
    assert Annotation.objects.get().question is None
    # A question that the story does not have asks for its type, which begins with the label's.
    press(page, "a")
    expect(page.locator("[data-likely]")).to_be_focused()
    press(page, "/")
    expect(page.get_by_label("Answers")).to_be_focused()
    page.keyboard.type("How wide is the pipe?")
    press(page, "Enter", "Enter")
    expect(page.get_by_label("it asks for a")).to_have_value("quantity")
    expect(page.get_by_label("Unit to compare in")).to_have_value("km")
    press(page, "Enter")
    saved(page)
    made = Question.objects.get(wording="How wide is the pipe?")
    assert (made.type, made.unit) == ("quantity", "km")
    press(page, "Control+z")
    saved(page)
    assert [one["unmake"] for one in changes if "unmake" in one] == [made.slug]


def test_a_name_is_linked_by_its_label_s_key(page):
    changes = sent(page)
    tag(page, "Omar Reza", "q")
    saved(page)
    assert [one["link"] for one in changes] == ["1"]
    tag(page, "noon", "1")
    saved(page)
    assert "link" not in changes[-1]


def test_submitting_looks_back_and_goes_through_what_is_open(page, accessible, screens):
    propose(page, {**LENGTH, "values": EMPTY | {"value": "pipeline"}, "reads_back": ""})
    tag(page, "pipeline", "1")
    expect(page.locator("[data-likely] li")).to_have_count(1)
    press(page, "1", "Enter")
    tag(page, "noon", "2")
    press(page, "Escape")
    saved(page)
    page.get_by_role("button", name="Submit article").click()
    dialog = page.locator("#submitting")
    expect(dialog.locator("h3")).to_have_text(
        ["1 without details", "1 with a question and no value that can be compared"]
    )
    expect(dialog.locator("q")).to_have_text(["noon", "pipeline"])
    expect(dialog.get_by_role("button", name="Look at them")).to_be_focused()
    screens(page, "submitting")
    accessible(page)
    press(page, "Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".card.current q")).to_have_text("noon")
    expect(page.locator("#look-back")).to_contain_text("without details; 1 more")
    accessible(page)
    press(page, "n")
    expect(page.locator(".card.current q")).to_have_text("pipeline")
    # What was mended meanwhile is not asked for again; after the last one it is asked once more.
    press(page, "n")
    expect(dialog).to_be_visible()
    press(page, "s")
    expect(page.locator(".messages")).to_contain_text("Submitted")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_form_is_accessible_and_fits(
    open_as, ada, article, reading, labels, accessible, screens, story, scheme, width
):
    page = opened(
        open_as,
        ada,
        article,
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        has_touch=width == 390,
    )
    propose(page, LENGTH, FAR, LANDED)
    select(page, "pipeline of 1,100 kilometres")
    page.locator("#palette [data-label=claim-quantity]").click()
    expect(page.locator("[data-likely] li")).to_have_count(3)
    name = f"{width}-{scheme}"
    screens(page, f"claim-1-asking-{name}")
    accessible(page)
    page.locator("[data-likely] li").first.click()
    expect(page.locator("[data-reads-back]")).to_be_visible()
    screens(page, f"claim-2-answering-{name}")
    accessible(page)
    page.locator("[data-more] summary").click()
    page.get_by_label("Answers").fill("how")
    expect(page.locator("#combobox-list")).to_be_visible()
    screens(page, f"claim-4-list-{name}")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "(form) => form.scrollWidth <= form.clientWidth", page.locator("#details").element_handle()
    )
