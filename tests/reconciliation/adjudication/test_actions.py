"""Deciding on places: gold, undo, acts, finishing, and two adjudicators at one article."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from annotator.annotations.assignments import actions as assignments_actions
from annotator.annotations.models import Annotation, ArticleProgress, Assignment, Layer, Stage
from annotator.annotations.recording.gold import Wanted
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.adjudication import actions as adjudication_actions
from annotator.reconciliation.adjudication.auto_adjudication import plan
from annotator.reconciliation.adjudication.decisions import PlaceChanged
from annotator.reconciliation.models import Decision, Rule
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState
from tests.conftest import assign
from tests.reconciliation.conftest import mark, submit


def place_at(article, words: str):
    """The place that holds these words."""
    start = article.text.index(words)
    return next(p for p in readings_of(article).places if p.start <= start < p.end)


def gold(article) -> list[tuple[str, str]]:
    live = Annotation.objects.filter(article=article, layer=Layer.GOLD).order_by("start", "end")
    return list(live.values_list("label_id", "quote"))


def decide(article, by, words: str, *lanes: int, **options):
    place = place_at(article, words)
    keys = [place.lanes[number - 1].keys[0] for number in lanes]
    return adjudication_actions.decide(article, by, stamp=place.stamp, accept=keys, **options)


def agree(article, by, rule: Rule = Rule.AGREED, share: int = 100):
    planned = plan(readings_of(article), rule, share)
    return actions.settle_automatically(article, by, rule=rule, share=share, places=planned.stamp)


def states(article) -> list[str]:
    return [place.state for place in readings_of(article).places]


def test_an_accepted_reading_becomes_gold(read_twice, ada, cy):
    decision = decide(read_twice, cy, "1,100", 1, reason="The measure begins with its noun.")
    [made] = Annotation.objects.filter(layer=Layer.GOLD)
    assert (made.quote, made.annotator, made.value) == (
        "a pipeline of 1,100 kilometres", cy, "1,100 km",
    )  # fmt: skip
    assert (decision.outcome, decision.types) == ("accepted", "edges")
    assert place_at(read_twice, "1,100").state == PlaceState.SETTLED
    assert Annotation.history.filter(id=made.pk).count() == 1
    assert Annotation.objects.filter(annotator=ada).count() == 3, "readings stay as they are"


def test_several_readings_can_be_right(read_twice, cy):
    decide(read_twice, cy, "1,100", 1, 2)
    assert len(gold(read_twice)) == 2


def test_none_is_right(read_twice, cy):
    decision = decide(read_twice, cy, "Karachi", reason="Out of scope")
    assert decision.outcome == "none"
    assert gold(read_twice) == []
    assert place_at(read_twice, "Karachi").state == PlaceState.SETTLED


def test_what_is_right_can_be_written(read_twice, cy):
    place = place_at(read_twice, "1,100")
    start = read_twice.text.index("1,100 kilometres from Karachi")
    words = "1,100 kilometres from Karachi"
    wanted = Wanted("claim-event", start, start + len(words), words, {"value": "far"})
    decision = adjudication_actions.decide(read_twice, cy, stamp=place.stamp, wanted=wanted)
    assert decision.outcome == "edited"
    assert gold(read_twice) == [("claim-event", words)]


def test_a_label_of_another_kind_is_refused_and_nothing_stored(read_twice, cy):
    place = place_at(read_twice, "1,100")
    start = read_twice.text.index("Kasur")
    wanted = Wanted("entity-place", start, start + 5, "Kasur", {})
    with pytest.raises(ValidationError, match="kind claim"):
        adjudication_actions.decide(read_twice, cy, stamp=place.stamp, wanted=wanted)
    assert not Decision.objects.exists()
    assert gold(read_twice) == []
    assert not ArticleProgress.objects.filter(stage=Stage.SETTLING).exists()


def test_gold_that_nobody_made_can_be_added(read_twice, cy):
    start = read_twice.text.index("Kasur")
    decision = adjudication_actions.add(
        read_twice, cy, wanted=Wanted("entity-place", start, start + 5, "Kasur", {})
    )
    assert decision.outcome == "added"
    assert gold(read_twice) == [("entity-place", "Kasur")]
    assert place_at(read_twice, "Kasur").state == PlaceState.SETTLED


def test_a_decision_sent_twice_is_made_once(read_twice, cy):
    op = uuid4()
    place = place_at(read_twice, "Karachi")
    keys = list(place.lanes[0].keys)
    first = adjudication_actions.decide(read_twice, cy, stamp=place.stamp, accept=keys, op=op)
    again = adjudication_actions.decide(read_twice, cy, stamp=place.stamp, accept=keys, op=op)
    assert first == again
    assert Decision.everything.count() == 1


def test_the_second_adjudicator_is_told(read_twice, cy, dee):
    stamp = place_at(read_twice, "Karachi").stamp
    decide(read_twice, cy, "Karachi", 1)
    with pytest.raises(PlaceChanged):
        adjudication_actions.decide(read_twice, dee, stamp=stamp)
    assert gold(read_twice) == [("entity-place", "Karachi")]


def test_undo_takes_the_gold_away_and_brings_back_what_was_replaced(read_twice, cy):
    first = decide(read_twice, cy, "1,100", 1)
    second = decide(read_twice, cy, "1,100", 2)
    assert gold(read_twice) == [("claim-quantity", "1,100 kilometres")]
    adjudication_actions.undo(read_twice, cy, decision=second.pk)
    assert gold(read_twice) == [("claim-quantity", "a pipeline of 1,100 kilometres")]
    adjudication_actions.undo(read_twice, cy, decision=first.pk)
    assert gold(read_twice) == []
    assert place_at(read_twice, "1,100").state == PlaceState.OPEN
    with pytest.raises(PlaceChanged):
        adjudication_actions.undo(read_twice, cy, decision=first.pk)


def test_what_all_agree_on_becomes_gold_in_one_act_and_is_undone_in_one(read_twice, cy):
    act = agree(read_twice, cy)
    assert gold(read_twice) == [("entity-person", "minister")]
    assert states(read_twice) == ["settled", "open", "open"]
    actions.undo_act(read_twice, cy, act=act.pk)
    assert gold(read_twice) == []
    assert states(read_twice) == ["agreed", "open", "open"]


def test_a_majority_settles_what_enough_share(read_twice, ada, bo, di, cy):
    mark(read_twice, di, "minister", "entity-person")
    mark(read_twice, di, "1,100 kilometres", "claim-quantity", value="1,100 km")
    submit(read_twice, di)
    planned = plan(readings_of(read_twice), Rule.MAJORITY, 66)
    assert [lane.row["quote"] for _, lane in planned.will] == ["minister", "1,100 kilometres"]
    assert planned.leaves == {"no such majority": 1}
    agree(read_twice, cy, Rule.MAJORITY, 66)
    assert states(read_twice) == ["settled", "settled", "open"]


def test_an_act_never_touches_what_a_person_decided(read_twice, cy):
    decide(read_twice, cy, "minister")
    with pytest.raises(ValidationError, match="nothing"):
        agree(read_twice, cy)
    assert gold(read_twice) == []


def test_undoing_an_act_leaves_what_was_decided_since(read_twice, cy):
    act = agree(read_twice, cy)
    decide(read_twice, cy, "minister")
    actions.undo_act(read_twice, cy, act=act.pk)
    assert place_at(read_twice, "minister").state == PlaceState.SETTLED
    assert gold(read_twice) == []


def test_an_act_is_refused_when_its_list_is_old(read_twice, cy, ada):
    stamp = plan(readings_of(read_twice), Rule.AGREED).stamp
    Annotation.objects.filter(annotator=ada, quote="minister").update(revision=2)
    with pytest.raises(PlaceChanged):
        actions.settle_automatically(read_twice, cy, rule=Rule.AGREED, share=100, places=stamp)


def test_a_changed_annotation_makes_the_decision_stale(read_twice, cy, ada):
    decide(read_twice, cy, "Karachi", 1)
    Annotation.objects.filter(annotator=ada, quote="Karachi").update(revision=2)
    assert place_at(read_twice, "Karachi").state == PlaceState.STALE
    assert gold(read_twice) == [("entity-place", "Karachi")], "it stands meanwhile"
    decide(read_twice, cy, "Karachi", 1)
    assert place_at(read_twice, "Karachi").state == PlaceState.SETTLED
    assert gold(read_twice) == [("entity-place", "Karachi")]
    assert Annotation.everything.filter(layer=Layer.GOLD).count() == 1, "the same gold is kept"


def test_a_reader_who_joins_makes_it_stale(read_twice, cy, di):
    decide(read_twice, cy, "Karachi", 1)
    submit(read_twice, di)
    assert place_at(read_twice, "Karachi").state == PlaceState.STALE


def test_a_reading_sent_back_leaves_its_decisions_stale_and_counts_again_when_submitted(
    read_twice, cy, ada
):
    decide(read_twice, cy, "Karachi", 1)
    reading = Assignment.objects.get(article=read_twice, annotator=ada)
    assignments_actions.send_back(reading, cy, "Look at the last sentence.")
    places = [p for p in readings_of(read_twice).places if p.state == PlaceState.STALE]
    assert [row["quote"] for place in places for row in place.gold] == ["Karachi"]
    assignments_actions.submit(read_twice, ada)
    assert place_at(read_twice, "Karachi").state == PlaceState.SETTLED


def test_what_is_left_of_a_decision_whose_reading_went_can_be_removed(read_twice, cy, ada):
    decide(read_twice, cy, "Karachi", 1)
    Annotation.objects.filter(annotator=ada, quote="Karachi").update(erased_at="2022-01-01T00:00Z")
    place = place_at(read_twice, "Karachi")
    assert place.state == PlaceState.STALE
    adjudication_actions.decide(read_twice, cy, stamp=place.stamp)
    assert gold(read_twice) == []
    assert PlaceState.STALE not in states(read_twice)


def test_imported_gold_is_taken_over_by_the_decision_that_says_the_same(read_twice, cy, mo):
    imported = mark(read_twice, mo, "Karachi", "entity-place", layer="gold")
    place = place_at(read_twice, "Karachi")
    assert [lane.chosen for lane in place.lanes] == [True]
    decision = decide(read_twice, cy, "Karachi", 1)
    assert Annotation.everything.filter(layer=Layer.GOLD).count() == 1
    adjudication_actions.undo(read_twice, cy, decision=decision.pk)
    assert gold(read_twice) == [("entity-place", "Karachi")], "it was there before"
    decision = decide(read_twice, cy, "Karachi")
    assert gold(read_twice) == []
    adjudication_actions.undo(read_twice, cy, decision=decision.pk)
    imported.refresh_from_db()
    assert imported.erased_at is None


def test_finish_needs_everything_settled(read_twice, cy):
    with pytest.raises(ValidationError, match="3 places are not settled"):
        adjudication_actions.finish(read_twice, cy)
    agree(read_twice, cy)
    decide(read_twice, cy, "1,100", 1)
    assert ArticleProgress.objects.get().stage == Stage.SETTLING
    decide(read_twice, cy, "Karachi", 1)
    adjudication_actions.finish(read_twice, cy)
    assert ArticleProgress.objects.get().stage == Stage.FINISHED
    with pytest.raises(ValidationError, match="Reopen"):
        decide(read_twice, cy, "Karachi")
    adjudication_actions.reopen(read_twice, cy)
    assert ArticleProgress.objects.get().stage == Stage.REVISION
    decide(read_twice, cy, "Karachi")
    assert len(gold(read_twice)) == 2


def test_a_stale_place_of_a_finished_article_can_be_decided_at_once(read_twice, cy, ada):
    for words in ("minister", "1,100", "Karachi"):
        decide(read_twice, cy, words, 1)
    adjudication_actions.finish(read_twice, cy)
    Annotation.objects.filter(annotator=ada, quote="Karachi").update(revision=2)
    decide(read_twice, cy, "Karachi", 1)
    assert ArticleProgress.objects.get().stage == Stage.REVISION
    adjudication_actions.finish(read_twice, cy)


def test_an_article_is_settled_when_ready_or_closed(article, labels, ada, bo, cy, mo):
    mark(article, ada, "Karachi", "entity-place")
    submit(article, ada)
    assign(article, bo, "in progress")
    with pytest.raises(ValidationError, match="1 of 2"):
        decide(article, cy, "Karachi", 1)
    from annotator.annotations import article_progress

    article_progress.close(article, mo)
    decide(article, cy, "Karachi", 1)
    article_progress.open_again(article, mo)
    assert ArticleProgress.objects.get().closed_at is None


def test_nobody_settles_what_they_read_unless_the_story_allows_it(read_twice, story, ada):
    with pytest.raises(ValidationError, match="read this article yourself"):
        decide(read_twice, ada, "Karachi", 1)
    read_twice.story.readers_settle = True
    assert decide(read_twice, ada, "Karachi", 1).had_read


def test_the_first_decision_keeps_readings_as_they_are(read_twice, ada, cy):
    decision = decide(read_twice, cy, "Karachi")
    with pytest.raises(ValidationError, match="begun to settle"):
        assignments_actions.reopen(read_twice, ada)
    adjudication_actions.undo(read_twice, cy, decision=decision.pk)
    assignments_actions.reopen(read_twice, ada)


def test_comments_are_about_annotations(read_twice, cy, ada):
    place = place_at(read_twice, "Karachi")
    said = adjudication_actions.comment(
        read_twice, cy, about=[row["id"] for row in place.rows], text=" Is this the city? "
    )
    assert said.text == "Is this the city?"
    assert said.about.count() == 1
    with pytest.raises(ValidationError, match="Write something"):
        adjudication_actions.comment(read_twice, cy, about=[place.rows[0]["id"]], text="  ")
    with pytest.raises(ValidationError, match="not there"):
        adjudication_actions.comment(read_twice, cy, about=[uuid4()], text="x")


def test_statements_do_not_grow_with_the_places(
    read_twice, ada, bo, cy, django_assert_max_num_queries
):
    def act() -> int:
        with django_assert_max_num_queries(60) as counted:
            done = agree(read_twice, cy)
        actions.undo_act(read_twice, cy, act=done.pk)
        return len(counted)

    few = act()
    for words in ("landed", "noon", "praised", "Kasur", "Omar", "Reza", "analyst"):
        for who in (ada, bo):
            mark(read_twice, who, words, "entity-place")
    assert act() == few
