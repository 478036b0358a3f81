"""Relabelling and linking many: whoever made them, with their history; what does not fit is left."""

import pytest
from django.core.exceptions import ValidationError

from annotator.annotations.curation import relabel
from annotator.annotations.models import Annotation
from annotator.vocabulary.actions import get_or_make_entity, get_or_make_question
from tests.annotations.recording.test_actions import mark
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def marks(article, ada, bo, reading, labels):
    assign(article, bo)
    omar = get_or_make_entity("Omar Reza", ada)
    return [
        mark(article, ada, "Omar Reza", "entity-person", details={"entity": omar}),
        mark(article, bo, "Karachi", "entity-place"),
        mark(article, bo, "1,100 kilometres", "claim-quantity", details={"value": "1,100 kilometres"}),
    ]  # fmt: skip


def test_relabelled_with_a_revision_and_a_signed_row_each(marks, labels, mo):
    every = Annotation.objects.all()
    assert relabel.relabel_many(every, labels["entity-place"], mo) == 2
    for made, revision in zip(marks, (2, 1, 2), strict=True):
        made.refresh_from_db()
        assert (made.label_id, made.kind, made.revision) == ("entity-place", "entity", revision)
        assert made.history.count() == revision
    claim = marks[2]
    assert (claim.value, claim.value_low) == ("", "")
    assert claim.history.first().history_user == mo
    assert claim.history.last().value_low == "1100"


def test_the_plan_of_relabelling_counts_what_changes_and_what_is_lost(marks, labels):
    plan = relabel.relabel_many_preview(Annotation.objects.all(), labels["entity-place"])
    assert plan.will[0].startswith("2 highlights will be labelled")
    assert plan.will[1].startswith("1 of them loses the details")
    assert plan.stays[-1].startswith("1 highlight labelled so already")
    assert {a.pk for a in plan.examples} == {marks[0].pk, marks[2].pk}


def test_words_that_bear_the_label_already_take_the_next_part(article, ada, reading, labels, mo):
    mark(article, ada, "noon", "claim-event")
    other = mark(article, ada, "noon", "claim-quantity")
    relabel.relabel_many(Annotation.objects.filter(pk=other.pk), labels["claim-event"], mo)
    other.refresh_from_db()
    assert (other.label_id, other.part) == ("claim-event", 1)


def test_entity_highlights_are_linked_and_others_left(marks, mo):
    karachi = get_or_make_entity("Karachi", mo)
    plan = relabel.link_many_preview(Annotation.objects.all(), entity=karachi)
    assert plan.will == (
        "2 entity highlights will name Karachi (karachi).",
        "1 of them names another entity now.",
    )
    assert plan.stays[-1] == "1 highlight will not change: not entities."
    assert relabel.link_many(Annotation.objects.all(), mo, entity=karachi) == 2
    assert karachi.mentions.count() == 2
    assert Annotation.objects.get(pk=marks[2].pk).revision == 1


def test_claims_of_the_story_are_linked_and_read_as_the_question_asks(
    marks, story, ada, mo, labels
):
    elsewhere = type(story).objects.create(slug="other", title="Other")
    foreign = make_article(elsewhere, title="Foreign")
    ada.memberships.create(story=elsewhere, annotator=True)
    assign(foreign, ada)
    mark(foreign, ada, "noon")
    question = get_or_make_question(story, "How long?", mo, type="quantity", unit="km")
    plan = relabel.link_many_preview(Annotation.objects.all(), question=question)
    assert plan.will == ("1 claim will answer “How long?”.",)
    assert plan.stays[-1].startswith("3 highlights will not change: not claims of the story")
    assert relabel.link_many(Annotation.objects.all(), mo, question=question) == 1
    claim = Annotation.objects.get(question=question)
    assert (claim.value_low, claim.unit, claim.revision) == ("1100", "km", 2)


def test_a_value_that_the_question_cannot_take_is_left_and_told(marks, story, mo):
    Annotation.objects.filter(pk=marks[2].pk).update(value_low="x", value_high="y")
    question = get_or_make_question(story, "How long?", mo, type="quantity", unit="km")
    plan = relabel.link_many_preview(Annotation.objects.all(), question=question)
    assert plan.stays[-1] == "1 claim will not change: the value does not fit."
    assert relabel.link_many(Annotation.objects.all(), mo, question=question) == 0


def test_what_is_out_of_use_is_refused(marks, story, labels, mo):
    karachi = get_or_make_entity("Karachi", mo)
    label = labels["entity-place"]
    for thing in (karachi, label):
        thing.active = False
        thing.save()
    every = Annotation.objects.all()
    for refused in (
        lambda: relabel.link_many(every, mo, entity=karachi),
        lambda: relabel.link_many_preview(every, entity=karachi),
        lambda: relabel.relabel_many(every, label, mo),
        lambda: relabel.relabel_many_preview(every, label),
        lambda: relabel.link_many(every, mo),
    ):
        with pytest.raises(ValidationError):
            refused()
    assert set(every.values_list("revision", flat=True)) == {1}


def test_links_that_differ_row_by_row_are_stored_each_as_it_is(story, ada, labels, mo):
    """More kinds of change than are written one by one."""
    text = " ".join(f"{n * 7} km" for n in range(10, 30)) + "\n"
    article = make_article(story, title="Numbers", text=text)
    assign(article, ada)
    for n in range(10, 30):
        mark(article, ada, f"{n * 7} km")
    Annotation.objects.update(value=story.title)
    for annotation in Annotation.objects.all():
        Annotation.objects.filter(pk=annotation.pk).update(value=annotation.quote, value_low="", value_high="", unit="")  # fmt: skip
    question = get_or_make_question(story, "How long?", mo, type="quantity", unit="km")
    assert relabel.link_many(Annotation.objects.all(), mo, question=question) == 20
    for annotation in Annotation.objects.all():
        assert annotation.quote == f"{annotation.value_low} km"
        assert annotation.revision == annotation.history.first().revision == 2
