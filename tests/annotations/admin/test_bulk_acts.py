# ruff: noqa: F401, F811 - fixtures of another file
"""Acts on many, corrected, deleted, restored; each noted, and undone in one step."""

import pytest
from django.urls import reverse

from annotator.annotations.admin.tasks import run_bulk_act
from annotator.annotations.models import Annotation, ArticleProgress, BulkAct, Stage
from annotator.background.models import BackgroundTask
from annotator.reconciliation.adjudication import decisions
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState
from annotator.vocabulary.models import Alias, Entity, Label, Question
from tests.annotations.admin.test_admin import (
    ANNOTATIONS,
    ENTITIES,
    LABELS,
    QUESTIONS,
    Hand,
    marks,
    root,
    shown,
    staff,
)
from tests.reconciliation.conftest import submit

pytestmark = pytest.mark.django_db
ACTS = reverse("admin:annotations_bulkact_changelist")


def state():
    """All that the annotations and the vocabulary say now, but for revisions and times."""
    unsaid = ("revision", "updated_at")
    rows = [
        {name: value for name, value in row.items() if name not in unsaid}
        for row in Annotation.everything.order_by("pk").values()
    ]
    things = [
        list(model.objects.order_by("pk").values()) for model in (Entity, Alias, Label, Question)
    ]
    return rows, things


def do(client, address, act, ticked, **choices):
    hand = Hand(client, address, act, ticked)
    return hand.do(hand.choose(**choices))


def undo(client):
    hand = Hand(client, ACTS, "undo_act", [BulkAct.objects.latest("pk")])
    page = hand.choose()
    return hand.do(page) if b'name="shown"' in page.content else page


class TestCorrect:
    def test_any_detail_of_many_with_a_plan_and_an_undo(self, root, marks):
        before = state()
        hand = Hand(root, ANNOTATIONS, "correct", marks)
        told = shown(hand.choose(detail="value", value="1,200 km"))
        assert "1 highlight will have “1,200 km”" in told
        assert "of them has another now" in told
        assert "2 highlights will not change: not claim" in told
        page = hand.do(hand.choose(detail="value", value="1,200 km"))
        assert "Undo it in the list of bulk acts" in shown(page)
        claim = Annotation.objects.get(kind="claim")
        assert (claim.value, claim.value_low, claim.revision) == ("1,200 km", "1200", 2)
        assert claim.history.first().history_user.username == "root"
        assert "Undone" in shown(undo(root))
        assert state() == before
        assert Annotation.objects.get(kind="claim").revision == 3

    def test_a_day_told_by_the_article_s_is_read_by_it(self, root, marks, story):
        when = Question.objects.create(story=story, slug="when", wording="When?", type="date")
        Annotation.objects.filter(kind="claim").update(question=when)
        do(root, ANNOTATIONS, "correct", marks, detail="value", value="yesterday")
        claim = Annotation.objects.get(kind="claim")
        assert claim.article.published_on.isoformat() == "2022-02-24"
        assert (claim.value, claim.value_low) == ("yesterday", "2022-02-23")

    def test_an_entity_detail_and_emptied(self, root, marks, story):
        other = Entity.objects.get(slug="o-reza")
        do(root, ANNOTATIONS, "correct", marks, detail="said_by", thing=other.pk)
        assert Annotation.objects.get(kind="claim").said_by == other
        do(root, ANNOTATIONS, "correct", marks, detail="entity")
        assert set(Annotation.objects.values_list("entity", flat=True)) == {None}

    @pytest.mark.parametrize(
        "choices, says",
        [
            ({}, "Choose which detail"),
            ({"detail": "modality", "value": "maybe"}, "“maybe” is none of these"),
            ({"detail": "entity", "value": "Omar"}, "Choose the entity below"),
            ({"detail": "value_low", "value": "soon"}, "None of them can take “soon”"),
            ({"detail": "scope", "value": "x" * 300}, "At most 200 characters"),
            ({"detail": "question"}, "Select a valid choice"),
        ],
    )
    def test_refused_in_words(self, choices, says, root, marks):
        page = Hand(root, ANNOTATIONS, "correct", marks).choose(**choices)
        assert page.status_code == 422
        assert says in shown(page)
        assert not BulkAct.objects.exists()


def bulk_acts():
    return BackgroundTask.objects.filter(result__task_path=run_bulk_act.module_path)


