"""How far a story is, by person and by article; and what an adjudicator who reads must not see."""

import re

import pytest
from django.utils import timezone

from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import Annotation
from annotator.people.models import Membership, User
from tests.conftest import assign, make_article, member, person

pytestmark = pytest.mark.django_db
PEOPLE, ARTICLES = "/stories/pipeline/progress/", "/stories/pipeline/progress/articles/"
EACH = pytest.mark.parametrize("page", [PEOPLE, ARTICLES])


def rows(response) -> list[str]:
    """The words of each row of the table."""
    body = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def mark(article, who, label) -> Annotation:
    now = timezone.now()
    return Annotation.objects.create(
        article=article, annotator=who, kind="claim", label=label, start=0, end=3,
        quote=article.text[:3], created_at=now, updated_at=now,
    )  # fmt: skip


@EACH
class TestDoors:
    def test_for_managers_and_adjudicators(self, page, ada, cy, mo, stranger, as_user):
        told = [as_user(user).get(page).status_code for user in (ada, cy, mo, stranger)]
        assert told == [403, 200, 200, 404]

    def test_is_only_looked_at(self, page, mo, as_user):
        assert as_user(mo).post(page).status_code == 405

    def test_has_its_tab(self, page, cy, mo, ada, as_user):
        for user in (cy, mo):
            assert (
                f'href="{PEOPLE}" aria-current="page">Progress'
                in as_user(user).get(page).content.decode()
            )
        front = {user: as_user(user).get("/stories/pipeline/") for user in (cy, ada)}
        assert PEOPLE in front[cy].content.decode()
        assert PEOPLE not in front[ada].content.decode()

    def test_fifty_a_page_and_as_many_questions_for_many(
        self, page, story, mo, as_user, django_assert_max_num_queries
    ):
        for n in range(60):
            reader = User.objects.create(username=f"p{n:02}")
            Membership.objects.create(story=story, user=reader, annotator=True)
            assign(make_article(story, title=f"A {n}", text=f"Text {n}.\n"), reader, "submitted")
        client = as_user(mo)
        # session, user, story, membership, count, page, sources, what is hidden
        with django_assert_max_num_queries(8):
            assert len(rows(client.get(page))) == 50
        assert len(rows(client.get(page + "?page=2"))) == 10

    def test_an_empty_story_says_what_to_do(self, page, story, mo, cy, as_user):
        assert re.search("Add members|Import articles", as_user(mo).get(page).content.decode())
        assert "A manager" in as_user(cy).get(page).content.decode()

    def test_nonsense_in_the_address_does_no_harm(self, page, mo, ada, as_user):
        assert as_user(mo).get(page + "?sort=nonsense&page=x&left=x&progress=x").status_code == 200


class TestPeople:
    def test_counts_words_and_share(self, article, other_article, ada, bo, mo, as_user):
        assign(article, ada, "submitted")
        assign(other_article, ada, "in progress")
        assign(article, bo)
        assign(other_article, bo, "withdrawn")
        told = rows(as_user(mo).get(PEOPLE))
        assert told[0].startswith(f"Ada ada 1 of 2 0 1 1 0 {article.word_count} ")
        assert told[1] == "Bo bo 0 of 1 1 0 0 0 0 –"

    def test_who_has_nothing_to_read_is_there(self, ada, mo, as_user):
        assert rows(as_user(mo).get(PEOPLE)) == ["Ada ada nothing to read 0 0 0 0 0 –"]

    def test_another_storys_work_does_not_count(self, article, ada, mo, as_user):
        other = type(article.story).objects.create(slug="other", title="Other")
        assign(make_article(other), ada, "submitted")
        assert rows(as_user(mo).get(PEOPLE)) == ["Ada ada nothing to read 0 0 0 0 0 –"]

    def test_the_last_change_is_the_last_mark(self, article, ada, mo, labels, as_user):
        assign(article, ada, "in progress")
        made = mark(article, ada, labels["claim-event"])
        assert rows(as_user(mo).get(PEOPLE))[0].endswith(made.updated_at.strftime("%H:%M"))

    def test_narrowed_and_sorted(self, article, other_article, ada, bo, mo, as_user):
        assign(article, ada, "submitted")
        assign(article, bo)
        client = as_user(mo)

        def names(query):
            return [row.split()[0] for row in rows(client.get(PEOPLE + query))]

        assert names("?left=open") == ["Bo"]
        assert names("?left=done") == ["Ada"]
        assert names("?text=AD") == ["Ada"]
        assert names("?sort=-todo") == ["Bo", "Ada"]
        assert names("?sort=-words") == ["Ada", "Bo"]
        assert names("?sort=-last") == ["Ada", "Bo"]
        assert names("?sort=last") == ["Bo", "Ada"]
        assert (
            "No reader of this story is like this"
            in client.get(PEOPLE + "?text=zz").content.decode()
        )


