"""Who else is at an article, and who is signed in in this browser now: seen without reloading; asked for by no page that nobody looks at."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotator.annotations.models import Presence
from tests.conftest import assign, member
from tests.reconciliation.conftest import mark

HIDE = "Object.defineProperty(document, 'hidden', {get: () => window.away === true})"
LATER = 20_000


@pytest.fixture
def ready(article, labels, ada, bo, cy):
    for who in (ada, bo):
        assign(article, who, "submitted")
    return article


def settling(page: Page, article) -> None:
    page.add_init_script(HIDE)
    page.clock.install()
    with page.expect_response(lambda one: one.url.endswith("/here") and one.status == 200):
        page.goto(f"/articles/{article.pk}/differences/")


def test_two_adjudicators_see_each_other(open_as, story, ready, cy, mo, accessible, screens):
    dee = member(story, "dee", "adjudicator")
    page = open_as(cy)
    settling(page, ready)
    expect(page.locator(".here")).to_be_hidden()
    other = open_as(dee)
    settling(other, ready)
    expect(other.locator(".here")).to_have_text("Cy is here now")
    page.clock.fast_forward(LATER)
    expect(page.locator(".here")).to_have_text("Dee is here now")
    accessible(page)
    before = page.locator("#text").bounding_box()
    page.locator(".here").evaluate("one => one.hidden = true")
    assert page.locator("#text").bounding_box() == before, "the text moves when somebody comes"
    page.locator(".here").evaluate("one => one.hidden = false")
    screens(page, "settle-here")
    page.set_viewport_size({"width": 390, "height": 844})
    screens(page, "settle-here-390")
    other.goto("/")
    expect(other.locator(".waits .here")).to_have_text("Cy is here now")
    accessible(other)
    for address in ("/stories/pipeline/differences/", f"/articles/{ready.pk}/"):
        led = open_as(mo)
        led.goto(address)
        expect(led.locator(".here")).to_have_text("Cy and Dee are here now")
        accessible(led)
        screens(led, f"here-{address.split('/')[1]}")


def test_a_page_that_nobody_looks_at_neither_asks_nor_signs(open_as, ready, cy):
    page = open_as(cy)
    asked: list[str] = []
    settling(page, ready)
    page.on("request", lambda one: asked.append(one.url))
    page.evaluate("window.away = true")
    page.clock.fast_forward(10 * LATER)
    assert asked == []
    Presence.objects.all().delete()
    with page.expect_response(lambda one: one.url.endswith("/here") and one.status == 204):
        page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    assert Presence.objects.filter(person=cy).exists()


def test_a_desk_that_is_away_is_no_trouble(open_as, ready, cy, tolerated):
    tolerated.append("ERR_FAILED")
    page = open_as(cy)
    settling(page, ready)
    page.route("**/here", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.clock.fast_forward(LATER)
    expect(page.locator(".messages")).to_have_count(0)
    page.unroute("**/here")
    with page.expect_response(re.compile("/here$")):
        page.clock.fast_forward(LATER)


def test_a_page_of_another_person_says_who_is_here_now(open_as, ready, labels, ada, cy, tolerated):
    """Somebody signs in from another tab: not that the session ended, nor that one may not."""
    tolerated += ["403 (Forbidden)", "Response Status Error Code 403"]
    mark(ready, ada, "Karachi", "entity-place")
    page = open_as(cy)
    page.goto(f"/articles/{ready.pk}/differences/")
    other = page.context.new_page()
    other.goto("/")
    other.locator("details.menu summary").click()
    other.get_by_role("button", name="Sign out").click()
    other.get_by_label("User name or email address").fill("bo")
    other.get_by_label("Password").fill("correct-horse")
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url("**/")
    page.keyboard.press("0")
    expect(page.locator(".messages .error")).to_contain_text(
        "You are signed in as Bo in this browser now"
    )
