"""The tallies of a story: equal to what the page of each article shows, and counted no more often
than something changes."""

import json
import random
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from annotator.annotations import article_progress
from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import Annotation, ArticleProgress, Assignment, Layer
from annotator.annotations.recording.bulk_insert import store_many
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication import actions as adjudication_actions
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.models import Rule, Tally
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState, span_of
from annotator.reconciliation.places.refresh import TYPES, refresh_tallies
from annotator.reconciliation.places.spans import ordered
from annotator.reconciliation.places.tallies import Sums, pair_and_count
from annotator.vocabulary.models import Entity, Question
from tests.conftest import TEXT, make_article
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
WORDS = ["The minister landed at noon", "The minister", "at noon", "noon", "“It will cost",
         "It will cost", "1,100 kilometres"]  # fmt: skip
LABELS = ["claim-event", "claim-event", "claim-quantity", "entity-person", "stance-favour"]


def shown(article) -> dict[str, int]:
    """The numbers of the article's own page, by the tally's columns."""
    readings = readings_of(article)
    states = Counter(place.state for place in readings.places)
    undone = [p for p in readings.places if p.state in (PlaceState.OPEN, PlaceState.STALE)]
    types = Counter(type for place in undone for type in place.types)
    return {
        "agreed": states["agreed"],
        "differing": states["open"],
        "settled": states["settled"],
        "stale": states["stale"],
        "submitted": len(readings.submitted),
        "flags": sum("flag" in row["details"] for row in readings.read),
        **{type.value: types[type] for type in TYPES},
    }


def counted(article) -> dict[str, int]:
    refresh_tallies(article.story)
    tally = Tally.objects.filter(article=article).first() or Tally()
    return {name: getattr(tally, name) for name in shown(article)}


