"""What a machine is given of an article: a fixed number of statements, and nothing that it must
not see."""

from dataclasses import replace

import pytest
from django.utils import timezone

from annotator.annotations.models import Annotation, Layer
from annotator.machines.engines.protocol import GivenName, ReaderMake
from annotator.machines.given import given_article, input_hash
from annotator.vocabulary.actions import get_or_make_entity
from annotator.vocabulary.models import Alias, Entity, Label, Question

pytestmark = pytest.mark.django_db
MAKE = ReaderMake("cues", options={"least": 0.5})


@pytest.fixture
def question(story):
    return Question.objects.create(
        story=story,
        slug="length",
        wording="How long is it?",
        type="quantity",
        unit="km",
        scope="Pakistan",
    )


def settle(article, entity, label, by):
    start = article.text.index(entity.name) if entity.name in article.text else 0
    return Annotation.objects.create(
        article=article, layer=Layer.GOLD, annotator=by, label_id=label, kind="entity", entity=entity,
        start=start, end=start + 3, quote=article.text[start : start + 3],
        created_at=timezone.now(), updated_at=timezone.now(),
    )  # fmt: skip


def test_codebook_and_questions_in_use_are_given(
    article, story, labels, question, django_assert_num_queries
):
    Label.objects.filter(slug="claim-event").update(active=False)
    Label.objects.filter(slug="claim-quantity").update(definition="How much.", example="*400 km*.")
    Question.objects.create(story=story, slug="old", wording="Old?", type="text", active=False)
    with django_assert_num_queries(2):
        given = given_article(article, story)
    assert (given.text, given.language) == (article.text, "en")
    slugs = [one.slug for one in given.labels]
    assert "claim-quantity" in slugs
    assert "claim-event" not in slugs
    told = next(one for one in given.labels if one.slug == "claim-quantity")
    assert told.definition == "How much.\nExample: *400 km*."
    assert next(one.polarity for one in given.labels if one.slug == "stance-favour") == "in favour"
    assert [(one.slug, one.unit, one.scope) for one in given.questions] == [
        ("length", "km", "Pakistan")
    ]


def test_names_are_asked_for_when_they_are_wanted(
    article, other_article, story, labels, cy, django_assert_num_queries
):
    karachi, kasur = (get_or_make_entity(name, cy) for name in ("Karachi", "Kasur"))
    Alias.objects.create(entity=karachi, name="K-town")
    settle(other_article, karachi, "entity-place", cy)
    settle(article, kasur, "entity-person", cy)
    given = given_article(article, story)
    with django_assert_num_queries(3):
        names = list(given.names)
        assert len(given.names) == 3
    assert GivenName("Karachi", "karachi", "entity-place") in names
    assert GivenName("K-town", "karachi", "entity-place") in names
    # How this very article was settled is not told to who reads it.
    assert GivenName("Kasur", "kasur", "") in names


@pytest.mark.parametrize("engine", ["names", "cues"])
def test_for_engines_that_go_by_them_the_names_that_stand_there_are_in_the_hash(
    article, other_article, story, labels, cy, engine
):
    hashes = []
    for change in (
        lambda: None,
        lambda: get_or_make_entity("Atlantis", cy),
        lambda: get_or_make_entity("Karachi", cy),
        lambda: settle(other_article, Entity.objects.get(name="Karachi"), "entity-place", cy),
    ):
        change()
        given = given_article(article, story)
        hashes.append([input_hash(given, replace(MAKE, engine=one)) for one in (engine, "spacy")])
    ours, others = zip(*hashes, strict=True)
    assert ours[0] == ours[1], "nobody names Atlantis there"
    assert len({*ours}) == 3
    assert len({*others}) == 1


def test_the_hash_is_of_all_that_is_given(article, story, labels, question, cy):
    given = given_article(article, story)
    first = input_hash(given, MAKE)
    assert len(first) == 64
    Question.objects.filter(pk=question.pk).update(wording="How long?")
    others = {
        first,
        input_hash(given_article(article, story), MAKE),
        input_hash(replace(given, text="Other."), MAKE),
        input_hash(replace(given, labels=given.labels[1:]), MAKE),
        input_hash(given, replace(MAKE, prompt="Other.")),
    }
    assert len(others) == 5
