"""Who reads what: several people to several articles in one act, withdrawn, undone, counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotator.annotations.models import Assignment
from annotator.people.models import Membership, User
from tests.conftest import assign, make_article, person

pytestmark = pytest.mark.django_db
ASSIGNMENTS = "/stories/pipeline/assignments/"


def give(client, people, articles, query=""):
    return client.post(
        ASSIGNMENTS + query,
        {"people": [one.pk for one in people], "articles": [one.pk for one in articles]},
    )


class TestPage:
    def test_articles_their_readers_and_sums_by_person(
        self, article, other_article, ada, bo, mo, as_user
    ):
        assign(article, ada, "submitted")
        assign(article, bo)
        assign(other_article, ada, "in progress")
        assign(other_article, bo, "withdrawn")
        response = as_user(mo).get(ASSIGNMENTS)
        rows = {
            row.article.pk: [one.annotator.username for one in row.readers]
            for row, _ in response.context["rows"]
        }
        assert rows == {article.pk: ["ada", "bo"], other_article.pk: ["ada"]}
        sums = {
            row["person"].username: (row["assigned"], row["in_progress"], row["submitted"])
            for row, _ in response.context["people"]
        }
        assert sums == {"ada": (0, 1, 1), "bo": (1, 0, 0)}
        assert response.content.decode().count("/withdraw/") == 2

    def test_for_managers_only(self, story, ada, cy, mo, stranger, as_user):
        assert [as_user(user).get(ASSIGNMENTS).status_code for user in (ada, cy, mo, stranger)] == [
            403,
            403,
            200,
            404,
        ]

    def test_empty_says_what_to_do(self, story, mo, as_user):
        page = as_user(mo).get(ASSIGNMENTS).content.decode()
        assert "no articles yet" in page
        assert "no annotators yet" in page

    @pytest.mark.parametrize(
        "query, titles",
        [
            ({}, ["Pipeline talks", "Another paper"]),
            ({"progress": "nobody"}, ["Another paper"]),
            ({"progress": "short"}, ["Another paper"]),
            ({"progress": "ready"}, []),
            ({"progress": "reading"}, ["Pipeline talks", "Another paper"]),
            ({"text": "another"}, ["Another paper"]),
            ({"sort": "words"}, ["Another paper", "Pipeline talks"]),
            ({"person": "ada"}, ["Pipeline talks"]),
            ({"source": "Daily Meridian"}, ["Another paper"]),
        ],
    )
    def test_narrows_and_sorts(self, article, other_article, ada, bo, mo, as_user, query, titles):
        assign(article, ada)
        assign(article, bo)
        assign(other_article, ada, "withdrawn")
        keys = {"ada": ada.pk, "Daily Meridian": other_article.source_id}
        asked = {name: keys.get(value, value) for name, value in query.items()}
        rows = as_user(mo).get(ASSIGNMENTS, asked).context["rows"]
        assert [row.article.title for row, _ in rows] == titles

    def test_fifty_a_page_in_as_many_questions_as_one(
        self, story, ada, bo, mo, as_user, django_assert_num_queries
    ):
        for n in range(60):
            assign(make_article(story, f"S{n % 4}", f"Paper {n}", f"Text {n}.\n"), ada)
        client = as_user(mo)
        # session, user, story, membership; count, page; people, sums; two filters' choices;
        # what was handed back
        with django_assert_num_queries(11):
            assert len(client.get(ASSIGNMENTS).context["rows"]) == 50
        assert len(client.get(ASSIGNMENTS, {"page": 2}).context["rows"]) == 10


class TestAssign:
    def test_every_pair_but_those_that_are_there(
        self, article, other_article, ada, bo, mo, as_user
    ):
        assign(article, ada, "submitted")
        assign(other_article, bo, "withdrawn")
        client = as_user(mo)
        response = give(client, [ada, bo], [article, other_article], "?source=&text=p")
        assert response.url == ASSIGNMENTS + "?source=&text=p"
        assert (
            "3 assignments made. 1 was there already." in client.get(response.url).content.decode()
        )
        open_pairs = Assignment.objects.filter(state="assigned").values_list(
            "article__title", "annotator__username"
        )
        assert sorted(open_pairs) == [
            ("Another paper", "ada"),
            ("Another paper", "bo"),
            ("Pipeline talks", "bo"),
        ]
        assert set(
            Assignment.history.values_list("history_user", flat=True).filter(state="assigned")
        ) == {mo.pk}
        assert Assignment.history.filter(state="assigned").count() == 3

    @pytest.mark.parametrize(
        "people, articles, words",
        [
            ([], ["article"], "Choose who is to read."),
            (["ada"], [], "Choose at least one article."),
            (["cy"], ["article"], "Select a valid choice"),
            (["stranger"], ["article"], "Select a valid choice"),
        ],
    )
    def test_refused_and_what_was_chosen_stays_chosen(
        self, article, ada, cy, mo, stranger, request, as_user, people, articles, words
    ):
        chosen = [[request.getfixturevalue(name) for name in names] for names in (people, articles)]
        response = give(as_user(mo), *chosen)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert [picked for _, picked in response.context["rows"]] == [bool(articles)]
        assert not Assignment.objects.exists()

    def test_not_an_article_of_another_story(self, story, ada, mo, as_user):
        elsewhere = make_article(type(story).objects.create(slug="other", title="Other"))
        assert give(as_user(mo), [ada], [elsewhere]).status_code == 422
        assert not Assignment.objects.exists()

    def test_not_somebody_who_left(self, article, ada, mo, as_user):
        User.objects.filter(pk=ada.pk).update(is_active=False)
        assert give(as_user(mo), [ada], [article]).status_code == 422

    def test_by_managers_only(self, article, ada, stranger, as_user):
        assert give(as_user(ada), [ada], [article]).status_code == 403
        assert give(as_user(stranger), [ada], [article]).status_code == 404
        assert not Assignment.objects.exists()

    def test_many_pairs_take_as_many_statements_as_one(self, story, mo, as_user):
        people = [person(f"p{n}") for n in range(4)]
        Membership.objects.bulk_create(
            [Membership(story=story, user=one, annotator=True) for one in people]
        )
        articles = [make_article(story, "S", f"Paper {n}", f"Text {n}.\n") for n in range(18)]
        client = as_user(mo)
        with CaptureQueriesContext(connection) as one:
            give(client, people[:1], articles[:1])
        with CaptureQueriesContext(connection) as many:
            give(client, people, articles)
        assert Assignment.objects.count() == 72
        assert len(many) == len(one)


class TestWithdraw:
    def ask(self, client, assignment, query=""):
        return client.post(reverse("desk:withdraw", args=[assignment.pk]) + query)

    def test_and_undo(self, article, reading, ada, mo, as_user):
        client = as_user(mo)
        response = self.ask(client, reading, "?text=pipe")
        assert response.url == ASSIGNMENTS + "?text=pipe"
        reading.refresh_from_db()
        assert reading.state == "withdrawn"
        assert reading.history.first().history_user == mo
        page = client.get(response.url).content.decode()
        undo = page.split('class="undo"')[1].split("</form>")[0]
        assert f'name="people" value="{ada.pk}"' in undo
        assert f'name="articles" value="{article.pk}"' in undo
        give(client, [ada], [article])
        assert (
            Assignment.objects.filter(state="assigned", annotator=ada, article=article).count() == 1
        )

    def test_not_what_is_submitted(self, article, ada, mo, as_user):
        done = assign(article, ada, "submitted")
        client = as_user(mo)
        page = client.get(self.ask(client, done).url).content.decode()
        assert "it stands, and is not withdrawn" in page
        done.refresh_from_db()
        assert done.state == "submitted"

    def test_for_managers_only_and_by_post(self, reading, ada, mo, stranger, as_user):
        assert self.ask(as_user(ada), reading).status_code == 403
        assert self.ask(as_user(stranger), reading).status_code == 404
        assert as_user(mo).get(reverse("desk:withdraw", args=[reading.pk])).status_code == 405
        assert as_user(mo).post(reverse("desk:withdraw", args=[99999])).status_code == 404
        reading.refresh_from_db()
        assert reading.state == "assigned"