class TestManyInTheBackground:
    @pytest.fixture(autouse=True)
    def two_are_many(self, monkeypatch):
        monkeypatch.setattr("annotator.annotations.admin.acts.MOST_AT_ONCE", 2)

    def test_done_by_a_worker_as_it_was_planned(self, root, marks, work_done):
        before = state()
        page = do(root, ANNOTATIONS, "correct", marks, detail="value", value="1,200 km")
        assert "so many highlights (3) are changed in the background" in shown(page)
        assert b'href="/tasks/"' in page.content
        assert state() == before
        assert work_done(run_bulk_act) == 1
        task = bulk_acts().get()
        assert (task.title, task.asked_by.username) == ("Correct a detail", "root")
        claim = Annotation.objects.get(kind="claim")
        assert (claim.value, claim.value_low, claim.revision) == ("1,200 km", "1200", 2)
        assert claim.history.first().history_user.username == "root"
        assert "Undone" in shown(undo(root))
        assert state() == before

    def test_not_done_twice_nor_when_something_has_changed(self, root, marks, work_done):
        do(root, ANNOTATIONS, "erase", marks)
        Annotation.objects.filter(kind="claim").delete()
        work_done(may_fail=True)
        task = bulk_acts().get()
        assert task.failure.startswith("Nothing was done: the desk is not as it was")
        assert Annotation.objects.count() == 2
        do(root, ANNOTATIONS, "erase", [one for one in marks if one.kind != "claim"])
        assert (Annotation.objects.count(), bulk_acts().count()) == (0, 1)  # few: now


class TestEraseAndRestore:
    def test_many_and_each_undone(self, root, marks):
        before = state()
        do(root, ANNOTATIONS, "erase", marks)
        assert not Annotation.objects.exists()
        undo(root)
        assert state() == before
        do(root, ANNOTATIONS, "erase", marks)
        do(root, ANNOTATIONS + "?deleted=yes", "restore", marks)
        assert state() == before
        undo(root)
        assert not Annotation.objects.exists()

    def test_nothing_to_restore(self, root, marks):
        page = Hand(root, ANNOTATIONS, "restore", marks).choose()
        assert "None of these is deleted" in shown(page)

    def test_what_was_marked_again_meanwhile_stays_beside_it(self, root, marks):
        do(root, ANNOTATIONS, "erase", marks[:1])
        again = Annotation.everything.get(pk=marks[0].pk)
        again.pk, again.erased_at = "0" * 31 + "1", None
        again.save(force_insert=True)
        do(root, ANNOTATIONS + "?deleted=yes", "restore", marks[:1])
        assert sorted(Annotation.objects.filter(quote="Omar Reza").values_list("part", flat=True)) == [0, 0, 1]  # fmt: skip


class TestUndo:
    def test_relabelling(self, root, marks):
        before = state()
        do(root, ANNOTATIONS, "relabel", marks, label="claim-event")
        assert state() != before
        undo(root)
        assert state() == before

    def test_a_merge_of_entities_with_aliases_and_number(self, root, marks):
        Entity.objects.filter(slug="o-reza").update(wikidata="Q7")
        both, before = list(Entity.objects.order_by("slug")), state()
        kept = Entity.objects.get(slug="omar-reza").pk
        do(root, ENTITIES, "merge", both, kept=kept)
        assert Entity.objects.get(pk=kept).wikidata == "Q7"
        told = shown(root.get(ACTS))
        assert "“O. Reza” merged into “Omar Reza”" in told
        undo(root)
        assert state() == before

    def test_deactivating_from_a_filtered_list(self, root, marks):
        before = state()
        do(root, ENTITIES + "?active__exact=1", "deactivate", list(Entity.objects.all()))
        assert not Entity.objects.filter(active=True).exists()
        undo(root)
        assert state() == before

    def test_a_split(self, root, marks):
        entity = Entity.objects.get(slug="omar-reza")
        address = reverse("admin:vocabulary_entity_split", args=[entity.pk])
        hand = Hand(root, address, "split", [])
        choices = {"surface": ["omar reza"], "new_name": "Reza the analyst"}
        hand.do(hand.choose(**choices))
        made = Entity.objects.get(name="Reza the analyst")
        assert made.mentions.count() == 1
        undo(root)
        made.refresh_from_db()
        assert (made.active, made.mentions.count(), entity.mentions.count()) == (False, 0, 1)

    def test_not_where_something_changed_since_and_it_says_what(self, root, marks):
        do(root, ANNOTATIONS, "relabel", marks, label="claim-event")
        do(root, ANNOTATIONS, "correct", marks[2:], detail="value", value="9 km")
        first = BulkAct.objects.earliest("pk")
        page = Hand(root, ACTS, "undo_act", [first]).choose()
        assert page.status_code == 422
        assert "1 highlight has changed since: “1,100 kilometres”" in shown(page)
        undo(root)
        assert "changed since" in shown(Hand(root, ACTS, "undo_act", [first]).choose())

    def test_once_and_one_at_a_time(self, root, marks):
        do(root, ANNOTATIONS, "erase", marks[:1])
        do(root, ANNOTATIONS, "erase", marks[1:])
        page = Hand(root, ACTS, "undo_act", BulkAct.objects.all()).choose()
        assert "Undo one act at a time" in shown(page)
        undo(root)
        assert "undone already" in shown(undo(root))

    def test_who_may(self, staff, marks, root):
        do(root, ANNOTATIONS, "erase", marks[:1])
        assert staff("annotations.view_annotation").get(ACTS).status_code == 403
        curator = staff("annotations.view_annotation", "annotations.change_annotation")
        assert curator.get(ACTS).status_code == 200


