"""Tallies that are mended article by article are those that are counted from nothing."""

from datetime import date

import pytest
from django.db.models import Model

from annotator.annotations.models import Annotation
from annotator.comparison.page_refresh.refresh import refresh
from annotator.comparison.page_refresh.tasks import refresh_source_pages
from annotator.comparison.tallies import changes
from annotator.comparison.tally_models import (
    ClaimTally,
    ClaimWording,
    NameTally,
    NameUse,
    OpenClaim,
    RegistrySeen,
    StancePlace,
    StanceTally,
    TallyChange,
    WordTally,
)
from annotator.vocabulary.models import Entity, Label, Question
from annotator.vocabulary.retirement import deactivate
from articles.models import Region, Source, Story
from tests.comparison.kept import keep_up
from tests.comparison.sources import ask
from tests.conftest import make_article
from tests.reconciliation.conftest import mark, submit

KEPT: list[type[Model]] = [
    NameUse, NameTally, StancePlace, StanceTally, OpenClaim, ClaimTally, ClaimWording, RegistrySeen,
]  # fmt: skip
POST = "Omar Reza said the plan was brilliant. Omar called it a long pipeline of 800 km.\n"
MERIDIAN = "The plan, said Omar, is reckless. A pipeline of 800 km is long. =Ministry backs it.\n"


@pytest.fixture
def omar(db):
    return Entity.objects.create(slug="omar-reza", name="Omar Reza")


@pytest.fixture
def papers(story, labels, ada, bo, omar):
    question = ask(story)
    found = []
    for name, text in (("The Post", POST), ("Meridian", MERIDIAN)):
        one = make_article(story, name, f"In {name}", text)
        mark(one, ada, "Omar", "entity-person", entity=omar)
        mark(one, bo, "Omar", "entity-place", entity=omar)
        mark(one, ada, "plan", "entity-place")
        mark(one, ada, "pipeline of 800 km", "claim-quantity")
        mark(one, bo, "800 km", "claim-quantity", question=question)
        mark(one, ada, text.split(".")[0], "stance-favour", stance_holder=omar)
        submit(one, ada, bo)
        found.append(one)
    return found


def kept(story) -> dict[str, list[tuple]]:
    """All that is kept of the story, without keys of its own and what is sought later."""
    found = {}
    for model in KEPT:
        names = [
            one.attname
            for one in model._meta.concrete_fields
            if one.name not in ("id", "like", "others", "due", "fresh")
        ]
        rows = model._default_manager.filter(story=story).values_list(*names)
        found[model.__name__] = sorted(map(repr, rows))
    counted = ClaimTally.objects.filter(story=story, count__gt=0)
    found["ClaimTally"] = sorted(counted.values_list("source", "count"))
    texts = dict(ClaimWording.objects.filter(story=story).values_list("pk", "text"))
    found["words"] = sorted(
        (word, count, sorted(texts[key] for key, _ in having))
        for word, count, having in WordTally.objects.filter(story=story, count__gt=0).values_list(
            "word", "count", "wordings"
        )
    )
    return found


def from_nothing(story) -> dict[str, list[tuple]]:
    for model in (*KEPT, WordTally):
        model._default_manager.filter(story=story).delete()
    keep_up(story)
    return kept(story)


def unlink(post, meridian):
    Annotation.objects.filter(article=post, entity__isnull=False).update(entity=None)


def link(post, meridian):
    Annotation.objects.filter(quote="plan").update(entity=Entity.objects.get())


def relabel(post, meridian):
    Annotation.objects.filter(kind="entity", article=meridian).update(label="entity-person")


def date_back(post, meridian):
    type(post).objects.filter(pk=meridian.pk).update(published_on=date(2020, 1, 1))


def undate(post, meridian):
    type(post).objects.filter(pk=post.pk).update(published_on=None)


def move_source(post, meridian):
    type(post).objects.filter(pk=meridian.pk).update(source=Source.objects.get(name="The Post"))


