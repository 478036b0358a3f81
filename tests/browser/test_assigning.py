"""Who reads what, by hand: spread, dated and moved by a manager; handed back and taken by a reader."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import Annotation, Assignment
from tests.browser.hands import open_article, saved, submit, tag
from tests.browser.test_pages import no_sideways
from tests.conftest import TEXT, make_article

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def papers(story, ada, bo, labels):
    story.hide_sources = True
    story.save()
    titles = ["Pipeline talks", "A pact at noon", "What the pipe costs", "Kasur waits"]
    return [
        make_article(story, ("The Harbour Post", "Daily Meridian")[n % 2], title, f"{n}. {TEXT}")
        for n, title in enumerate(titles)
    ]


def test_a_manager_spreads_dates_and_moves(
    open_as, papers, ada, mo, screens, accessible, tolerated
):
    tolerated.append("422")
    page = open_as(mo, viewport=WIDE)
    page.goto("/stories/pipeline/assignments/")
    page.get_by_role("button", name="Spread…").click()
    expect(page.get_by_role("heading", name="Spread 4 articles over 2 people")).to_be_visible()
    screens(page, "spread-light-1440")
    accessible(page)
    page.get_by_role("button", name="Make these 8 assignments").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("8 assignments taken back.")).to_be_visible()
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Spread…").click()
    expect(page.get_by_role("button", name="Make these 8 assignments")).to_be_visible()
    no_sideways(page)
    screens(page, "spread-light-390")
    page.get_by_role("button", name="Make these 8 assignments").click()
    expect(page.get_by_text("8 assignments made.")).to_be_visible()
    standing = Assignment.objects.filter(annotator=ada, state="assigned")
    standing.filter(article=papers[0]).update(due_on=timezone.localdate() - timedelta(3))
    standing.filter(article=papers[3]).update(
        state="handed back", reason="The reporter is my cousin."
    )
    count_readers([papers[3].pk])
    screens(page, "assignments-done-390")
    page.set_viewport_size(WIDE)
    page.goto("/stories/pipeline/assignments/")
    screens(page, "assignments-handed-back-1440")
    page.get_by_role("link", name="1 article handed back").click()
    page.get_by_role("checkbox", name=re.compile("Ada.*Kasur waits")).check()
    page.get_by_label("Give to").select_option("Bo")
    page.get_by_role("button", name="Give to them").click()
    expect(page.get_by_text("Bo reads “Kasur waits” already")).to_be_visible()
    page.goto("/stories/pipeline/assignments/given/?state=overdue")
    page.get_by_label("Choose all on this page").check()
    page.get_by_label("Deadline", exact=True).fill(
        (timezone.localdate() + timedelta(9)).isoformat()
    )
    screens(page, "given-1440")
    page.get_by_role("button", name="Set deadline").click()
    expect(page.get_by_text("1 assignment now due on")).to_be_visible()
    page.goto("/stories/pipeline/assignments/given/")
    page.set_viewport_size(PHONE)
    no_sideways(page)
    screens(page, "given-390")
    assert not Assignment.objects.filter(due_on__lt=timezone.localdate()).exists()


def test_a_reader_takes_marks_hands_back_and_takes_the_next(
    open_as, papers, ada, screens, accessible
):
    page = open_as(ada, viewport=PHONE, color_scheme="dark", has_touch=True)
    page.goto("/")
    screens(page, "home-take-dark-390")
    accessible(page)
    page.get_by_role("button", name="Take the next article").click()
    page.wait_for_selector(".bench[data-ready]")
    first = Assignment.objects.get()
    first.due_on = timezone.localdate() - timedelta(1)
    first.save()
    page.set_viewport_size(WIDE)
    open_article(page, first.article)
    tag(page, "noon", "1")
    saved(page)
    page.get_by_text("Hand this article back").click()
    screens(page, "hand-back-dark-1440")
    accessible(page)
    page.set_viewport_size(PHONE)
    no_sideways(page)
    screens(page, "hand-back-dark-390")
    page.get_by_label("Why?").fill("The reporter is my cousin.")
    page.get_by_role("button", name="Hand back").click()
    expect(page.get_by_text("You have handed back")).to_be_visible()
    assert Annotation.objects.get().quote == "noon"
    page.get_by_role("button", name="Take the next article").click()
    page.wait_for_selector(".bench[data-ready]")
    page.set_viewport_size(WIDE)
    submit(page)
    page.get_by_role("button", name="Next article").click()
    page.wait_for_selector(".bench[data-open][data-ready]")
    states = Assignment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["handed back", "submitted", "assigned"]
    assert Assignment.objects.values("article").distinct().count() == 3
    screens(page, "taken-dark-1440")