def test_gold_that_a_curator_touches_makes_its_decision_stale_and_an_undo_fresh(
    root, marks, article, ada, bo, cy
):
    submit(article, ada, bo)
    for place in readings_of(article).places:
        new = decisions.accepted([(place, [place.rows[0]["id"]])], cy)
        decisions.record(article, new, cy)
    ArticleProgress.objects.update_or_create(
        article=article, defaults={"stage": Stage.FINISHED, "story": article.story}
    )

    def states():
        return {place.state for place in readings_of(article).places}

    assert states() == {PlaceState.SETTLED}
    gold = list(Annotation.objects.filter(layer="gold", kind="claim"))
    page = Hand(root, ANNOTATIONS, "correct", gold).choose(detail="scope", value="Sindh")
    assert "1 of them is settled: the decisions behind turn stale" in shown(page)
    do(root, ANNOTATIONS, "correct", gold, detail="scope", value="Sindh")
    assert states() == {PlaceState.SETTLED, PlaceState.STALE}
    assert ArticleProgress.objects.get(article=article).stage == Stage.REVISION
    undo(root)
    assert states() == {PlaceState.SETTLED}


class TestLinkAcrossTypes:
    @pytest.fixture
    def cost(self, story):
        return Question.objects.create(
            story=story, slug="cost", wording="What will it cost?", type="quantity", unit="km"
        )

    def test_a_text_is_not_put_under_a_quantity_without_a_word(self, root, marks, cost):
        claim = marks[2:]
        do(root, ANNOTATIONS, "correct", claim, detail="value", value="very much")
        hand = Hand(root, ANNOTATIONS, "link_question", claim)
        assert "1 claim will not change: the value comes to no quantity" in shown(
            hand.choose(question=cost.pk)
        )
        hand.do(hand.choose(question=cost.pk))
        assert not Annotation.objects.filter(question=cost).exists()
        told = shown(hand.choose(question=cost.pk, unread="on"))
        assert "1 of them comes to no quantity: not comparable until it is corrected" in told
        hand.do(hand.choose(question=cost.pk, unread="on"))
        assert Annotation.objects.filter(question=cost).count() == 1

    def test_another_type_is_told(self, root, marks, cost, story):
        why = Question.objects.create(story=story, slug="why", wording="Why?", type="text")
        do(root, ANNOTATIONS, "link_question", marks, question=why.pk)
        page = Hand(root, ANNOTATIONS, "link_question", marks).choose(question=cost.pk)
        assert "Answers to a question for text become answers to one for quantity." in shown(page)


class TestFilters:
    @pytest.mark.parametrize(
        "query, count",
        [
            ("?without=question", 1), ("?without=entity", 0), ("?without=target", 0),
            ("?without=nonsense", 3), ("?flagged=yes", 1), ("?flagged=no", 2),
            ("?question__exact=x", 0), ("?stance_target__exact=99999999999999999999", 0),
            ("?entity__exact={omar}&deleted=yes", 0), ("?entity__exact={omar}&deleted=all", 1),
        ],
    )  # fmt: skip
    def test_each(self, root, marks, query, count):
        Annotation.objects.filter(kind="claim").update(flag="Is it so?")
        omar = Entity.objects.get(slug="omar-reza").pk
        page = root.get(ANNOTATIONS + query.format(omar=omar))
        assert page.status_code == 200
        assert page.content.count(b'class="quote-in-context"') == count

    def test_what_a_link_has_chosen_stands_among_the_choices(self, root, marks):
        unused = Entity.objects.create(slug="nobody", name="Nobody at all")
        page = shown(root.get(f"{ANNOTATIONS}?entity__exact={unused.pk}"))
        assert "Nobody at all" in page
        assert "Omar Reza" in page
        assert "Nobody at all" not in shown(root.get(ANNOTATIONS))