def answer(post, meridian):
    question = Annotation.objects.exclude(question=None)[0].question
    Annotation.objects.filter(article=post, kind="claim").update(question=question)


def set_aside(post, meridian):
    Region.objects.create(article=meridian, start=0, end=len(MERIDIAN), role="caption")


def take_back(post, meridian):
    post.assignments.update(state="in progress", submitted_at=None)


def turn(post, meridian):
    label = Label.objects.get(slug="stance-against")
    Annotation.objects.filter(kind="stance", article=meridian).update(label=label)


ACTS = [
    unlink, date_back, link, relabel, turn, undate, move_source, answer, set_aside, take_back,
]  # fmt: skip


def test_what_is_mended_is_what_is_counted_from_nothing(story, papers):
    keep_up(story)
    seen = [kept(story)]
    for act in ACTS:
        act(*papers)
        touched = [one.pk for one in papers]
        for one in touched:  # each by itself, as they come
            changes.note(story.pk, [one])
            refresh(story)
        seen.append(kept(story))
        assert seen[-1] != seen[-2], act.__name__
        assert seen[-1] == from_nothing(story), act.__name__
    assert any(row for row in seen[0]["NameTally"])
    assert not NameUse.objects.filter(article=papers[0]).exists()


def test_what_counts_is_noted_and_counted_by_a_worker(story, papers, omar, ada, work_done):
    keep_up(story)
    assert not changes.is_behind(story)
    post = papers[0]
    # A highlight in a reading that does not count yet notes nothing.
    third = make_article(story, "Third", "Another", "Omar again.\n")
    mark(third, ada, "Omar", "entity-person", entity=omar)
    assert not changes.is_behind(story)
    for act in (
        lambda: submit(third, ada),
        post.save,
        lambda: ask(story, "cost", wording="What does it cost?"),
    ):
        act()
        assert changes.is_behind(story), act
        assert work_done() >= 1
        assert not changes.is_behind(story), act
    assert NameUse.objects.filter(article=third).exists()
    assert ClaimWording.objects.filter(story=story, text="What does it cost?").exists()


def test_an_interrupted_refresh_keeps_what_it_has_not_done(story, papers):
    class Stop(Exception):
        pass

    def stop(done, of):
        raise Stop

    changes.note(story.pk, whole=True)
    with pytest.raises(Stop):
        refresh(story, stop)
    assert changes.is_behind(story)
    refresh_source_pages.now(story.pk)
    assert not changes.is_behind(story)
    assert NameTally.objects.filter(story=story).exists()
    refresh_source_pages.now(story.pk + 99)  # a story that is gone has none


def test_an_entity_that_is_renamed_is_sorted_by_its_new_name(story, papers, omar):
    keep_up(story)
    omar.name = "Zed  Reza"
    omar.save()
    assert {*NameTally.objects.filter(entity=omar.pk).values_list("called", flat=True)} == {
        "zed reza"
    }
    assert StanceTally.objects.filter(holder=omar.pk, holder_called="zed reza").exists()


def test_a_question_that_is_retired_is_noted_though_it_is_not_saved_by_itself(story, papers, ada):
    keep_up(story)
    assert ClaimWording.objects.filter(story=story, article=None).count() == 1
    deactivate(list(Question.objects.filter(story=story)), ada, "Not asked any more")
    assert changes.is_behind(story)
    refresh(story)
    assert not ClaimWording.objects.filter(story=story, article=None).exists()


def test_an_article_that_another_story_takes_leaves_its_own(story, papers):
    keep_up(story)
    other = Story.objects.create(slug="other", title="Other")
    papers[0].story = other
    papers[0].save()
    refresh(other)
    assert kept(story) == from_nothing(story)
    assert NameUse.objects.filter(story=other, article=papers[0]).exists()
    assert not TallyChange.objects.filter(story=other).exists()
