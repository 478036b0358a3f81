# ruff: noqa: F401, F811 - fixtures of another file
"""The page of voices: groups, those nearly so, shared passages, and attribution that is lost."""

import pytest

from annotator.comparison.shared_wording import attribution
from annotator.vocabulary.models import Entity
from tests.comparison.shared_wording.test_voices import HALF, WIRE, three
from tests.conftest import assign, make_article
from tests.reconciliation.conftest import mark, submit

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/voices/"
QUOTED = "“The pipeline will cost nearly three billion dollars,” said Omar Reza.\n"
STATED = "The pipeline will cost nearly three billion dollars. Work begins soon.\n"


def page(client, query=""):
    return client.get(PAGE + query)


@pytest.fixture
def attribution_lost(story, labels, ada):
    """One source quotes Omar, another states the same."""
    omar = Entity.objects.create(slug="omar", name="Omar Reza")
    one = make_article(story, "Post", "Quoted", QUOTED)
    other = make_article(story, "Globe", "Stated", STATED)
    mark(one, ada, "nearly three billion dollars", "claim-quantity", said_by=omar)
    mark(other, ada, "nearly three billion", "claim-quantity")
    submit(one, ada)
    submit(other, ada)
    return one, other


@pytest.mark.parametrize("address", [PAGE, PAGE + "shared/"])
def test_for_adjudicators_and_managers(address, story, ada, cy, mo, stranger, as_user):
    told = [as_user(user).get(address).status_code for user in (ada, stranger)]
    assert told == [403, 404]
    assert as_user(cy).post(address).status_code == 405
    assert as_user(mo).get(PAGE).status_code == 200


class TestGroups:
    def test_a_voice_with_its_earliest_first(self, three, cy, as_user):
        response = page(as_user(cy))
        [voice] = response.context["page"]
        assert [(a.title, pair and pair["percent"]) for a, pair in voice["members"]] == [
            ("Early", None),
            ("The wire", "100%"),
            ("Half", "50%"),
        ]
        assert (response.context["articles"], response.context["voices"]) == (3, 1)

    def test_nearly(self, three, story, cy, as_user):
        story.copy_share = 60
        story.save()
        [pair, _] = page(as_user(cy), "?show=nearly").context["page"]
        assert (pair["copy"].title, pair["percent"]) == ("Half", "50%")
        [voice] = page(as_user(cy)).context["page"]
        assert len(voice["members"]) == voice["size"] == 2

    def test_a_source_and_the_oldest_first(self, three, story, cy, as_user):
        make_article(story, "Sun", "Other", "x y z u v " + " ".join("abcdefgh"))
        make_article(story, "Sky", "Same", "x y z u v " + " ".join("abcdefgh"))
        voices = page(as_user(cy), "?sort=date").context["page"]
        assert [voice["members"][0][0].title for voice in voices] == ["Early", "Other"]
        sky = story.articles.get(title="Same").source_id
        assert len(page(as_user(cy), f"?source={sky}").context["page"]) == 1

    def test_only_managers_are_led_to_the_threshold(self, three, cy, mo, as_user):
        link = "/stories/pipeline/edit/"
        assert link in page(as_user(mo)).content.decode()
        assert link not in page(as_user(cy)).content.decode()

    def test_a_choice_that_is_none(self, three, cy, as_user):
        assert "not in the list" in page(as_user(cy), "?source=987").content.decode()

    def test_an_article_that_one_has_still_to_read_takes_no_part(self, three, cy, as_user):
        assign(three[2], cy)
        [voice] = page(as_user(cy)).context["page"]
        assert len(voice["members"]) == voice["size"] == 2
        shared = f"{PAGE}shared/?copy={three[2].pk}&original={three[0].pk}"
        assert as_user(cy).get(shared).status_code == 422

    def test_empty(self, story, cy, as_user):
        assert "no article to compare" in page(as_user(cy)).content.decode()

    def test_the_number_of_queries_does_not_grow(
        self, three, story, cy, as_user, django_assert_max_num_queries
    ):
        for n in range(12):
            make_article(story, f"Paper {n}", f"Again {n}", WIRE + f" {n}")
        client = as_user(cy)
        page(client)
        with django_assert_max_num_queries(14):
            page(client)


class TestShared:
    def test_side_by_side(self, three, cy, as_user):
        wire, _, half = three
        query = f"shared/?copy={half.pk}&original={wire.pk}"
        body = page(as_user(cy), query).content.decode()
        assert body.count(f"<mark>{' '.join(f'w{n}' for n in range(14))}</mark>") == 2

    @pytest.mark.parametrize("query", ["", "?copy=x&original=y", "?copy=987&original=986"])
    def test_bad_input(self, query, three, cy, as_user):
        assert page(as_user(cy), "shared/" + query).status_code == 422

    def test_an_article_of_another_story_is_none(self, three, cy, as_user):
        from articles.models import Story

        other = make_article(Story.objects.create(slug="o", title="O"), text=WIRE)
        query = f"shared/?copy={other.pk}&original={three[0].pk}"
        assert page(as_user(cy), query).status_code == 422

    def test_nothing_shared(self, story, article, other_article, cy, as_user):
        query = f"shared/?copy={article.pk}&original={other_article.pk}"
        assert "no five words" in page(as_user(cy), query).content.decode()


class TestAttribution:
    def test_is_found_with_both_places(self, story, attribution_lost, cy, as_user):
        one, other = attribution_lost
        [loss] = attribution.lost_attributions(story, ())
        assert (loss.quoted.article, loss.stated.article) == (one.pk, other.pk)
        assert loss.quoted.speaker == "Omar Reza"
        body = page(as_user(cy), "?show=lost").content.decode()
        assert f"/articles/{one.pk}/differences/?at={one.text.index('nearly')}" in body
        assert "Omar Reza" in body

    def test_not_where_the_other_names_the_speaker_too(self, story, attribution_lost, ada):
        assert len(attribution.lost_attributions(story, ())) == 1
        omar = Entity.objects.get()
        mark(attribution_lost[1], ada, "three billion dollars", "claim-quantity", said_by=omar)
        assert attribution.lost_attributions(story, ()) == []

    def test_not_where_other_words_of_the_sentence_are_stated(self, story, attribution_lost, ada):
        _, other = attribution_lost
        other.annotations.update(start=0, end=3, quote="The")
        assert len(attribution.lost_attributions(story, ())) == 1
        other.annotations.update(start=53, end=57, quote="Work")
        assert attribution.lost_attributions(story, ()) == []

    def test_a_stance_has_a_holder(self, story, labels, ada, article):
        omar = Entity.objects.create(slug="omar", name="Omar Reza")
        one = make_article(story, "Post", "Quoted", QUOTED)
        other = make_article(story, "Globe", "Stated", STATED)
        mark(one, ada, "The pipeline will cost", "stance-against", stance_holder=omar)
        mark(other, ada, "The pipeline will cost", "stance-against")
        submit(one, ada)
        submit(other, ada)
        assert len(attribution.lost_attributions(story, ())) == 1

    def test_what_does_not_count_or_is_hidden_is_left_out(self, story, attribution_lost, cy):
        one, _ = attribution_lost
        assert len(attribution.lost_attributions(story, ())) == 1
        assert attribution.lost_attributions(story, (one.pk,)) == []
        one.assignments.update(state="in progress", submitted_at=None)
        assert attribution.lost_attributions(story, ()) == []

    def test_by_the_source_that_states_it(self, story, attribution_lost):
        one, other = attribution_lost
        assert attribution.lost_attributions(story, (), one.source) == []
        assert len(attribution.lost_attributions(story, (), other.source)) == 1
