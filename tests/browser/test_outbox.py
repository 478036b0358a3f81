"""Nothing is lost, nothing is stored twice: whatever happens to the server and the connection."""

import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from tests.browser.hands import more, open_article, saved, submit, tag
from tests.browser.processes import Server
from tests.conftest import assign

WORDS = ["minister", "landed", "praised", "Karachi", "Kasur"]


@pytest.fixture
def page(open_as, ada, article, reading, labels):
    page = open_as(ada)
    open_article(page, article)
    return page


def quotes():
    return list(Annotation.objects.order_by("created_at").values_list("quote", flat=True))


def test_a_server_that_is_away_for_a_while_loses_none_of_five(
    new_context, ada, article, reading, labels, tolerated
):
    tolerated.append("ERR_CONNECTION_REFUSED")
    server = Server()
    server.start()
    try:
        client = Client()
        client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
        context = new_context()
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}]
        )
        page = context.new_page()
        page.goto(f"{server.url}/articles/{article.pk}/")
        page.wait_for_selector(".bench[data-ready]")
        for word in WORDS[:2]:
            tag(page, word, "1")
        saved(page)
        server.stop()
        for word in WORDS[2:]:
            tag(page, word, "1")
        expect(page.locator("#status")).to_have_attribute("data-state", "waiting")
        expect(page.locator("#status")).to_contain_text("3 changes not sent yet")
        expect(page.locator(".card:visible")).to_have_count(5)
        server.start()
        expect(page.locator("#status")).to_have_attribute("data-state", "saved")
        assert quotes() == WORDS
        assert Annotation.history.count() == 5
        expect(page.locator(".card:visible")).to_have_count(5)
    finally:
        server.stop()


