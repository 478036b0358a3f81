"""Text answers sorted into the same and different ones, all at once, and that undone."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import Annotation, Layer
from annotator.comparison.models import Curation
from annotator.comparison.questions.wording_likeness import clusters, folded_wording, near_pairs
from annotator.reconciliation.adjudication import decisions
from annotator.reconciliation.models import Outcome
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.place import PlaceState
from annotator.vocabulary.models import Question
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
WORDS = {
    "Post": "a dispute over grain",
    "Meridian": "A dispute over grain.",
    "Herald": "the grain dispute",
    "Times": "a late payment",
}


@pytest.fixture
def why(story, labels, ada):
    """Four sources word a reason, two of them alike but for the marks at the end."""
    question = Question.objects.create(story=story, slug="why", wording="Why?", type="text")
    for source, words in WORDS.items():
        answered(story, source, words, ada, question)
    return question


def answered(story, source, words, by, question):
    article = make_article(story, source, f"{source} on it", f"It was {words} that it said.\n")
    made = mark(article, by, words, "claim-event", question=question, value=words)
    submit(article, by)
    return made


@pytest.fixture
def address(story, why):
    return reverse("comparison:sorting", args=[story.slug, why.pk])


def listed(client, address):
    """The wordings on the page, by their words."""
    context = client.get(address).context
    return {one.text: one for one in context["page"]}


def sort(client, address, moves, **more):
    names = {text: one.name for text, one in listed(client, address).items()}
    sent = {f"to-{names[text]}": choice for text, choice in moves.items()}
    return client.post(address + "sort", sent | more)


def group(client, address, key):
    """The choice of a group, as the page gives it."""
    page = client.get(address).content.decode()
    return re.search(rf'name="called-(g\w+)" value="{key}"', page)[1]


def keys():
    return dict(Annotation.objects.order_by("pk").values_list("value", "answer_key"))


class TestDoors:
    def test_who_may(self, address, ada, cy, mo, stranger, as_user):
        told = [as_user(user).get(address).status_code for user in (ada, cy, mo, stranger)]
        assert told == [403, 200, 200, 404]
        told = [as_user(user).post(address + "sort").status_code for user in (ada, stranger)]
        assert told == [403, 404]
        assert as_user(cy).get(address + "sort").status_code == 405


class TestPage:
    def test_each_wording_once_with_its_sources_and_passages(self, address, cy, as_user):
        found = listed(as_user(cy), address)
        assert len(found) == 3
        assert found["a dispute over grain"].sources == ["Post", "Meridian"]
        [first, _] = found["a dispute over grain"].passages
        assert (first.source, first.words) == ("Post", "a dispute over grain")

    def test_near_ones_stand_together_and_are_proposed_not_stored(self, address, cy, as_user):
        page = as_user(cy).get(address + "?suggest=1")
        first, second, third = page.context["page"]
        assert {first.text, second.text} == {"a dispute over grain", "the grain dispute"}
        assert first.suggested == second.suggested == "n0"
        assert (third.suggested, third.near) == ("", "")
        assert page.content.decode().partition("data-sorting")[2].count("selected>") == 2
        assert set(keys().values()) == {""}

    def test_narrowed_by_words_and_source(self, address, cy, as_user):
        assert [*listed(as_user(cy), address + "?text=payment")] == ["a late payment"]
        assert [*listed(as_user(cy), address + "?text=herald")] == ["the grain dispute"]
        assert "worded like this" in as_user(cy).get(address + "?text=xyz").content.decode()

    def test_what_one_has_still_to_read_is_neither_shown_nor_sorted(
        self, story, why, address, cy, as_user
    ):
        hidden = Annotation.objects.get(value="A dispute over grain.")
        assign(hidden.article, cy)
        client = as_user(cy)
        assert listed(client, address)["a dispute over grain"].sources == ["Post"]
        sort(client, address, {"a dispute over grain": "n0"}, **{"called-n0": "grain"})
        hidden.refresh_from_db()
        assert hidden.answer_key == ""
        assert keys()["a dispute over grain"] == "grain"

    def test_another_type_has_nothing_to_sort(self, why, address, cy, as_user):
        Question.objects.filter(pk=why.pk).update(type="date")
        page = as_user(cy).get(address)
        assert "Only the answers of a text question are sorted" in page.content.decode()


class TestSort:
    def test_all_at_once_signed_and_undone(self, story, why, address, cy, as_user):
        client = as_user(cy)
        moves = {"a dispute over grain": "n0", "the grain dispute": "n0", "a late payment": "n1"}
        assert sort(client, address, moves, **{"called-n0": " the  grain "}).status_code == 302
        assert keys() == {
            "a dispute over grain": "the grain",
            "A dispute over grain.": "the grain",
            "the grain dispute": "the grain",
            "a late payment": "a late payment",
        }
        one = Annotation.objects.get(value="a late payment")
        assert (one.revision, one.history.first().history_user) == (2, cy)
        act = Curation.objects.get()
        assert act.told in client.get(address).content.decode()
        client.post(reverse("comparison:undo_curation", args=[story.slug, act.pk]))
        assert set(keys().values()) == {""}

    def test_into_a_group_that_is_there_renamed_and_out_again(self, address, cy, as_user):
        client = as_user(cy)
        sort(client, address, {"the grain dispute": "n0"}, **{"called-n0": "grain"})
        grain = group(client, address, "grain")
        sort(client, address, {"a dispute over grain": grain}, **{f"called-{grain}": "corn"})
        assert sorted(keys().values()) == ["", "corn", "corn", "corn"]
        sort(client, address, {"the grain dispute": ""})
        assert sorted(keys().values()) == ["", "", "corn", "corn"]

    def test_a_new_group_called_as_one_that_is_there_is_that_group(self, address, cy, as_user):
        client = as_user(cy)
        sort(client, address, {"the grain dispute": "n0"}, **{"called-n0": "Grain"})
        sort(client, address, {"a late payment": "n0"}, **{"called-n0": "grain"})
        assert keys()["a late payment"] == "Grain"

    def test_undo_leaves_what_was_sorted_since(self, story, address, cy, as_user):
        client = as_user(cy)
        sort(client, address, {"the grain dispute": "n0", "a late payment": "n0"})
        first = Curation.objects.get()
        sort(client, address, {"a late payment": "n0"}, **{"called-n0": "money"})
        client.post(reverse("comparison:undo_curation", args=[story.slug, first.pk]))
        assert (keys()["the grain dispute"], keys()["a late payment"]) == ("", "money")

    def test_a_group_that_is_gone_since_takes_nothing_and_no_other_takes_its_place(
        self, address, cy, as_user
    ):
        client = as_user(cy)
        sort(client, address, {"the grain dispute": "n0", "a late payment": "n1"})
        grain = group(client, address, "the grain dispute")
        sort(client, address, {"the grain dispute": "", "a dispute over grain": ""})
        answer = sort(client, address, {"a dispute over grain": grain})
        assert answer.status_code == 422
        assert "no such group" in answer.content.decode()
        assert keys()["a dispute over grain"] == ""

    def test_an_answer_that_changed_since_is_not_sorted(self, address, cy, as_user):
        client = as_user(cy)
        name = listed(client, address)["a late payment"].name
        Annotation.objects.filter(value="a late payment").update(answer_key="money")
        answer = client.post(address + "sort", {f"to-{name}": "n0"})
        assert answer.status_code == 422
        assert "changed since you looked" in answer.content.decode()
        assert not Curation.objects.exists()

    @pytest.mark.parametrize(
        "choice, more, says",
        [
            ("g7", {}, "no such group"),
            ("n0", {"called-n0": "x" * 201}, "at most 200"),
        ],
    )
    def test_refused(self, choice, more, says, address, cy, as_user):
        answer = sort(as_user(cy), address, {"a late payment": choice}, **more)
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert set(keys().values()) == {""}

    def test_two_groups_of_one_name(self, address, cy, as_user):
        client = as_user(cy)
        sort(client, address, {"the grain dispute": "n0", "a late payment": "n1"})
        one, other = (
            group(client, address, key) for key in ("the grain dispute", "a late payment")
        )
        sent = {f"called-{one}": "same", f"called-{other}": "SAME"}
        answer = client.post(address + "sort", sent)
        assert answer.status_code == 422
        assert "Two groups have one name" in answer.content.decode()


def test_decisions_on_the_answers_stay_and_a_decision_anew_keeps_the_group(
    story, why, address, cy, as_user
):
    article = Annotation.objects.get(value="a late payment").article
    [place] = readings_of(article).places
    new = decisions.accepted([(place, [place.rows[0]["id"]])], cy)
    decisions.record(article, new, cy)
    article.progress.stage = "finished"
    article.progress.save()
    sort(as_user(cy), address, {"a late payment": "n0"}, **{"called-n0": "money"})
    found = Annotation.objects.filter(article=article).values_list("layer", "answer_key")
    assert dict(found) == {Layer.READING: "money", Layer.GOLD: "money"}
    [place] = readings_of(article).places
    assert (place.state, place.decisions[0].outcome) == (PlaceState.SETTLED, Outcome.ACCEPTED)
    act = Curation.objects.get()
    as_user(cy).post(reverse("comparison:undo_curation", args=[story.slug, act.pk]))
    assert readings_of(article).places[0].state == PlaceState.SETTLED
    # The positive twin: a reading that is changed by somebody turns the decision stale.
    Annotation.objects.filter(article=article, layer=Layer.READING).update(revision=9)
    assert readings_of(article).places[0].state == PlaceState.STALE


def test_the_number_of_queries_does_not_grow(story, why, address, ada, cy, as_user):
    client = as_user(cy)
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for n in range(5):
        answered(story, f"Paper {n}", f"a reason of its own, number {n}", ada, why)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) == len(before)


class TestLikeness:
    def test_marks_case_and_accents_do_not_count(self):
        assert folded_wording("  “Café  talks.”") == folded_wording("cafe talks")
        assert folded_wording("cafe") != folded_wording("cake")

    def test_figures_and_denials_tell_wordings_apart(self):
        assert near_pairs(["a loan of 40 million", "a loan of 40 millions"])
        assert not near_pairs(["a loan of 40 million", "a loan of 50 million"])
        assert not near_pairs(["it was paid in time", "it was not paid in time"])

    def test_sets_of_near_ones_come_first(self):
        words = ["snow", "the grain dispute", "a tax", "grain dispute"]
        assert clusters(4, near_pairs(words)) == [[1, 3], [0], [2]]
