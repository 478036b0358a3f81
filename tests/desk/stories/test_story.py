"""The front page of a story: for each role what it may see, and nothing of a blind reading."""

import pytest
from django.urls import reverse

from annotator.people.models import Membership
from tests.conftest import assign, make_article, member

pytestmark = pytest.mark.django_db
STORY = "/stories/pipeline/"


def rows(client, **query):
    return {row.article.title: row for row in client.get(STORY, query).context["rows"]}


@pytest.fixture
def both(story):
    """Somebody who adjudicates and annotates in the same story."""
    return member(story, "dee", "annotator", "adjudicator")


class TestWhoSeesWhat:
    def test_an_annotator_sees_the_articles_and_their_own_state(
        self, article, other_article, reading, ada, bo, as_user
    ):
        assign(article, bo, "submitted")
        response = as_user(ada).get(STORY)
        page = response.content.decode()
        shown = {row.article.title: row for row in response.context["rows"]}
        assert shown["Pipeline talks"].mine.pk == reading.pk
        assert shown["Another paper"].mine is None
        assert reverse("annotations:workbench", args=[article.pk]) in page
        assert "The Harbour Post" in page
        for secret in ("Bo", "submitted</", "of 2", "readings submitted"):
            assert secret not in page.split('id="list"')[1].split("</table>")[0]
        assert "readings submitted" not in page

    def test_a_manager_sees_who_reads_and_how_far(
        self, article, other_article, reading, bo, mo, as_user
    ):
        assign(article, bo, "submitted")
        response = as_user(mo).get(STORY)
        row = rows(as_user(mo))["Pipeline talks"]
        assert [(one.annotator.username, one.state) for one in row.readers] == [
            ("ada", "assigned"),
            ("bo", "submitted"),
        ]
        assert "1 of 2 submitted" in " ".join(response.content.decode().split())
        assert response.context["numbers"] == {
            "articles": 2,
            "sources": 2,
            "words": article.word_count + other_article.word_count,
            "done": 1,
            "wanted": 4,
            "ready": 0,
            "overdue": 0,
        }

    def test_ready_once_as_many_as_wanted_have_submitted_and_nobody_is_at_it(
        self, article, ada, bo, mo, story, as_user
    ):
        assign(article, ada, "submitted")
        second = assign(article, bo, "in progress")
        assert not rows(as_user(mo))["Pipeline talks"].ready
        second.state, second.submitted_at = "submitted", second.assigned_at
        second.save()
        assert rows(as_user(mo))["Pipeline talks"].ready
        third = assign(article, member(story, "eve", "annotator"), "in progress")
        assert not rows(as_user(mo))["Pipeline talks"].ready
        assert rows(as_user(mo))["Pipeline talks"].submitted == 2
        third.state = "withdrawn"
        third.save()
        assert rows(as_user(mo))["Pipeline talks"].ready

    def test_an_adjudicator_who_has_still_to_read_it_is_blind(
        self, article, other_article, bo, both, as_user
    ):
        for paper in (article, other_article):
            assign(paper, bo, "submitted")
        own = assign(article, both)
        client = as_user(both)
        response = client.get(STORY)
        row = rows(client)["Pipeline talks"]
        assert (row.shown, row.readers, row.ready) == (False, [], False)
        assert "hidden until you submit" in response.content.decode()
        assert response.context["numbers"]["done"] == 1
        assert response.context["numbers"]["wanted"] == 2
        for state in ("reading", "ready"):
            assert "Pipeline talks" not in rows(client, progress=state)
        own.state, own.submitted_at = "submitted", own.assigned_at
        own.save()
        assert [one.annotator.username for one in rows(client)["Pipeline talks"].readers] == [
            "bo",
            "dee",
        ]
        assert "Pipeline talks" in rows(client, progress="ready")

    def test_a_manager_who_reads_sees_the_states_for_that_is_administration(
        self, article, bo, mo, as_user
    ):
        Membership.objects.filter(user=mo).update(annotator=True)
        assign(article, bo, "submitted")
        assign(article, mo)
        assert [one.state for one in rows(as_user(mo))["Pipeline talks"].readers] == [
            "submitted",
            "assigned",
        ]

    @pytest.mark.parametrize(
        "who, tabs",
        [
            ("ada", ["Articles", "Export"]),
            ("cy", ["Articles", "Export"]),
            ("mo", ["Articles", "Assignments", "Members", "Import", "Export"]),
        ],
    )
    def test_the_tabs_their_role_opens(self, story, request, as_user, who, tabs):
        page = as_user(request.getfixturevalue(who)).get(STORY).content.decode()
        nav = page.split('<nav class="tabs"')[1].split("</nav>")[0]
        assert [
            name
            for name in ("Articles", "Assignments", "Members", "Import", "Export")
            if f">{name}</a>" in nav
        ] == tabs

    def test_a_stranger_gets_404_as_for_what_is_not_there(self, story, stranger, as_user):
        there = as_user(stranger).get(STORY)
        assert there.status_code == as_user(stranger).get("/stories/nothing/").status_code == 404
        assert "The pipeline" not in there.content.decode()

    def test_nobody_posts(self, story, ada, as_user):
        assert as_user(ada).post(STORY).status_code == 405


