"""A page that a browser sends by the button: shown to anybody as anybody's, stored by a manager."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from annotator.desk.arrivals.button import button_code
from articles.models import Article, Original
from tests.desk.arrivals.arrived import PAGE

SENT = reverse("desk:sent_page", args=["pipeline"])
STORE = reverse("desk:store_sent_page", args=["pipeline"])
ADDRESS = "https://post.example/talks"
FORM = {"html": PAGE.decode(), "address": f"{ADDRESS}#part"}


@pytest.fixture
def outside(db):
    """A browser that comes from another site: it has no cookie, and the desk asks for tokens."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def manager(as_user, mo):
    return as_user(mo)


def test_from_another_site_it_is_shown_escaped_and_nothing_is_kept(outside, story):
    answer = outside.post(SENT, FORM)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "A page was sent" in page
    assert ADDRESS in page
    assert "&lt;script&gt;alert(" in page
    assert "<script" not in page
    assert not answer.cookies, "a cookie set here would replace the person's own"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    assert not Article.objects.exists()


def test_it_tells_nobody_which_stories_there_are(outside, story):
    there = outside.post(SENT, FORM)
    nowhere = outside.post(reverse("desk:sent_page", args=["no-such-story"]), FORM)
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_who_is_not_signed_in_is_told_and_keeps_the_page(outside, story):
    answer = outside.post(SENT, FORM | {"step": "look"})
    page = answer.content.decode()
    assert "You are not signed in." in page
    assert "&lt;script&gt;alert(" in page
    assert not answer.cookies


def test_a_manager_looks_at_it_and_stores_it(mo, story):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mo, backend="allauth.account.auth_backends.AuthenticationBackend")
    looked = browser.post(SENT, FORM | {"step": "look"})
    page = looked.content.decode()
    for told in ('value="Talks go on"', f'value="{ADDRESS}"', "Store 1 article", "Ann Quill"):
        assert told in page
    assert not Article.objects.exists()
    sent = FORM | {"source": "The Post", "title": "Talks", "url": ADDRESS}
    assert browser.post(STORE, sent).status_code == 403, "without the person's token"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    sent |= {"csrfmiddlewaretoken": token}
    previewed = browser.post(STORE, sent | {"step": "preview"}).content.decode()
    digest = re.search(r'name="previewed" value="([0-9a-f]{64})"', previewed)[1]
    answer = browser.post(STORE, sent | {"step": "store", "previewed": digest})
    assert answer["Location"] == reverse("desk:story", args=["pipeline"])
    kept = Original.objects.get()
    assert (bytes(kept.content), kept.url, kept.encoding) == (PAGE, ADDRESS, "UTF-8")
    assert story.articles.get().title == "Talks"


def test_line_ends_are_those_of_the_page_however_often_it_is_sent(manager, story):
    page = PAGE.decode().replace("</p>", "</p>\n")
    for ends in ("\n", "\r\n"):
        shown = manager.post(
            SENT, {"html": page.replace("\n", ends), "address": ADDRESS, "step": "look"}
        )
        assert b"Store 1 article" in shown.content
        assert b"\r\n" not in shown.content


@pytest.mark.parametrize("who, status", [("ada", 403), ("zed", 404)])
def test_only_a_manager_looks_at_it(as_user, ada, stranger, story, who, status):
    browser = as_user({"ada": ada, "zed": stranger}[who])
    assert browser.post(SENT, FORM | {"step": "look"}).status_code == status
    assert browser.post(STORE, FORM).status_code == status


@pytest.mark.parametrize(
    "sent, told",
    [
        ({}, "No page came along."),
        ({"html": "<p>x</p>"}, "This field is required."),
        ({"html": "<p>x</p>", "address": "javascript:alert(1)"}, "It is not an address."),
        ({"html": "<p>x</p>", "address": "file:///etc/passwd"}, "It is not an address."),
        ({"html": "x" * 5_000_001, "address": ADDRESS}, "5 MB are taken"),
    ],
)
def test_what_cannot_be_taken_says_why(outside, manager, sent, told):
    for browser in (outside, manager):
        answer = browser.post(SENT, sent | {"step": "look"})
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert manager.post(STORE, sent).status_code == 422


@pytest.mark.parametrize(
    "html", ["<", "\x00", "<html></html>", "</textarea><script>alert(1)</script>"]
)
def test_whatever_is_sent_breaks_nothing(outside, manager, story, html):
    for sent in (
        {"html": html, "address": ADDRESS},
        {"html": html, "address": ADDRESS, "step": "look"},
    ):
        for browser in (outside, manager):
            answer = browser.post(SENT, sent)
            assert answer.status_code in {200, 422}
            assert b"<script>alert(1)" not in answer.content


def test_opened_it_leads_to_the_button(manager):
    assert manager.get(SENT)["Location"] == reverse("desk:browser_button", args=["pipeline"])


def test_the_button_sends_to_this_desk_and_story(manager, story):
    page = manager.get(reverse("desk:browser_button", args=["pipeline"])).content.decode()
    assert f"http://testserver{SENT}" in page
    assert 'href="javascript:(' in page


def test_an_address_cannot_break_out_of_the_code():
    code = button_code("https://desk.example/a'b\"c%20\\")
    assert 'f.action="https://desk.example/a\\u0027b\\"c%2520\\\\";' in code


def test_few_queries_however_large_the_page(manager, outside, story, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        outside.post(SENT, FORM)
    with django_assert_max_num_queries(10):
        manager.post(SENT, FORM | {"step": "look"})
    with django_assert_max_num_queries(4):
        manager.get(reverse("desk:browser_button", args=["pipeline"]))