class Desk:
    """Things that happen to an article, in an order that the seed gives."""

    def __init__(self, seed, article, readers, adjudicator, question, entities):
        self.chance = random.Random(seed)
        self.article, self.readers, self.by = article, readers, adjudicator
        self.question, self.entities = question, entities

    def somebody_marks(self):
        words, who = self.chance.choice(WORDS), self.chance.choice(self.readers)
        label = self.chance.choice(LABELS)
        some = self.chance.choice([None, None, *self.entities])
        details = {
            "claim": {"question": self.chance.choice([None, None, self.question]),
                      "value": self.chance.choice(["", "", "3", "four"]), "said_by": some},
            "entity": {"entity": some},
            "stance": {"stance_target": some},
        }[label.split("-")[0]]  # fmt: skip
        start = self.article.text.index(words)
        mine = Annotation.objects.filter(article=self.article, annotator=who, start=start)
        if not mine.filter(end=start + len(words), label=label).exists():
            mark(self.article, who, words, label, flag=self.chance.choice(["", "?"]), **details)
            article_progress.readings_changed([self.article.pk])

    def somebody_says_something_of_the_whole(self):
        who, target = self.chance.choice(self.readers), self.chance.choice([None, *self.entities])
        now = timezone.now()
        Annotation.everything.filter(
            article=self.article, annotator=who, start=None, stance_target=target
        ).exclude(layer=Layer.GOLD).update(erased_at=now)
        store_many(
            [
                Annotation(
                    article=self.article, annotator=who, created_at=now, updated_at=now,
                    label_id=self.chance.choice(["stance-favour", "stance-against"]),
                    kind="stance", stance_target=target,
                )
            ],
            who, "Said",
        )  # fmt: skip
        article_progress.readings_changed([self.article.pk])

    def somebody_submits(self):
        submit(self.article, self.chance.choice(self.readers))

    def a_reading_is_sent_back(self):
        done = Assignment.objects.filter(article=self.article, state="submitted").first()
        if done:
            assignments_actions.send_back(done, self.by, "Again.")

    def a_mark_changes(self):
        self._some_mark(revision=9)

    def a_mark_goes(self):
        self._some_mark(erased_at="2024-01-01T00:00Z")

    def _some_mark(self, **change):
        marks = list(Annotation.objects.filter(article=self.article, layer=Layer.READING))
        if marks:
            Annotation.objects.filter(pk=self.chance.choice(marks).pk).update(**change)
            article_progress.readings_changed([self.article.pk])

    def a_place_is_decided(self):
        place = self.chance.choice(readings_of(self.article).places or [None])
        if place:
            lanes = [lane for lane in place.lanes if self.chance.random() < 0.6]
            keys = [key for lane in lanes for key in lane.keys]
            adjudication_actions.decide(self.article, self.by, stamp=place.stamp, accept=keys)

    def alike_places_are_settled(self):
        rule = self.chance.choice(list(Rule))
        stamp = plan(readings_of(self.article), rule, 60).stamp
        actions.settle_automatically(self.article, self.by, rule=rule, share=60, places=stamp)

    def a_decision_is_undone(self):
        last = self.article.decisions.filter(undone_at=None, replaced_by=None).last()
        if last:
            adjudication_actions.undo(self.article, self.by, decision=last.pk)

    def gold_is_imported(self):
        words = self.chance.choice(WORDS)
        gold = mark(self.article, self.by, words, "entity-place", layer=Layer.GOLD)
        Annotation.objects.filter(pk=gold.pk).delete()
        gold.part = Annotation.objects.filter(layer=Layer.GOLD).count()
        store_many([gold], self.by)

    def go_on(self):
        ada, bo, _ = self.readers
        mark(self.article, ada, "landed at noon. 🎉 She praised", "claim-event")
        mark(self.article, bo, "landed at noon", "claim-event")
        mark(self.article, bo, "She praised", "claim-event")
        for who in self.readers:
            mark(self.article, who, "Karachi", "entity-person")
        submit(self.article, ada, bo)
        for _ in range(6):
            self.somebody_marks()
            self.somebody_says_something_of_the_whole()
        for _ in range(14):
            acts = [self.somebody_marks, self.somebody_submits, self.a_reading_is_sent_back,
                    self.somebody_says_something_of_the_whole, self.a_mark_changes, self.a_mark_goes, self.a_place_is_decided,
                    self.a_place_is_decided, self.a_place_is_decided,
                    self.alike_places_are_settled, self.a_decision_is_undone,
                    self.gold_is_imported]  # fmt: skip
            try:
                self.chance.choice(acts)()
            except ValidationError:
                continue  # refused for now: the article is not ready, or nothing is alike
            yield


@pytest.mark.parametrize("seed", range(12))
def test_equal_to_what_the_page_of_the_article_shows(
    seed, article, labels, ada, bo, di, cy, mo, story
):
    article_progress.close(article, mo)
    question = Question.objects.create(story=story, slug="cost", wording="What will it cost?")
    entities = [Entity.objects.create(slug=f"e-{n}", name=f"E {n}") for n in range(2)]
    for _ in Desk(seed, article, [ada, bo, di], cy, question, entities).go_on():
        assert counted(article) == shown(article)


def test_every_state_and_type_comes_up_in_what_is_made_up(labels, ada, bo, di, cy, mo, story):
    """So that the test above looks at something."""
    question = Question.objects.create(story=story, slug="cost", wording="What will it cost?")
    entities = [Entity.objects.create(slug=f"e-{n}", name=f"E {n}") for n in range(2)]
    seen: Counter[str] = Counter()
    for seed in range(8):
        article = make_article(story, title=str(seed), text=f"{TEXT}{seed}\n")
        article_progress.close(article, mo)
        for _ in Desk(seed, article, [ada, bo, di], cy, question, entities).go_on():
            seen.update(shown(article))
    assert all(seen.values()), seen


