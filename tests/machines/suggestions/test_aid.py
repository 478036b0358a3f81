"""What one reading sees of machines: by the rule of the moment in which it was begun, or nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, Assignment
from annotator.machines.models import AidRule, Engine, MachineReading, Shows
from annotator.machines.suggestions.draw import is_unaided
from annotator.vocabulary.models import Entity, Label
from articles.models import Article
from tests.conftest import assign, make_article
from tests.machines.making import machine_for, read_by, span
from tests.machines.suggestions.conftest import asked, begin, named, proposed

pytestmark = pytest.mark.django_db
WORDS = ["nearly $3 billion", "Omar Reza"]


def rule(wanted, shows, unaided=0, seed="a seed"):
    return AidRule.objects.create(
        of=wanted, shows=shows, unaided_percent=unaided, seed=seed, since=timezone.now(),
        by=wanted.added_by,
    )  # fmt: skip


def test_what_is_proposed_is_told_beside_the_registry_by_place(client, article, reading, marks):
    claim, name = asked(client, article)["places"]
    assert claim["entities"] == []
    told = claim["proposals"][0]
    value = {"value": "nearly $3 billion", "value_high": "3000000000", "approximator": "nearly"}
    assert told["details"].items() >= {"question": "cost", **value}.items()
    assert told["names"] == {"question": "What will it cost?"}
    assert told.items() >= {
        "id": str(marks[1].pk), "label": "claim-quantity", "kind": "claim", "confidence": 0.625,
        "by": "Cues",
    }.items()  # fmt: skip
    # One place for the two that name him: the registry and the machine.
    assert name["entities"] == ["omar-reza"]
    assert [one["details"] for one in name["proposals"]] == [{"entity": "omar-reza"}]
    assert not claim["dismissed"]


def test_only_what_a_reading_could_accept(client, article, reading, marks, cost, omar):
    cost.active = False
    cost.save()
    assert proposed(client, article) == ["Omar Reza"]
    Entity.objects.filter(pk=omar.pk).update(active=False)
    assert proposed(client, article) == []
    Entity.objects.filter(pk=omar.pk).update(active=True)
    Label.objects.filter(slug="entity-person").update(active=False)
    assert proposed(client, article) == []


def test_who_has_no_reading_of_the_article_sees_none(client, article, marks):
    assert (proposed(client, article), named(client, article)) == ([], ["Omar Reza"])


@pytest.mark.parametrize("shows", [Shows.NOTHING, Shows.LANE])
def test_nothing_where_the_rule_shows_none(client, article, reading, marks, cues, shows):
    rule(cues, shows)
    assert proposed(client, article) == []
    assert named(client, article) == ["Omar Reza"]


def test_an_unaided_reading_sees_none_of_any_machine_nor_the_registry(
    client, as_user, article, reading, marks, story, mo, bo
):
    """The other machine has read nothing: what is withheld does not hang on that."""
    machine_for(story, mo, "Other", shows=Shows.SUGGESTIONS, unaided=50)
    assign(article, bo)
    people = {bo: as_user(bo), reading.annotator: client}
    for number in range(40):
        AidRule.objects.filter(of__reader__name="Other").update(seed=f"s{number}")
        for person, browser in people.items():
            unaided = is_unaided(f"s{number}", 50, person.pk, article.pk)
            told = asked(browser, article)
            none = {"places": [], "entities": {}, "withheld": True}
            assert (told == none) == unaided
            assert unaided or len(told["places"]) == 2


def test_the_rule_of_the_moment_in_which_it_was_begun_holds(
    client, as_user, article, reading, marks, cues, bo
):
    begin(client, article)
    rule(cues, Shows.NOTHING)
    assert proposed(client, article) == WORDS
    assign(article, bo)
    other = as_user(bo)
    assert proposed(other, article) == []
    begin(other, article)
    rule(cues, Shows.SUGGESTIONS, unaided=100)
    assert proposed(other, article) == []
    assert named(other, article) == ["Omar Reza"]
    Assignment.objects.filter(annotator=bo).delete()
    assign(article, bo)
    assert asked(other, article)["withheld"]
    assert proposed(client, article) == WORDS


def test_nothing_that_came_after_it_was_begun(client, article, reading, cues, spans):
    begin(client, article)
    read_by(cues, article, spans)
    assert proposed(client, article) == []


def test_only_of_the_text_of_now_and_only_what_was_submitted(client, article, reading, marks):
    submitted = MachineReading.objects.get()
    MachineReading.objects.update(state="assigned", submitted_at=None)
    assert proposed(client, article) == []
    submitted.save()
    assert proposed(client, article) == WORDS
    Article.objects.filter(pk=article.pk).update(version=2)
    assert proposed(client, article) == []


def test_taken_off_the_story_it_shows_nothing_and_still_withholds(
    client, article, reading, cues, marks
):
    begin(client, article)
    cues.removed_at = timezone.now()
    cues.save()
    assert (proposed(client, article), named(client, article)) == ([], ["Omar Reza"])
    AidRule.objects.update(unaided_percent=100)
    assert asked(client, article)["withheld"]


def test_put_back_it_was_not_there_in_between(client, article, reading, cues, marks):
    cues.removed_at = timezone.now()
    cues.save()
    begin(client, article)
    cues.removed_at = None
    cues.save()
    assert proposed(client, article) == []


def test_a_machine_that_reads_names_stands_in_for_the_registry(
    client, article, reading, story, mo, spans
):
    names = machine_for(
        story, mo, "Names", engine=Engine.NAMES, since=timezone.now() - timedelta(days=1)
    )
    assert named(client, article) == []
    rule(names, Shows.SUGGESTIONS)
    assert asked(client, article)["places"] == []
    read_by(names, article, spans[:1])
    assert (proposed(client, article), named(client, article)) == (["Omar Reza"], [])
    rule(names, Shows.SUGGESTIONS, unaided=100)
    assert asked(client, article)["withheld"]
    names.removed_at = timezone.now()
    names.save()
    assert named(client, article) == ["Omar Reza"]


def test_a_get_writes_nothing_and_the_statements_do_not_grow(
    client, as_user, article, reading, cues, marks, story, mo
):
    def asked_for() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            asked(client, article)
        return [one["sql"] for one in seen.captured_queries]

    few = asked_for()
    assert all(sql.startswith("SELECT") for sql in few)
    for number in range(3):
        other = machine_for(story, mo, f"M{number}", shows=Shows.SUGGESTIONS, unaided=0)
        rule(other, Shows.SUGGESTIONS)
        read_by(
            other,
            article,
            [span(article, "Karachi", "entity-place"), span(article, "Kasur", "entity-place")],
        )
    assert len(asked(client, article)["places"]) == 4
    assert len(asked_for()) == len(few) <= 13


def test_where_no_machine_reads_it_costs_one_statement(client, article, reading, story, mo):
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            asked(client, article)
        return len(seen)

    without = count()
    machine_for(story, mo, "Quiet")
    assert count() == without
    elsewhere = make_article(story, "Elsewhere", text="Nobody is named here.\n")
    assert asked(client, elsewhere)["places"] == []


def test_a_dismissed_place_stays_dismissed(client, article, reading, marks):
    start, end = marks[1].span
    place = {"verb": "dismiss", "start": start, "end": end, "quote": marks[1].quote}
    address = reverse("annotations:dismissals", args=[article.pk])
    assert client.post(address, place).status_code == 200
    claim, name = asked(client, article)["places"]
    assert (claim["dismissed"], name["dismissed"]) == (True, False)
    assert Annotation.machine_marks.count() == 2
