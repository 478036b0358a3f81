"""In an article of a hundred places a few are drawn: keys, wheel, filter, address and mark find the rest."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from annotator.reconciliation.models import Decision
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.window import SIZE
from tests.browser.test_settling import finish, open_differences, press, todo
from tests.reconciliation.adjudication.test_actions import decide
from tests.reconciliation.long_article import long_article

IN_SIGHT = """(card) => {
  const { top, bottom } = card.getBoundingClientRect();
  const side = card.closest(".side").getBoundingClientRect();
  return bottom > side.top && top < side.bottom;
}"""


@pytest.fixture
def long(story, labels, ada, bo):
    return long_article(story, ada, bo, places=100)


def left(article) -> list[str]:
    """The keys of the places that are to be settled, in order."""
    return [place.key for place in readings_of(article).places if "todo" in place.filters]


def words(number: int) -> str:
    return f"a pipeline of {number} kilometres"


def at(page: Page, key: str) -> None:
    """The place is the current one, alone, in sight, and marked in the text."""
    expect(page.locator(".place.current")).to_have_attribute("data-key", key)
    assert page.locator(".place.current").evaluate(IN_SIGHT)
    expect(page.locator(f"mark.here[data-a~='{key}']")).to_have_count(1)


def drawn(page: Page) -> list[str]:
    return page.locator(".place").evaluate_all("(cards) => cards.map((card) => card.dataset.key)")


def test_keys_walk_over_the_border_and_back(open_as, cy, long):
    keys = left(long)
    page = open_as(cy)
    open_differences(page, long)
    assert drawn(page) == keys[:SIZE]
    for key in keys[1:SIZE]:
        press(page, "j")
        at(page, key)
    press(page, "j")
    at(page, keys[SIZE])
    press(page, *["j"] * (len(keys) - SIZE))
    at(page, keys[-1])
    expect(page.locator("#live-region > :last-child")).to_have_text("This is the last place.")
    assert drawn(page) == keys

    page.goto(f"/articles/{long.pk}/differences/?at={long.text.index(words(99))}")
    at(page, keys[-1])
    assert len(drawn(page)) < SIZE
    press(page, *["k"] * 20)
    at(page, keys[-21])
    press(page, *["k"] * (len(keys) - 20))
    at(page, keys[0])
    expect(page.locator("#live-region > :last-child")).to_have_text("This is the first place.")
    assert drawn(page) == keys


def test_what_is_typed_while_a_place_is_fetched_is_for_that_place(open_as, cy, long, tolerated):
    tolerated += ["ERR_", "htmx:"]
    keys = left(long)
    page = open_as(cy)
    held: list[Route] = []
    page.route(re.compile("after="), lambda route: held.append(route))
    open_differences(page, long)
    with page.expect_request(re.compile("after=")):
        press(page, *["j"] * (SIZE - 1))
    at(page, keys[SIZE - 1])
    press(page, "j", "1", "Enter")
    held[0].abort()  # it does not come: nothing is decided of the place where one still is
    expect(page.locator("ul.messages")).to_contain_text("cannot be reached")
    at(page, keys[SIZE - 1])
    expect(page.locator(".place.current input:checked")).to_have_count(0)
    assert not Decision.objects.exists()

    with page.expect_request(re.compile("after=")):
        press(page, "j")
    press(page, "1", "Enter")
    assert not Decision.objects.exists()
    held[1].continue_()
    todo(page, 74)
    at(page, keys[SIZE + 1])
    ruled = Decision.objects.get().ruled.values_list("annotation", flat=True)
    assert keys[SIZE] in {str(key) for key in ruled}


def test_the_wheel_brings_what_is_further_down_and_further_up(open_as, cy, long):
    keys = left(long)
    page = open_as(cy)
    open_differences(page, long)
    side = page.locator(".side")
    side.hover()
    while len(drawn(page)) < len(keys):
        before = len(drawn(page))
        page.locator(".place").last.scroll_into_view_if_needed()
        expect(page.locator(".place")).not_to_have_count(before)
    assert drawn(page) == keys
    expect(page.locator("[data-beyond=after]")).to_have_count(0)

    page.goto(f"/articles/{long.pk}/differences/?at={long.text.index(words(90))}")
    seen = page.locator(".place.current").get_attribute("data-key")
    at(page, seen)
    side.hover()
    first = drawn(page)[0]
    page.mouse.wheel(0, -20_000)
    expect(page.locator(".place").first).not_to_have_attribute("data-key", first)
    # what was at the top is still where one looks, and the current place is the same one
    assert page.locator(f"#p-{first}").evaluate(IN_SIGHT)
    expect(page.locator(".place.current")).to_have_attribute("data-key", seen)


def test_address_mark_and_undo_reach_a_place_that_is_not_drawn(open_as, cy, long):
    keys = left(long)
    decide(long, cy, words(90), 1)  # settled: the filter does not show it
    settled = readings_of(long).places[90].key
    page = open_as(cy)
    page.goto(f"/articles/{long.pk}/differences/#p-{settled}")
    at(page, settled)
    assert keys[0] not in drawn(page)
    page.goto(f"/articles/{long.pk}/differences/#p-{keys[-1]}")
    at(page, keys[-1])

    # back to the beginning by its mark; what is typed there stays when one looks elsewhere
    page.locator(f"mark[data-a~='{keys[0]}']").click()
    at(page, keys[0])
    press(page, "1", "r")
    page.keyboard.type("On second thoughts")
    page.locator(f"mark[data-a~='{keys[70]}']").click()
    at(page, keys[70])
    assert keys[0] not in drawn(page)
    page.locator(f"mark[data-a~='{keys[0]}']").click()
    at(page, keys[0])
    expect(page.locator(".place.current [name=reason]")).to_have_value("On second thoughts")
    expect(page.locator(".place.current input:checked")).to_have_count(1)
    page.locator(".place.current [name=reason]").press("Enter")
    todo(page, 73)
    at(page, keys[1])
    assert Decision.objects.filter(reason="On second thoughts").count() == 1

    # U takes the last decision back from afar; so it does once the page is loaded anew
    page.locator(f"mark[data-a~='{keys[70]}']").click()
    at(page, keys[70])
    press(page, "u")
    todo(page, 74)
    at(page, keys[0])
    press(page, "1", "Enter")
    todo(page, 73)
    page.goto(f"/articles/{long.pk}/differences/#p-{keys[70]}")
    at(page, keys[70])
    press(page, "u")
    todo(page, 74)
    at(page, keys[0])


def test_each_filter_shows_its_places_and_is_kept(open_as, cy, long):
    places = readings_of(long).places
    agreed = [place.key for place in places if place.state == "agreed"]
    edges = [place.key for place in places if "edges" in place.filters]
    page = open_as(cy)
    open_differences(page, long)
    page.locator("[data-show=agreed]").click()
    at(page, agreed[0])
    expect(page.locator("[data-show=agreed]")).to_have_attribute("aria-pressed", "true")
    assert drawn(page) == agreed
    page.reload()
    at(page, agreed[0])
    page.locator("[data-show=all]").click()
    expect(page.locator("[data-show=all]")).to_have_attribute("aria-pressed", "true")
    at(page, places[0].key)
    assert drawn(page) == [place.key for place in places[:SIZE]]
    page.locator("[data-show=edges]").click()
    at(page, edges[0])
    page.locator(".place.current .head").click()
    for number in range(1, len(edges) + 1):
        press(page, "1", "Enter")
        todo(page, 75 - number)
    # the filter has nothing left, and with it goes its chip: on with what is to settle
    expect(page.locator("[data-show=edges]")).to_have_count(0)
    expect(page.locator("[data-show=todo]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".place.current")).to_have_class(re.compile("open"))
    expect(page.locator("[data-sheet] b")).to_have_text("75")

    page.goto("/stories/")
    page.go_back()
    expect(page.locator(".place.current")).to_have_attribute("data-key", left(long)[0])


def test_on_a_phone_it_is_walked_and_finished(
    open_as, cy, story, labels, ada, bo, accessible, screens
):
    article = long_article(story, ada, bo, places=33)
    places = readings_of(article).places
    for number in range(32):
        decide(article, cy, words(number), 1)
    page = open_as(cy, viewport={"width": 390, "height": 844})
    page.goto(f"/articles/{article.pk}/differences/?show=all")
    page.locator("[data-sheet]").click()
    expect(page.locator(".beyond")).to_have_text("3 further places")
    accessible(page)
    screens(page, "differences-long-390")
    # The filters are one row, of which each is reached; the crumbs that are shown are shown whole.
    chips = page.locator("#chips button")
    tops = chips.evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
    assert len(tops) > 3
    assert len(set(tops)) == 1
    chips.last.focus()
    expect(chips.last).to_be_in_viewport(ratio=1)
    assert page.locator(".trail > :visible").evaluate_all(
        "all => all.map((one) => [one.textContent, one.scrollWidth <= one.clientWidth])"
    ) == [["Differences", True]]
    page.locator(".place").last.scroll_into_view_if_needed()
    expect(page.locator(".place")).to_have_count(33)
    page.locator(".place .head").last.click()
    at(page, places[-1].key)
    press(page, "Enter")
    expect(page.locator("#finish a.primary")).to_be_visible()
    finish(page)
    expect(page.locator("#finish")).to_contain_text("finished")