def test_what_waits_is_there_after_a_reload_and_is_sent(page, article, tolerated):
    tolerated.append("ERR_FAILED")
    page.route("**/changes", lambda route: route.abort())
    tag(page, "noon", "1")
    expect(page.locator(".card.current")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.press("2")
    # Both are in the browser's own store: only then may the page go.
    expect(page.locator("#status")).to_contain_text("2 changes not sent yet")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(page.locator(".card.waiting .chip")).to_contain_text("event")
    assert not Annotation.objects.exists()
    page.unroute("**/changes")
    page.locator("#status").click()
    saved(page)
    assert Annotation.objects.get().label_id == "claim-event"


def test_a_lost_answer_stores_the_change_once(page, tolerated):
    tolerated.append("ERR_FAILED")
    lost = []

    def lose_the_first_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/changes", lose_the_first_answer)
    tag(page, "noon", "1")
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    assert lost == [200]
    assert Annotation.history.count() == 1
    page.keyboard.press("Delete")
    saved(page)
    assert not Annotation.objects.exists()


def test_a_session_that_ended_asks_for_the_password_in_place(page, tolerated):
    tolerated.append("401")
    tag(page, "noon", "1")
    saved(page)
    Session.objects.all().delete()
    tag(page, "landed", "1")
    expect(page.locator("#again")).to_be_visible()
    page.locator("#again-password").fill("wrong")
    page.locator("#again button").click()
    expect(page.locator("#again [role=alert]")).to_be_visible()
    page.locator("#again-password").fill("correct-horse")
    page.locator("#again button").click()
    expect(page.locator("#again")).to_be_hidden()
    saved(page)
    assert quotes() == ["noon", "landed"]
    # What Undo takes back waits for the password like anything else; so does what it restores. The
    # dialog tells with the next frame that it is closed: no page may wait for that, which may never come.
    page.evaluate("addEventListener('close', (event) => event.stopImmediatePropagation(), true)")
    Session.objects.all().delete()
    page.keyboard.press("Control+z")
    expect(page.locator("#again")).to_be_visible()
    # Nor is the focus out of it before: a key that comes first is the page's all the same.
    page.evaluate(
        "document.querySelector('#again').close();"
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " { key: 'Z', ctrlKey: true, shiftKey: true, bubbles: true }))"
    )
    expect(page.locator("#again")).to_be_hidden()
    expect(page.locator("#status")).to_contain_text("2 changes not sent yet: sign in again")
    page.locator("#status").click()
    page.locator("#again-password").fill("correct-horse")
    page.locator("#again button").click()
    saved(page)
    assert quotes() == ["noon", "landed"]
    assert Annotation.history.count() == 4


def test_somebody_else_signed_in_does_not_get_the_queue(page, bo, tolerated, live_server):
    tolerated.append("401")
    client = Client()
    client.force_login(bo, backend="allauth.account.auth_backends.AuthenticationBackend")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    tag(page, "noon", "1")
    expect(page.locator("#again")).to_be_visible()
    expect(page.locator("#again")).to_contain_text("You are signed in as Bo in this browser now")
    expect(page.locator("#again")).to_contain_text("the password of Ada")
    expect(page.locator("#again")).not_to_contain_text("session has ended")
    expect(page.locator("#status")).to_contain_text("not sent yet: you are signed in as Bo")
    assert not Annotation.objects.exists()
    page.locator("#again-password").fill("correct-horse")
    page.locator("#again button").click()
    saved(page)
    assert Annotation.objects.get().annotator.username == "ada"


def test_a_stale_change_shows_what_is_there_now_and_can_be_corrected(page, article, ada, tolerated):
    tolerated.append("409")
    tag(page, "noon", "1")
    saved(page)
    actions.edit(article, ada, id=Annotation.objects.get().pk, base=1, label="claim-event")
    page.keyboard.press("e")
    more(page)
    page.locator("#d-note").fill("mine")
    page.locator("#details .primary").click()
    expect(page.locator("#refused")).to_contain_text("changed elsewhere")
    expect(page.locator(".card:visible .chip")).to_contain_text("event")
    assert Annotation.objects.get().note == ""
    page.get_by_role("button", name="Correct").click()
    expect(page.locator("#d-note")).to_have_value("mine")
    page.locator("#details .primary").click()
    saved(page)
    stored = Annotation.objects.get()
    assert (stored.label_id, stored.note, stored.revision) == ("claim-event", "mine", 3)


def test_a_refused_highlight_is_shown_with_its_reason_and_dropped(page, article, ada, tolerated):
    tolerated.append("422")
    start = article.text.index("noon")
    actions.highlight(
        article,
        ada,
        id=uuid.uuid4(),
        label="claim-quantity",
        start=start,
        end=start + 4,
        quote="noon",
    )
    tag(page, "noon", "1")
    expect(page.locator("#refused")).to_contain_text("already")
    tag(page, "landed", "1")
    expect(page.locator("#status")).to_have_attribute("data-state", "refused")
    page.get_by_role("button", name="Drop").click()
    saved(page)
    assert sorted(quotes()) == ["landed", "noon"]


def test_a_refused_highlight_is_corrected_with_another_label(page, article, ada, tolerated):
    tolerated.append("422")
    start = article.text.index("noon")
    actions.highlight(
        article,
        ada,
        id=uuid.uuid4(),
        label="claim-quantity",
        start=start,
        end=start + 4,
        quote="noon",
    )
    tag(page, "noon", "1")
    page.get_by_role("button", name="Correct").click()
    page.keyboard.press("Escape")
    expect(page.locator("#refused")).to_contain_text("already")
    page.get_by_role("button", name="Correct").click()
    page.keyboard.press("2")
    expect(page.locator("#refused")).to_be_hidden()
    saved(page)
    labels = Annotation.objects.values_list("label_id", flat=True)
    assert sorted(labels) == ["claim-event", "claim-quantity"]


def test_two_tabs_on_one_article_agree(page, article):
    other = page.context.new_page()
    open_article(other, article)
    tag(page, "noon", "1")
    saved(page)
    expect(other.locator(".card:visible")).to_have_count(1)
    expect(other.locator("mark.claim")).to_have_text("noon")
    other.locator(".card").click()
    other.keyboard.press("r")
    other.keyboard.press("2")
    saved(other)
    expect(page.locator(".card:visible .chip")).to_contain_text("event")
    page.keyboard.press("Delete")
    saved(page)
    expect(other.locator(".card:visible")).to_have_count(0)
    assert not Annotation.objects.exists()


def test_two_people_at_once_neither_see_nor_lose_each_others_work(page, open_as, article, bo):
    assign(article, bo)
    his = open_as(bo)
    open_article(his, article)
    for word, key in [("noon", "1"), ("landed", "2"), ("Karachi", "e")]:
        tag(page, word, key)
        tag(his, word, key)
    saved(page)
    saved(his)
    his.reload()
    his.wait_for_selector(".bench[data-ready]")
    expect(his.locator(".card")).to_have_count(3)
    tag(his, "Kasur", "e")
    saved(his)
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(page.locator(".card")).to_have_count(3)
    assert Annotation.objects.count() == 7


def test_another_tab_sends_what_a_cut_off_tab_has_kept(page, article, tolerated):
    tolerated.append("ERR_FAILED")
    page.route("**/changes", lambda route: route.abort())
    other = page.context.new_page()
    open_article(other, article)
    tag(page, "noon", "1")
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    expect(page.locator("mark.claim")).to_have_text("noon")
    assert quotes() == ["noon"]


def test_without_web_locks_a_lease_sends_once(open_as, ada, article, reading, labels):
    page = open_as(ada)
    page.add_init_script(
        "Object.defineProperty(navigator, 'locks', {value: undefined}); crypto.randomUUID = undefined"
    )
    open_article(page, article)
    other = page.context.new_page()
    other.add_init_script("Object.defineProperty(navigator, 'locks', {value: undefined})")
    open_article(other, article)
    sent: list[str] = []
    page.context.on(
        "request", lambda request: request.method == "POST" and sent.append(request.url)
    )
    for word in WORDS:
        tag(page, word, "1")
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    assert quotes() == WORDS
    assert len(sent) == 5
    assert Annotation.history.count() == 5


def test_submitting_waits_until_everything_is_sent(page, reading, tolerated):
    tolerated.append("ERR_FAILED")
    page.route("**/changes", lambda route: route.abort())
    tag(page, "noon", "1")
    expect(page.locator("#status")).to_have_attribute("data-state", "waiting")
    submit(page)
    expect(page.locator("#held")).to_contain_text("Not everything has been sent")
    reading.refresh_from_db()
    assert reading.state == "assigned"
