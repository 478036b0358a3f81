"""Merging and splitting: uses move with their history, names become aliases, nothing is deleted."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.annotations.curation import merge, split
from annotator.annotations.models import Annotation
from annotator.annotations.recording import actions
from annotator.vocabulary.actions import get_or_make_entity, get_or_make_question
from annotator.vocabulary.models import Alias, Entity, Label
from tests.annotations.recording.test_actions import mark
from tests.conftest import assign, make_article

pytestmark = pytest.mark.django_db


def entity(name, *aliases, **fields):
    made = Entity.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)
    for alias in aliases:
        Alias.objects.create(entity=made, name=alias)
    return made


@pytest.fixture
def khan():
    return entity("Imran Khan")


@pytest.fixture
def also():
    return entity("I. Khan", "Kaptaan", "imran  khan", wikidata="Q155164")


@pytest.fixture
def marks(article, ada, reading, labels, also):
    """Every way in which an annotation names an entity; the last one is erased."""
    made = [
        mark(article, ada, "Omar Reza", "entity-person", details={"entity": also}),
        mark(article, ada, "1,100 kilometres", "claim-quantity", details={"said_by": also}),
        mark(article, ada, "praised", "stance-favour", details={"stance_holder": also, "stance_target": also}),
        mark(article, ada, "analyst", "entity-person", details={"entity": also}),
    ]  # fmt: skip
    actions.erase(article, ada, id=made[3].pk, base=1)
    return made


class TestEntities:
    def test_every_use_moves_with_one_revision_and_one_row_each(self, marks, khan, also, mo):
        assert merge.merge_entities(khan, [also], mo) == 4
        stored = {a.pk: a for a in Annotation.everything.all()}
        mention, claim, stance, erased = (stored[made.pk] for made in marks)
        assert mention.entity == claim.said_by == erased.entity == khan
        assert stance.stance_holder == stance.stance_target == khan
        assert [a.revision for a in (mention, claim, stance, erased)] == [2, 2, 2, 3]
        for annotation in stored.values():
            last = annotation.history.first()
            assert annotation.history.count() == annotation.revision == last.revision
            assert (last.history_user, last.history_type) == (mo, "~")
            assert "i.-khan merged into imran-khan" in last.history_change_reason
        assert not Annotation.everything.filter(merge.naming([also])).exists()

    def test_names_become_aliases_once_and_the_number_moves(self, marks, khan, also, mo):
        merge.merge_entities(khan, [also], mo)
        khan.refresh_from_db()
        also.refresh_from_db()
        assert sorted(alias.name for alias in khan.aliases.all()) == ["I. Khan", "Kaptaan"]
        assert (khan.wikidata, also.wikidata, also.active) == ("Q155164", "", False)
        assert khan.history.first().history_user == also.history.first().history_user == mo
        assert get_or_make_entity("kaptaan", None) == khan

    def test_a_number_of_its_own_stays(self, khan, also, mo):
        Entity.objects.filter(pk=khan.pk).update(wikidata="Q1")
        merge.merge_entities(Entity.objects.get(pk=khan.pk), [also], mo)
        numbers = Entity.objects.order_by("pk").values_list("wikidata", flat=True)
        assert list(numbers) == ["Q1", "Q155164"]

    def test_what_was_erased_can_be_restored_and_names_what_stands(
        self, marks, khan, also, mo, ada, article
    ):
        merge.merge_entities(khan, [also], mo)
        back = actions.restore(article, ada, id=marks[3].pk, base=3)
        assert back.entity == khan

    def test_a_browser_that_has_not_seen_it_is_told(self, marks, khan, also, mo, ada, article):
        merge.merge_entities(khan, [also], mo)
        with pytest.raises(actions.StaleRevision):
            actions.edit(article, ada, id=marks[0].pk, base=1, details={"note": "late"})

    def test_nothing_to_merge_and_one_out_of_use_are_refused(self, marks, khan, also, mo):
        for kept, others in ((khan, []), (khan, [khan])):
            with pytest.raises(ValidationError, match="at least one other"):
                merge.merge_entities(kept, others, mo)
            with pytest.raises(ValidationError, match="at least one other"):
                merge.merge_entities_preview(kept, others)
        Entity.objects.filter(pk=khan.pk).update(active=False)
        with pytest.raises(ValidationError, match="out of use"):
            merge.merge_entities(khan, [also], mo)
        assert Annotation.objects.filter(merge.naming([also])).count() == 3

    def test_the_plan_says_it_and_writes_nothing(self, marks, khan, also):
        plan = merge.merge_entities_preview(khan, [also])
        words = " ".join(plan.will)
        assert "To name Imran Khan instead of I. Khan (i.-khan): 3 highlights" in words
        assert ", and 1 deleted one." in words
        assert "“I. Khan”, “Kaptaan”" in words
        assert "Q155164" in words
        assert len(plan.examples) == 3
        assert not Annotation.objects.filter(merge.naming([khan])).exists()

    def test_its_statements_do_not_grow_with_the_uses(self, story, ada, labels, mo):
        asked = []
        for count in (2, 20):
            kept, gone = entity(f"Kept {count}"), entity(f"Gone {count}")
            text = " ".join(f"word{n}" for n in range(30))
            article = make_article(story, title=str(count), text=f"{text} {count}\n")
            assign(article, ada)
            for number in range(count):
                mark(article, ada, f"word{number}", "entity-person", details={"entity": gone})
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert merge.merge_entities(kept, [gone], mo) == count
            asked.append(len(queries))
        assert asked[0] == asked[1]


class TestSplit:
    @pytest.fixture
    def khans(self, story, ada, labels):
        text = "Imran Khan spoke. imran  khan left. Khan stayed. KHAN slept. Khan.\n"
        article = make_article(story, title="Two Khans", text=text)
        assign(article, ada)
        both = entity("Imran Khan", "Khan", "Kaptaan")
        spans = [(0, 10), (18, 29), (36, 40), (49, 53)]
        for start, end in spans:
            quote = text[start:end]
            mark(
                article, ada, quote, "entity-person", start=start, end=end, details={"entity": both}
            )
        return both

    def test_forms_are_counted_case_and_space_aside(self, khans):
        forms = {form: count for form, _, count in split.surface_forms(khans)}
        assert forms == {"imran khan": 2, "khan": 2}

    def test_the_mentions_in_those_words_and_the_alias_go_to_a_new_entity(self, khans, mo):
        plan = split.split_entity_preview(khans, ["khan"], "Amir Khan")
        assert any("2 mentions as “" in line for line in plan.will)
        assert "2 other mentions" in plan.stays[0]
        made = split.split_entity(khans, ["khan"], " Amir  Khan ", mo)
        assert made.name == "Amir Khan"
        assert sorted(a.quote for a in made.mentions.all()) == ["KHAN", "Khan"]
        assert khans.mentions.count() == 2
        assert [alias.name for alias in made.aliases.all()] == ["Khan"]
        assert [alias.name for alias in khans.aliases.all()] == ["Kaptaan"]
        moved = made.mentions.first()
        assert (moved.revision, moved.history.first().history_user) == (2, mo)

    @pytest.mark.parametrize("forms, name", [(["nobody"], "New"), ([], "New"), (["khan"], "imran KHAN"), (["khan"], " ")])  # fmt: skip
    def test_no_form_and_a_taken_or_empty_name_are_refused(self, khans, mo, forms, name):
        with pytest.raises(ValidationError):
            split.split_entity(khans, forms, name, mo)
        assert Entity.objects.count() == 1
        assert khans.mentions.count() == 4


class TestQuestions:
    def test_answers_move_and_the_other_goes_out_of_use(
        self, story, article, ada, reading, labels, mo
    ):
        kept = get_or_make_question(story, "How long is it?", mo, type="quantity", unit="km")
        gone = get_or_make_question(story, "What length?", mo, type="quantity", unit="m")
        made = mark(
            article, ada, "1,100 kilometres", details={"question": gone, "value": "1,100 km"}
        )
        assert ": 1 highlight." in merge.merge_questions_preview(kept, [gone]).will[0]
        assert merge.merge_questions(kept, [gone], mo) == 1
        made.refresh_from_db()
        gone.refresh_from_db()
        assert (made.question, made.value_low, made.revision, gone.active) == (
            kept,
            "1100",
            2,
            False,
        )

    def test_of_another_story_or_type_are_refused(self, story, mo):
        kept = get_or_make_question(story, "How long is it?", mo, type="quantity")
        elsewhere = type(story).objects.create(slug="other", title="Other")
        for other in (
            get_or_make_question(elsewhere, "How long is it?", mo, type="quantity"),
            get_or_make_question(story, "When?", mo, type="date"),
        ):
            with pytest.raises(ValidationError):
                merge.merge_questions_preview(kept, [other])
            with pytest.raises(ValidationError):
                merge.merge_questions(kept, [other], mo)
            other.refresh_from_db()
            assert other.active


class TestLabels:
    def test_the_same_words_marked_with_both_stay_marked_twice(
        self, article, ada, bo, reading, labels, mo
    ):
        assign(article, bo)
        kept, gone = labels["claim-quantity"], labels["claim-event"]
        mark(article, ada, "noon")
        mark(article, ada, "noon", part=1)
        third = mark(article, ada, "noon", "claim-event")
        alone = mark(article, bo, "noon", "claim-event")
        erased = mark(article, bo, "She", "claim-event")
        actions.erase(article, bo, id=erased.pk, base=1)
        assert merge.merge_labels(kept, [gone], mo) == 3
        for annotation in (third, alone, erased):
            annotation.refresh_from_db()
            assert annotation.label == kept
        assert (third.part, alone.part, erased.part) == (2, 0, 0)
        assert not Label.objects.get(pk=gone.pk).active

    def test_two_that_are_merged_at_once_do_not_collide(self, article, ada, reading, labels, mo):
        mark(article, ada, "noon", "claim-event")
        Label.objects.create(slug="claim-rumour", kind="claim", name="Rumour")
        mark(article, ada, "noon", "claim-rumour")
        others = list(Label.objects.filter(slug__in=["claim-event", "claim-rumour"]))
        merge.merge_labels(labels["claim-quantity"], others, mo)
        assert sorted(Annotation.objects.values_list("label", "part")) == [
            ("claim-quantity", 0),
            ("claim-quantity", 1),
        ]

    def test_another_polarity_is_told_and_another_kind_refused(self, labels, mo):
        favour, against = labels["stance-favour"], labels["stance-against"]
        plan = merge.merge_labels_preview(favour, [against])
        assert any("stance of those highlights changes" in line for line in plan.will)
        with pytest.raises(ValidationError, match="differ in kind"):
            merge.merge_labels(favour, [labels["claim-event"]], mo)
        assert Label.objects.get(pk="claim-event").active