class TestList:
    @pytest.fixture
    def papers(self, article, other_article, reading, bo):
        assign(other_article, bo, "submitted")

    @pytest.mark.parametrize(
        "query, titles",
        [
            ({}, ["Pipeline talks", "Another paper"]),
            ({"text": "TALKS"}, ["Pipeline talks"]),
            ({"sort": "title"}, ["Another paper", "Pipeline talks"]),
            ({"sort": "source"}, ["Another paper", "Pipeline talks"]),
            ({"sort": "words"}, ["Another paper", "Pipeline talks"]),
            ({"sort": "-words"}, ["Pipeline talks", "Another paper"]),
            ({"mine": "assigned"}, ["Pipeline talks"]),
            ({"mine": "none"}, ["Another paper"]),
            ({"mine": "submitted"}, []),
            (
                {"sort": "password", "source": "x", "page": "-1"},
                ["Pipeline talks", "Another paper"],
            ),
        ],
    )
    def test_narrows_and_sorts(self, papers, ada, as_user, query, titles):
        assert list(rows(as_user(ada), **query)) == titles

    def test_by_source_and_by_date(self, papers, other_article, ada, as_user):
        assert list(rows(as_user(ada), source=other_article.source_id)) == ["Another paper"]
        other_article.published_on = "2023-01-01"
        other_article.save()
        assert list(rows(as_user(ada), sort="-date")) == ["Another paper", "Pipeline talks"]

    def test_an_annotator_cannot_ask_for_the_progress_of_others(self, papers, ada, as_user):
        assert len(rows(as_user(ada), progress="ready")) == 2

    def test_by_progress(self, papers, story, mo, as_user):
        assert rows(as_user(mo), progress="ready") == {}
        story.readers = 1
        story.save()
        assert list(rows(as_user(mo), progress="ready")) == ["Another paper"]
        assert list(rows(as_user(mo), progress="reading")) == ["Pipeline talks"]

    def test_empty_says_what_to_do(self, story, ada, mo, as_user):
        assert "A manager imports them" in as_user(ada).get(STORY).content.decode()
        assert (
            reverse("desk:import_articles", args=["pipeline"])
            in as_user(mo).get(STORY).content.decode()
        )

    def test_guidelines_are_there_for_all_and_escaped(self, story, ada, as_user):
        story.guidelines = "<b>Mark</b> numbers."
        story.save()
        assert "&lt;b&gt;Mark&lt;/b&gt; numbers." in as_user(ada).get(STORY).content.decode()

    @pytest.mark.parametrize("who", ["ada", "mo", "cy"])
    def test_fifty_a_page_without_their_texts(
        self,
        story,
        ada,
        bo,
        request,
        as_user,
        who,
        django_assert_num_queries,
        django_assert_max_num_queries,
    ):
        for n in range(60):
            paper = make_article(story, f"S{n % 4}", f"Paper {n}", f"Unheard-of text {n}.\n")
            assign(paper, ada, "submitted")
            assign(paper, bo)
        client = as_user(request.getfixturevalue(who))
        # session, user; story, membership; choices of the filter; count, page, readers; numbers
        with django_assert_max_num_queries(11) as asked:
            response = client.get(STORY)
        assert len(response.context["rows"]) == 50
        assert not any(
            '"articles_article"."text",' in query["sql"] for query in asked.captured_queries
        )
        few = len(asked)
        with django_assert_num_queries(few):
            client.get(STORY, {"page": 2})
