"""No form holds a token that signing in has made old: neither a page's own, nor one that htmx sends."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from annotator.annotations.models import Assignment
from annotator.people.models import Membership
from tests.browser.hands import open_article, saved, submit, tag


def signed_in_elsewhere(page, user) -> None:
    """Let another tab of the browser sign in again."""
    Session.objects.all().delete()
    tab = page.context.new_page()
    tab.goto("/accounts/sign-in/")
    tab.locator("[name=login]").fill(user.username)
    tab.locator("[name=password]").fill("correct-horse")
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url(lambda url: "sign-in" not in url)
    tab.close()


def test_after_signing_in_in_the_dialog_the_article_is_submitted(
    open_as, ada, article, reading, labels, tolerated
):
    tolerated.append("401")
    page = open_as(ada)
    open_article(page, article)
    Session.objects.all().delete()
    tag(page, "noon", "1")
    expect(page.locator("#again-password")).to_be_focused()
    page.keyboard.type("correct-horse")
    page.keyboard.press("Enter")
    saved(page)
    submit(page)
    expect(page.get_by_text("You have submitted this reading")).to_be_visible()
    assert Assignment.objects.get().state == "submitted"


@pytest.mark.parametrize("form", ["reading", "member"])
def test_a_page_from_before_signing_in_again_still_sends(open_as, story, mo, ada, form):
    page = open_as(mo)
    page.goto(
        f"/stories/{story.slug}/members/" if form == "member" else f"/stories/{story.slug}/edit/"
    )
    signed_in_elsewhere(page, mo)
    if form == "member":  # htmx sends it
        row = page.locator("tr", has_text="Ada")
        row.get_by_label("Adjudicator").check()
        row.get_by_role("button", name="Save").click()
        expect(row.get_by_text("saved")).to_be_visible()
        assert Membership.objects.get(user=ada).adjudicator
    else:
        page.get_by_label("Title").fill("The long pipeline")
        page.get_by_role("button", name="Save").first.click()
        page.wait_for_url(f"**/stories/{story.slug}/**")
        story.refresh_from_db()
        assert story.title == "The long pipeline"


def test_nothing_of_one_person_is_sent_in_the_name_of_another(
    open_as, story, article, reading, mo, ada, tolerated
):
    """Somebody else signs in from another tab: a form of the first one's page is refused, in words."""
    tolerated += ["403 (Forbidden)"]
    page = open_as(ada)
    open_article(page, article)
    signed_in_elsewhere(page, mo)
    page.locator("#submit button").click()
    page.locator("#submitting [form=submit]").click()
    expect(page.get_by_text("You are signed in as Mo in this browser now")).to_be_visible()
    assert Assignment.objects.get(article=article).state != "submitted"