class TestArticles:
    def test_counts_and_ready(self, story, article, other_article, ada, bo, mo, as_user):
        assign(article, ada, "submitted")
        assign(article, bo, "submitted")
        assign(other_article, ada)
        assign(other_article, bo, "in progress")
        told = rows(as_user(mo).get(ARTICLES))
        assert told == [
            "Pipeline talks The Harbour Post ready 2 0 0 2 0",
            "Another paper Daily Meridian 2 1 1 0 0",
        ]

    def test_narrowed_and_sorted(self, article, other_article, ada, bo, mo, as_user):
        assign(article, ada, "submitted")
        assign(article, bo, "submitted")
        client = as_user(mo)

        def titles(query):
            return [row[:7] for row in rows(client.get(ARTICLES + query))]

        assert titles("?progress=ready") == ["Pipelin"]
        assert titles("?progress=reading") == ["Another"]
        assert titles("?sort=submitted") == ["Another", "Pipelin"]
        assert titles("?sort=-submitted") == ["Pipelin", "Another"]
        assert titles("?text=paper") == ["Another"]


class TestBlind:
    @pytest.fixture
    def both(self, story, article, ada):
        """Adjudicates, and has still to read the article that Ada has submitted."""
        both = member(story, "di", "annotator", "adjudicator")
        assign(article, both)
        assign(article, ada, "submitted")
        return both

    def test_an_adjudicator_sees_nothing_of_what_they_still_read(
        self, both, article, other_article, as_user
    ):
        client = as_user(both)
        assert "Pipeline talks The Harbour Post hidden until you submit" in rows(
            client.get(ARTICLES)
        )
        assert not [row for row in rows(client.get(PEOPLE)) if row.startswith("Ada ada 1")]
        for sort in ("submitted", "-submitted"):
            before = rows(client.get(f"{ARTICLES}?sort={sort}"))
            assign(article, person(f"x{sort}"), "submitted")
            assert rows(client.get(f"{ARTICLES}?sort={sort}")) == before

    def test_once_submitted_they_do(self, both, article, as_user):
        both.assignments.update(state="submitted", submitted_at=timezone.now())
        count_readers([article.pk])
        client = as_user(both)
        assert rows(client.get(ARTICLES)) == ["Pipeline talks The Harbour Post ready 2 0 0 2 0"]
        assert rows(client.get(PEOPLE))[0].startswith("Ada ada 1 of 1 0 0 1 0")

    def test_a_manager_who_reads_sees_no_time_of_a_mark(self, story, article, ada, labels, as_user):
        boss = member(story, "di", "annotator", "manager")
        assign(article, boss)
        assign(article, ada, "in progress")
        client = as_user(boss)
        before = rows(client.get(PEOPLE))
        mark(article, ada, labels["claim-event"])
        assert rows(client.get(PEOPLE)) == before
        boss.assignments.update(state="submitted", submitted_at=timezone.now())
        assert rows(client.get(PEOPLE))[0] != before[0]