class TestWhatIsCounted:
    def test_the_numbers(self, read_twice, story):
        assert refresh_tallies(story) == 1
        tally = Tally.objects.get()
        assert (tally.agreed, tally.differing, tally.settled, tally.stale) == (1, 2, 0, 0)
        assert (tally.edges, tally.missed, tally.split, tally.label) == (1, 1, 0, 0)
        assert (tally.submitted, tally.story) == (2, story)
        assert tally.last_submitted == Assignment.objects.latest("submitted_at").submitted_at

    def test_flags_of_submitted_readings_alone(self, read_twice, story, ada, di):
        Annotation.objects.filter(annotator=ada, quote="Karachi").update(flag="The city?")
        mark(read_twice, di, "Kasur", "entity-place", flag="Not submitted")
        refresh_tallies(story)
        assert Tally.objects.get().flags == 1

    def test_the_sums_of_agreement(self, read_twice, story):
        refresh_tallies(story)
        kept = json.loads(Tally.objects.get().sums)
        assert set(kept) == {"claim", "entity", "stance"}
        readings = readings_of(read_twice)
        for kind, packed in kept.items():
            spans = [span_of(row) for row in readings.read if row["kind"] == kind]
            alone = pair_and_count(ordered(spans), readings.submitted, len(read_twice.text))
            assert Sums.unpacked(packed) == alone

    def test_an_article_without_readings_has_no_tally(self, article, reading, story):
        assert refresh_tallies(story) == 0
        assert not Tally.objects.exists()

    def test_an_empty_reading_is_one(self, article, story, ada):
        submit(article, ada)
        assert refresh_tallies(story) == 1
        assert Tally.objects.get().submitted == 1

    def test_another_storys_articles_are_left_alone(self, read_twice, story):
        other = type(story).objects.create(slug="other", title="Other")
        submit(make_article(other, text="Elsewhere.\n"))
        assert refresh_tallies(other) == 0
        assert refresh_tallies(story) == 1


class TestWhen:
    def test_only_what_has_changed(self, read_twice, other_article, story, ada, bo, cy):
        submit(other_article, ada, bo)
        assert refresh_tallies(story) == 2
        assert refresh_tallies(story) == 0
        article_progress.readings_changed([other_article.pk])
        assert refresh_tallies(story) == 1
        place = readings_of(read_twice).places[0]
        adjudication_actions.decide(read_twice, cy, stamp=place.stamp)
        assert refresh_tallies(story) == 1
        assert Tally.objects.get(article=read_twice).settled == 1

    def test_imported_gold_is_counted(self, read_twice, story, cy):
        refresh_tallies(story)
        gold = mark(read_twice, cy, "Kasur", "entity-place", layer=Layer.GOLD)
        Annotation.objects.filter(pk=gold.pk).delete()
        store_many([gold], cy)
        assert refresh_tallies(story) == 1
        assert Tally.objects.get().settled == 1

    def test_a_reading_taken_back_is_counted_off(self, read_twice, story, ada):
        refresh_tallies(story)
        assignments_actions.reopen(read_twice, ada)
        refresh_tallies(story)
        tally = Tally.objects.get()
        assert (tally.submitted, tally.agreed, tally.differing) == (1, 0, 2)

    def test_what_changes_while_it_counts_is_counted_again(self, read_twice, story, monkeypatch):
        """The numbers kept are those from before the annotations were read."""
        from annotator.reconciliation.places import batch

        read = batch.stored_decisions

        def meanwhile(articles):
            article_progress.readings_changed(articles)
            return read(articles)

        monkeypatch.setattr(batch, "stored_decisions", meanwhile)
        assert refresh_tallies(story) == 1
        assert Tally.objects.get().readings == ArticleProgress.objects.get().readings - 1
        monkeypatch.undo()
        assert refresh_tallies(story) == 1
        assert refresh_tallies(story) == 0


def test_as_many_statements_for_many_annotations(
    read_twice, story, ada, bo, cy, django_assert_num_queries
):
    adjudication_actions.decide(read_twice, cy, stamp=readings_of(read_twice).places[0].stamp)
    # what is due; readers, annotations, decisions and what they ruled on and made; stored
    with django_assert_num_queries(7):
        refresh_tallies(story)
    for words in ("landed", "noon", "praised", "Kasur", "Omar", "Reza", "analyst"):
        for who in (ada, bo):
            mark(read_twice, who, words, "entity-place")
    article_progress.readings_changed([read_twice.pk])
    with django_assert_num_queries(7):
        refresh_tallies(story)
