# ruff: noqa: F401, F811 - fixtures of another folder
"""The adjudicator's queue: what it shows and to whom, how it is narrowed and sorted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.annotations import article_progress
from annotator.annotations.models import Annotation, ArticleProgress, Stage
from annotator.background import presence
from annotator.reconciliation.adjudication import actions
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places import tasks
from annotator.reconciliation.places.load import readings_of
from annotator.reconciliation.places.refresh import tallies_behind
from tests.conftest import assign, make_article, member
from tests.reconciliation.conftest import di, mark, read_twice, submit

pytestmark = pytest.mark.django_db
PAGE = "/stories/pipeline/differences/"


def rows(response) -> list[str]:
    body = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def titles(client, query: str = "") -> list[str]:
    return [line.article.title for line in client.get(PAGE + query).context["lines"]]


@pytest.fixture
def agreed(other_article, ada, bo, read_twice):
    """Another article, ready, of which all agree."""
    for who in (ada, bo):
        mark(other_article, who, "pipe", "entity-place")
    submit(other_article, ada, bo)
    return other_article


class TestDoor:
    def test_for_adjudicators_and_managers(self, story, ada, cy, mo, stranger, as_user):
        told = [as_user(user).get(PAGE).status_code for user in (ada, cy, mo, stranger)]
        assert told == [403, 200, 200, 404]
        assert as_user(cy).post(PAGE).status_code == 405

    def test_has_its_tab(self, story, ada, cy, as_user):
        assert (
            f'href="{PAGE}" aria-current="page">Differences'
            in as_user(cy).get(PAGE).content.decode()
        )
        front = {user: as_user(user).get("/stories/pipeline/") for user in (cy, ada)}
        assert PAGE in front[cy].content.decode()
        assert PAGE not in front[ada].content.decode()


class TestRows:
    def test_one_row_says_what_there_is(self, read_twice, cy, as_user):
        [told] = rows(as_user(cy).get(PAGE))
        assert told == (
            "Pipeline talks The Harbour Post · 24 Feb 2022 ready 2 of 2 submitted 2 1 0 0 of 3 "
            "missed 1 edges 1 0"
        )

    def test_it_links_to_where_it_is_settled(self, read_twice, cy, as_user):
        assert (
            f'href="/articles/{read_twice.pk}/differences/"'
            in as_user(cy).get(PAGE).content.decode()
        )

    def test_ready_before_being_read_before_finished_and_worst_first(
        self, agreed, story, ada, bo, cy, as_user
    ):
        reading = make_article(story, title="Being read", text="The pipe.\n")
        mark(reading, ada, "pipe", "entity-place")
        submit(reading, ada)
        done = make_article(story, title="Finished", text="Nothing.\n")
        submit(done, ada, bo)
        actions.finish(done, cy)
        order = ["Pipeline talks", "Another paper", "Being read", "Finished"]
        assert titles(as_user(cy)) == order

    def test_totals_are_those_of_the_story_whatever_is_filtered(self, agreed, cy, as_user):
        totals = as_user(cy).get(PAGE + "?text=nothing").context["totals"]
        assert {type: number for type, _, number in totals.types}["missed"] == 1
        assert [number for _, _, number in totals.places] == [2, 0, 2, 0]
        assert {stage: number for stage, _, number in totals.stages}["ready"] == 2

    def test_empty_says_what_to_do(self, story, article, ada, cy, mo, as_user):
        assert (
            "No article of this story is like this"
            in as_user(cy).get(PAGE + "?text=zz").content.decode()
        )
        article.delete()
        assert "Import articles" in as_user(mo).get(PAGE).content.decode()
        assert "A manager imports them" in as_user(cy).get(PAGE).content.decode()


class TestKept:
    def test_a_page_only_reads_and_says_where_it_is_behind(self, read_twice, cy, as_user):
        client = as_user(cy)
        with CaptureQueriesContext(connection) as asked:
            before = client.peek(PAGE)
        assert all(query["sql"].startswith("SELECT") for query in asked)
        assert "not counted yet: no worker runs" in before.content.decode()
        assert "0 of 0" not in rows(before)[0]
        assert "missed 1" not in rows(before)[0]
        presence.sign("one")
        for page in (PAGE, "/stories/pipeline/flags/"):
            assert "still being counted" in client.peek(page).content.decode()
        after = client.get(PAGE)
        assert "counted" not in after.content.decode()
        assert "missed 1" in rows(after)[0]

    def test_a_decision_is_counted_too_and_nothing_is_asked_twice(
        self, read_twice, cy, as_user, work_done
    ):
        work_done()
        actions.decide(read_twice, cy, stamp=readings_of(read_twice).places[0].stamp)
        assert tallies_behind(read_twice.story)
        assert work_done()
        assert not tallies_behind(read_twice.story)
        assert work_done() == 0

    def test_what_was_asked_for_and_lost_is_asked_for_again(self, read_twice, work_done):
        Tally.objects.all().delete()
        connection.run_on_commit = []
        assert work_done() == 0
        tasks.ask_again()
        assert work_done() == 1
        tasks.ask_again()
        assert work_done() == 0
        assert Tally.objects.get().differing == 2


class TestNarrowedAndSorted:
    @pytest.mark.parametrize(
        "query, found",
        [
            ("?type=missed", ["Pipeline talks"]),
            ("?type=label", []),
            ("?having=agreed", ["Pipeline talks", "Another paper"]),
            ("?having=stale", []),
            ("?having=flags", []),
            ("?stage=ready", ["Pipeline talks", "Another paper"]),
            ("?stage=finished", []),
            ("?text=PAPER", ["Another paper"]),
            ("?sort=title", ["Another paper", "Pipeline talks"]),
            ("?sort=-left", ["Pipeline talks", "Another paper"]),
            ("?sort=source", ["Another paper", "Pipeline talks"]),
            ("?sort=-last", ["Another paper", "Pipeline talks"]),
            ("?sort=nonsense&type=x&page=x&stage=x&source=x", ["Pipeline talks", "Another paper"]),
        ],
    )
    def test_by(self, agreed, cy, as_user, query, found):
        assert titles(as_user(cy), query) == found

    def test_by_source_flag_and_stale(self, agreed, ada, cy, as_user):
        client = as_user(cy)
        assert titles(client, f"?source={agreed.source_id}") == ["Another paper"]
        Annotation.objects.filter(article=agreed, annotator=ada).update(flag="A place?")
        place = readings_of(agreed).places[0]
        actions.decide(agreed, cy, stamp=place.stamp, accept=list(place.lanes[0].keys))
        Annotation.objects.filter(article=agreed, annotator=ada).update(revision=2)
        article_progress.readings_changed([agreed.pk])
        assert titles(client, "?having=flags") == ["Another paper"]
        assert titles(client, "?having=stale") == ["Another paper"]
        assert titles(client, "?stage=settling") == ["Another paper"]


class TestStage:
    def told(self, client) -> str:
        return client.get(PAGE).context["lines"][0].article.stage

    def test_follows_the_readers_then_the_adjudicator(
        self,
        read_twice,
        ada,
        bo,
        di,
        cy,
        mo,
        as_user,
    ):
        client = as_user(cy)
        assert self.told(client) == "ready"
        third = assign(read_twice, di, "in progress")
        assert self.told(client) == "reading"
        article_progress.close(read_twice, mo)
        assert self.told(client) == "ready"
        for place in readings_of(read_twice).places:
            actions.decide(read_twice, cy, stamp=place.stamp)
            assert self.told(client) == "settling"
        actions.finish(read_twice, cy)
        assert self.told(client) == "finished"
        third.delete()
        submit(read_twice, di)
        assert ArticleProgress.objects.get().stage == Stage.FINISHED
        assert self.told(client) == "under revision"
        story = client.get("/stories/pipeline/").content.decode()
        assert "under revision" in story.partition('id="list"')[2]

    def test_the_storys_page_and_progress_name_it(self, read_twice, cy, as_user):
        actions.decide(read_twice, cy, stamp=readings_of(read_twice).places[0].stamp)
        client = as_user(cy)
        for page in ("/stories/pipeline/", "/stories/pipeline/progress/articles/"):
            assert '<span class="chip wait">settling</span>' in client.get(page).content.decode()
            assert len(rows(client.get(page + "?progress=settling"))) == 1
            assert rows(client.get(page + "?progress=ready")) == []
        assert client.get("/stories/pipeline/").context["numbers"]["ready"] == 0

    def test_a_closed_reading_counts_as_ready(self, article, ada, mo, as_user):
        submit(article, ada)
        client = as_user(mo)
        assert client.get("/stories/pipeline/").context["numbers"]["ready"] == 0
        article_progress.close(article, mo)
        assert client.get("/stories/pipeline/").context["numbers"]["ready"] == 1


class TestBlind:
    def test_what_one_has_still_to_read_is_left_out_and_counted_nowhere(
        self, agreed, story, cy, as_user
    ):
        for roles in (("annotator", "adjudicator"), ("annotator", "manager")):
            reader = member(story, "-".join(roles), *roles)
            own = assign(agreed, reader)
            response = as_user(reader).get(PAGE)
            assert [line.article.title for line in response.context["lines"]] == ["Pipeline talks"]
            assert [number for _, _, number in response.context["totals"].places] == [2, 0, 1, 0]
            assert "1 article is not listed" in response.content.decode()
            own.delete()
            assert len(titles(as_user(reader))) == 2


def test_fifty_a_page_and_as_many_questions_for_many(
    read_twice,
    story,
    ada,
    bo,
    cy,
    as_user,
    django_assert_num_queries,
    django_assert_max_num_queries,
):
    client = as_user(cy)
    client.get(PAGE)
    # session, user; story, membership; what is old; count, keys, rows, totals, hidden; sources
    with django_assert_max_num_queries(11) as asked:
        client.get(PAGE)
    few = len(asked)
    for n in range(55):
        paper = make_article(story, title=f"Paper {n}", text=f"Text {n}.\n")
        for who in (ada, bo):
            mark(paper, who, "Text", "entity-place")
        submit(paper, ada, bo)
    assert len(client.get(PAGE).context["lines"]) == 50
    with django_assert_num_queries(few) as asked:
        response = client.get(PAGE)
    assert not any('"articles_article"."text",' in one["sql"] for one in asked.captured_queries)
    assert len(response.context["lines"]) == 50
    assert len(client.get(PAGE + "?page=2").context["lines"]) == 6
