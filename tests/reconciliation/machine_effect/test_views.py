"""The page of what a machine's help does: who may see it, and what it says."""

from datetime import timedelta

import pytest
from django.urls import reverse

from annotator.background.work import Progress
from annotator.machines.models import AidRule, Engine, MachineReading, Shows, StoryReader
from annotator.reconciliation.machine_figures import seen
from annotator.reconciliation.machine_figures.counting import count_machines
from tests.conftest import TEXT, assign, make_article
from tests.machines.making import machine_for, read_by, span
from tests.reconciliation.machine_figures.test_keeping import NOON, read_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(story, mo, labels):
    return machine_for(story, mo, shows=Shows.SUGGESTIONS, since=NOON - timedelta(days=1))


@pytest.fixture
def read(story, machine, ada, bo):
    """Twelve articles: Ada saw suggestions and followed them, Bo saw none and marked otherwise."""
    rule = AidRule.objects.get()
    articles = [
        make_article(story, title=f"Article {number}", text=f"{TEXT}{number}")
        for number in range(12)
    ]
    rule.unaided_percent = 0
    rule.save()
    AidRule.objects.create(
        of=machine, shows=Shows.SUGGESTIONS, unaided_percent=100, seed="s", by_id=rule.by_id,
        since=NOON + timedelta(hours=1),
    )  # fmt: skip
    for article in articles:
        read_by(machine, article, [span(article, "Kasur", "entity-place")])
        MachineReading.objects.update(submitted_at=NOON - timedelta(hours=1))
        read_at(article, ada, NOON, 4, "Kasur")
        read_at(article, bo, NOON + timedelta(hours=2), 8, "Karachi")
    count_machines(story, Progress())
    return articles


def address(machine, slug="pipeline") -> str:
    return reverse("reconciliation:machine_effect", args=[slug, machine.pk])


def test_it_says_what_suggestions_did(read, machine, cy, as_user):
    page = as_user(cy).get(address(machine)).content.decode()
    assert (
        "With suggestions, readers agreed with Cues 1.00 more than without: F1 1.00 against F1 0.00"
        in page
    )
    assert "a difference of +1.00 to +1.00 (95 % interval; n = 12 and 12)" in page
    assert "Whether they made readers agree more with what is settled is not known yet" in page
    assert "What became of 12 suggestions" in page


def test_it_names_what_else_was_suggested(read, machine, story, cy, mo, as_user):
    page = as_user(cy).get(address(machine)).text
    assert "readings with suggestions could also see the registry’s names; those without" in page
    assert "With suggestions of any kind" in page
    before = NOON - timedelta(days=2)
    names = machine_for(story, mo, "Names", engine=Engine.NAMES, since=before)
    StoryReader.history.filter(id=names.pk).update(history_date=before)
    assert "could also see" not in as_user(cy).get(address(machine)).text
    machine_for(story, mo, "Silent", since=before)
    machine_for(story, mo, "Model", shows=Shows.SUGGESTIONS)
    page = as_user(cy).get(address(machine)).text
    assert "could also see marks of Model (machine); those without saw none of it." in page


def test_one_kind(read, machine, cy, as_user):
    page = as_user(cy).get(address(machine), {"kind": "claim"}).content.decode()
    assert "is not known yet, because nothing is marked" in page
    assert "1,000 characters" not in page


def test_a_kind_that_is_none_is_refused_in_words(read, machine, cy, as_user):
    answer = as_user(cy).get(address(machine), {"kind": "mood"})
    assert answer.status_code == 422
    assert "“mood” is none of claim, entity and stance." in answer.content.decode()


def test_articles_that_the_viewer_has_still_to_read_are_left_out(
    read, machine, cy, as_user, monkeypatch
):
    for article in read[:3]:
        assign(article, cy)
    page = as_user(cy).get(address(machine)).content.decode()
    assert "3 articles that you have still to read are left out." in page
    assert "it needs 1 more article with a reading with suggestions (9 of 10)" in page
    monkeypatch.setattr(seen, "MOST", 5)
    page = as_user(cy).get(address(machine)).content.decode()
    assert "the figures are kept of all 12 articles, and you have still to read 3" in page


def test_before_anything_is_known_it_says_so(machine, article, cy, as_user, story):
    page = as_user(cy).get(address(machine)).content.decode()
    assert (
        "What its help does is not known yet, because the figures have not been counted yet" in page
    )
    count_machines(story, Progress())
    assert "There is nothing to compare yet" in as_user(cy).get(address(machine)).content.decode()


def test_who_may_see_it(read, machine, ada, mo, stranger, as_user):
    assert as_user(mo).get(address(machine)).status_code == 200
    assert as_user(ada).get(address(machine)).status_code == 403
    assert as_user(stranger).get(address(machine)).status_code == 404
    assert as_user(mo).post(address(machine)).status_code == 405


def test_a_machine_of_another_story_is_not_there(read, machine, mo, as_user):
    from articles.models import Story

    other = machine_for(Story.objects.create(slug="other", title="Other", readers=1), mo, "Other")
    assert as_user(mo).get(address(other)).status_code == 404


def test_a_fixed_number_of_statements(read, machine, cy, as_user, django_assert_num_queries):
    client = as_user(cy)
    # session, user, story, machine, what is still to be read; what is kept; what waits; the rules,
    # and which machines the story had
    with django_assert_num_queries(9):
        assert client.get(address(machine)).status_code == 200
