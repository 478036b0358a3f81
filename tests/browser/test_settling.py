"""An adjudicator settles an article that three people read differently in every way, by keyboard
alone; looks at it in every look; and loses nothing when the line is cut."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Annotation, ArticleProgress, Assignment, Layer
from annotator.annotations.visibility.portions import Portion
from annotator.exchange.tables.member_tables import LABELS
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.models import Act, Comment, Decision
from tests.browser.hands import name
from tests.browser.test_pages import LOOKS, no_sideways
from tests.conftest import member
from tests.reconciliation.adjudication.test_actions import decide
from tests.reconciliation.every_difference import article_of, gold_of, mark_all


@pytest.fixture
def canal(story, labels, ada, bo):
    di = member(story, "di", "annotator")
    article = article_of(story)
    mark_all(article, ada, bo, di)
    return article


def open_differences(page: Page, article) -> None:
    page.goto(f"/articles/{article.pk}/differences/")
    expect(page.locator(".place.current")).to_be_visible()


def current(page: Page) -> str:
    """Return the types of difference of the current place: the filters that show it, all of it aside."""
    shown = page.locator(".place.current").get_attribute("data-shown")
    return " ".join(name for name in shown.split() if name not in {"todo", "stale", "all"})


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def todo(page: Page, count: int) -> None:
    expect(page.locator("[data-show=todo] b")).to_have_text(str(count))


def heard(page: Page):
    """What somebody who listens to the page is told."""
    return page.locator("#live-region")


def finish(page: Page) -> None:
    """Ask to finish, and finish: neither is done by Enter."""
    press(page, "f")
    asking = page.locator("#alike section")
    expect(asking).to_be_focused()
    press(page, "Enter")
    expect(asking).to_be_visible()
    assert ArticleProgress.objects.get().stage != "finished"
    press(page, "f")


def test_all_is_settled_by_keyboard_and_finished(open_as, story, cy, canal, accessible):
    page = open_as(cy)
    open_differences(page, canal)
    todo(page, 12)
    # what all agree on, in one step; undone as one; and again
    press(page, "g")
    expect(page.locator("#alike button.primary")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("aside")).to_contain_text("4 places settled in one step")
    assert len(gold_of(canal)) == 4

    seen, left = set(), 12
    while left:
        expect(page.locator(".place.current:is(.open, .stale)")).to_have_count(1)
        types = current(page)
        seen.update(types.split())
        if types == "details" and Decision.objects.filter(outcome="edited").count() == 0:
            # edit before accepting: the value that somebody misread
            press(page, "e")
            expect(page.locator(".editor [name=label]")).to_be_focused()
            accessible(page)
            press(page, "Escape")
            expect(page.locator(".editor form")).to_have_count(0)
            press(page, "2", "e")
            expect(page.locator(".editor [name=label]")).to_be_focused()
            page.locator(".editor [name=reason]").focus()
            page.keyboard.type("Read again")
            press(page, "Enter")
        elif "split" in types:
            # both halves are right
            press(page, "1", "3", "r")
            page.keyboard.type("Two events")
            press(page, "Enter")
        elif types == "blank":
            press(page, "d")
            page.keyboard.type("Which Solano is it?")
            press(page, "Tab", "Enter")
            expect(page.locator(".place.current .talk li")).to_have_count(1)
            press(page, "2", "Enter")
        elif types == "label":
            # none is right; taken back; and the first after all
            press(page, "0")
            todo(page, left - 1)
            press(page, "u")
            todo(page, left)
            press(page, "1", "Enter")
        else:
            press(page, "1", "Enter")
        left -= 1
        todo(page, left)
    assert seen == {"missed", "edges", "label", "details", "blank", "split"}
    # the key that settled the last place does nothing more: to finish is an act of its own
    press(page, "Enter", "Enter")
    expect(heard(page)).to_contain_text("All is settled. F finishes the article.")
    finish(page)
    expect(page.locator("#finish")).to_contain_text("finished")

    assert ArticleProgress.objects.get(article=canal).stage == "finished"
    assert Decision.objects.count() == 16
    assert Decision.objects.filter(reason="Two events").get().made.count() == 2
    assert Comment.objects.get().text == "Which Solano is it?"
    gold = gold_of(canal)
    assert ("claim-event", "Work may start in May 2031") in gold
    assert ("claim-event", "the ministry says") in gold
    rows = list(csv.DictReader(io.StringIO("".join(LABELS.pieces(Portion([story]))))))
    assert sorted((row["label"], row["quote"]) for row in rows if row["layer"] == "gold") == sorted(
        gold
    )


def test_one_key_settles_a_single_reading_and_shift_one_of_several(open_as, cy, canal):
    page = open_as(cy)
    open_differences(page, canal)
    # the envoy was marked by two alike: there is one reading, and nothing to choose
    press(page, "Enter")
    todo(page, 11)
    expect(heard(page)).to_contain_text("Settled: Missed by")
    expect(heard(page)).to_contain_text("U takes it back")
    assert gold_of(canal) == [("entity-person", "envoy")]
    press(page, "u")
    todo(page, 12)
    expect(heard(page)).to_contain_text("Taken back: Missed by")
    press(page, "1", "Enter")
    todo(page, 11)
    # of several readings Enter chooses none
    while page.locator(".place.current [name=accept]").count() < 2:
        press(page, "j")
    types = current(page)
    press(page, "Enter")
    expect(heard(page)).to_contain_text("Choose what is right first")
    press(page, "1", "Shift+Digit2")
    todo(page, 10)
    assert current(page) != types or Decision.objects.latest("pk").made.count() == 1
    assert Decision.objects.latest("pk").made.count() == 1
    # what is settled so already is not settled again
    press(page, "k")
    page.locator("[data-show=settled]").click()
    expect(page.locator(".place.current")).to_have_class(re.compile("settled"))
    press(page, "Enter")
    expect(heard(page)).to_contain_text("settled so already")
    assert Decision.everything.count() == 3


def test_after_a_chip_the_next_key_is_for_the_place(open_as, cy, canal):
    page = open_as(cy)
    open_differences(page, canal)
    for chip in ("single-reading", "missed"):
        if page.locator(f"[data-show={chip}]").count():
            page.locator(f"[data-show={chip}]").click()
            break
    expect(page.locator(".place.current")).to_be_focused()
    press(page, "Enter")
    todo(page, 11)
    page.locator("[data-show=todo]").focus()
    press(page, "Enter")
    expect(page.locator(".place.current")).to_be_focused()


def test_tab_reaches_every_card_and_each_has_a_name(open_as, cy, canal):
    page = open_as(cy)
    open_differences(page, canal)
    keys = page.locator(".place").evaluate_all("all => all.map((one) => one.dataset.key)")
    reached = [page.evaluate("document.activeElement.dataset.key")]
    for _ in range(400):
        press(page, "Tab")
        key = page.evaluate("document.activeElement.closest('.place')?.dataset.key")
        if key and key not in reached:
            reached.append(key)
            assert page.evaluate("document.activeElement.getAttribute('aria-label')")
        if len(reached) == len(page.locator(".place:not(.out)").all()):
            break
    assert reached == [key for key in keys if page.locator(f"#p-{key}:not(.out)").count()]


def test_before_it_is_finished_it_says_what_is_open_and_leads_there(
    open_as, cy, ada, canal, accessible, screens
):
    Annotation.objects.filter(annotator=ada, quote="ministry").update(flag="A place or not?")
    asked = next(p for p in actions.readings_of(canal).places if p.state == "open")
    actions.comment(canal, ada, about=[asked.rows[0]["id"]], text="I read it twice.")
    page = open_as(cy, viewport={"width": 1440, "height": 3000})
    open_differences(page, canal)
    press(page, "f")
    panel = page.locator("#alike")
    expect(panel).to_contain_text("12 to settle, 4 agreed by all")
    expect(panel).to_contain_text("A place or not?")
    expect(panel).to_contain_text("I read it twice.")
    expect(panel.get_by_role("button", name="Finish the article")).to_be_disabled()
    accessible(page)
    screens(page, "finishing-light-1440")
    press(page, "f")
    panel.get_by_role("link", name="A place or not?").click()
    expect(page.locator(".place.current")).to_contain_text("ministry")
    expect(panel).to_be_empty()
    assert not ArticleProgress.objects.filter(stage="finished").exists()


def test_words_that_nobody_marked_are_settled_by_keyboard(open_as, cy, canal):
    page = open_as(cy)
    open_differences(page, canal)
    press(page, "t", "ArrowRight", "ArrowRight", "Enter")
    expect(page.locator("#adding [data-quote]")).to_have_text("envoy")
    page.locator("#adding [data-edge=end][data-steps='1']").click()
    expect(page.locator("#adding [data-quote]")).to_have_text("envoy landed")
    page.locator("#adding [name=label]").select_option("entity-person")
    name(page.locator("#adding [name=entity_new]"), "The envoy")
    press(page, "Enter")
    page.wait_for_url("**?at=*")
    expect(page.locator(".place.current")).to_contain_text("envoy landed")
    made = Annotation.objects.get(layer=Layer.GOLD)
    assert (made.quote, made.entity.name) == ("envoy landed", "The envoy")


def test_the_second_adjudicator_sees_what_the_first_decided(open_as, story, cy, canal, tolerated):
    tolerated.append("409")
    page = open_as(cy)
    open_differences(page, canal)
    decide(canal, member(story, "dee", "adjudicator"), "envoy", 1, reason="A person.")
    press(page, "0")
    expect(page.locator(".place.current .trouble")).to_contain_text("decided or changed")
    expect(page.locator(".place.current .outcome")).to_contain_text("A person.")
    assert Decision.everything.count() == 1


def test_a_cut_line_loses_no_tick_and_decides_once(open_as, cy, canal, tolerated):
    tolerated += ["ERR_", "htmx:"]
    page = open_as(cy)
    open_differences(page, canal)
    page.context.set_offline(True)
    press(page, "1", "Enter")
    expect(page.locator("ul.messages")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    expect(page.locator(".place.current input:checked")).to_have_count(1)
    press(page, "Enter")
    todo(page, 11)
    assert Decision.objects.count() == 1


def test_a_stale_decision_comes_up_again(open_as, cy, canal, ada):
    decide(canal, cy, "envoy", 1)
    Annotation.objects.filter(annotator=ada, quote="envoy").update(revision=2)
    page = open_as(cy)
    open_differences(page, canal)
    expect(page.locator(".place.current.stale")).to_contain_text("Accepted by Cy")
    expect(page.locator("mark.stale")).to_have_text("envoy")
    press(page, "Enter")  # it was ticked before, and still is
    todo(page, 11)
    assert Assignment.objects.filter(state="submitted").count() == 3
    assert gold_of(canal) == [("entity-person", "envoy")]


@pytest.mark.parametrize("scheme, width, height", LOOKS)
def test_it_is_good_to_look_at(open_as, cy, canal, scheme, width, height, accessible, screens):
    decide(canal, cy, "envoy", 1, reason="A person, by the guidelines.")
    place = next(p for p in actions.readings_of(canal).places if p.state == "open")
    actions.comment(canal, cy, about=[row["id"] for row in place.rows], text="Who is it?")
    page = open_as(cy, color_scheme=scheme, viewport={"width": width, "height": height})
    page.goto(f"/articles/{canal.pk}/differences/")
    accessible(page)
    no_sideways(page)
    screens(page, f"differences-{scheme}-{width}")
    if width < 900:
        page.locator("[data-sheet]").click()
    page.locator("[data-show=all]").click()
    accessible(page)
    screens(page, f"differences-all-{scheme}-{width}")
    assert not Act.objects.exists()
