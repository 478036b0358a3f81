"""The ground the browser tests stand on: sign-in by cookie, and writes at the same time."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from annotator.people.models import User
from tests.browser.hands import open_article


def test_a_signed_in_page_opens(open_as, ada, live_server):
    page = open_as(ada)
    page.goto("/accounts/password/")
    assert page.url == live_server.url + "/accounts/password/"
    assert "Ada" in page.locator("summary").first.inner_text()


def test_nobody_is_sent_to_sign_in(open_as, db):
    page = open_as(None)
    page.goto("/accounts/password/")
    assert "/accounts/sign-in/" in page.url


def test_a_breach_of_the_policy_is_seen(open_as, ada, tolerated):
    """Else the assertion at the end of every browser test would be worth nothing."""
    page = open_as(ada)
    seen: list[str] = []
    page.on("console", lambda message: seen.append(message.text))
    tolerated += ["script-src", "Content Security Policy"]
    page.goto("/accounts/password/")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<button id=x onclick=\"1\">x</button>')"
    )
    page.locator("#x").click()
    assert any("Content Security Policy" in text for text in seen)


def test_the_workbench_asks_for_few_files_under_the_names_that_a_desk_gives_them(
    open_as, ada, article, reading, labels
):
    page = open_as(ada)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_article(page, article)
    scripts = [url for url in asked if url.endswith(".js") and "/workbench/" in url]
    assert len(scripts) == 1
    assert re.search(r"workbench/workbench\.[0-9a-f]{12}\.js$", scripts[0])
    assert len(asked) <= 15, asked


def test_axe_finds_what_is_wrong(open_as, ada, accessible):
    page = open_as(ada)
    page.goto("/accounts/password/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input type=text>')")
    with pytest.raises(AssertionError, match="label"):
        accessible(page)


def test_threads_write_at_the_same_time(transactional_db):
    def write(number: int) -> None:
        try:
            for turn in range(5):
                User.objects.create_user(f"writer-{number}-{turn}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert User.objects.filter(username__startswith="writer-").count() == 20
