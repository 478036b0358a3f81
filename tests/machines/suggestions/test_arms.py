"""On which side of the hold-out a submitted reading was, or why on neither."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.annotations.assignments import actions
from annotator.machines.models import AidRule, MachineReading, Shows
from annotator.machines.suggestions.arm import Arm
from annotator.machines.suggestions.arms import arms_of
from annotator.machines.suggestions.draw import is_unaided
from articles.models import Article
from tests.conftest import TEXT, assign, make_article
from tests.machines.making import machine_for, read_by
from tests.machines.suggestions.conftest import begin, send
from tests.machines.suggestions.test_accepting import accepting
from tests.machines.suggestions.test_aid import rule

pytestmark = pytest.mark.django_db


def arm(wanted, article, person):
    return arms_of(wanted, [article.pk]).get((person.pk, article.pk))


@pytest.fixture
def read(client, article, ada, reading):
    """read() lets Ada begin her reading and submit it."""

    def work():
        begin(client, article)
        actions.submit(article, ada)

    return work


def test_only_what_was_submitted_has_one(client, article, ada, marks, cues, read):
    assert arm(cues, article, ada) is None
    begin(client, article, "noon")
    assert arm(cues, article, ada) is None
    read()
    assert arm(cues, article, ada) == Arm.WITH


def test_the_draw_of_the_rule_of_then_decides(article, ada, marks, cues, read):
    read()
    rule(cues, Shows.SUGGESTIONS, unaided=100)
    assert arm(cues, article, ada) == Arm.WITH
    AidRule.objects.order_by("since").first().delete()
    assert arm(cues, article, ada) == Arm.NOT_SHOWN
    AidRule.objects.update(since=cues.added_at)
    assert arm(cues, article, ada) == Arm.WITHOUT


def test_another_machines_draw_withholds_this_one_too(article, ada, marks, cues, story, mo, read):
    machine_for(story, mo, "Other", shows=Shows.SUGGESTIONS, unaided=100)
    read()
    assert arm(cues, article, ada) == Arm.WITHOUT


@pytest.mark.parametrize("shows", [Shows.NOTHING, Shows.LANE])
def test_a_rule_that_shows_none_is_neither(article, ada, marks, cues, read, shows):
    rule(cues, shows)
    read()
    assert arm(cues, article, ada) == Arm.NOT_SHOWN


def test_the_machine_must_have_read_the_same_text_before(article, ada, cues, spans, read):
    read()
    assert arm(cues, article, ada) == Arm.NOT_READ
    read_by(cues, article, spans)
    assert arm(cues, article, ada) == Arm.LATE
    MachineReading.objects.update(submitted_at=cues.added_at)
    assert arm(cues, article, ada) == Arm.WITH
    # Of both sides alike, or the draw would not be all that tells them apart.
    AidRule.objects.update(unaided_percent=100)
    MachineReading.objects.update(submitted_at=timezone.now())
    assert arm(cues, article, ada) == Arm.LATE
    MachineReading.objects.update(submitted_at=cues.added_at)
    Article.objects.filter(pk=article.pk).update(version=2)
    assert arm(cues, article, ada) == Arm.OTHER_TEXT


def test_who_took_suggestions_before_a_rule_forbade_them_is_on_neither_side(
    client, article, ada, reading, marks, cues
):
    """The page was open before the rule changed, and the reading was begun after it."""
    sent = accepting(client, article, marks[0])
    rule(cues, Shows.SUGGESTIONS, unaided=100)
    assert send(client, article, sent).status_code == 200
    actions.submit(article, ada)
    assert arm(cues, article, ada) == Arm.TAKEN


def test_an_empty_reading_was_begun_when_it_was_submitted(article, ada, reading, marks, cues):
    actions.submit(article, ada)
    assert arm(cues, article, ada) == Arm.WITH
    rule(cues, Shows.NOTHING)
    assert arm(cues, article, ada) == Arm.WITH


def test_the_number_of_statements_is_fixed(story, cues, spans, labels, mo, ada, bo):
    AidRule.objects.update(unaided_percent=50)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            arms_of(cues, Article.objects.filter(story=story).values("pk"))
        return len(seen)

    few = count()
    machine_for(story, mo, "Other")
    for number in range(12):
        article = make_article(story, text=f"{TEXT}No. {number}.\n")
        read_by(cues, article, spans)
        for who in (ada, bo):
            assign(article, who)
            actions.submit(article, who)
    found = arms_of(cues, Article.objects.filter(story=story).values("pk"))
    assert len(found) == 24
    for (person, article), side in found.items():
        unaided = is_unaided("a seed", 50, person, article)
        assert side == (Arm.WITHOUT if unaided else Arm.WITH)
    assert count() == few <= 5
