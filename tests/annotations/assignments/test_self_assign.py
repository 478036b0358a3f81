"""The next article, taken by an annotator; many at the same moment never share a place."""

from collections import Counter
from datetime import date

import pytest
from django.urls import reverse

from annotator.annotations import article_progress
from annotator.annotations.assignments import actions, bulk, self_assign
from annotator.annotations.assignments.actions import AssignmentRefused
from annotator.annotations.assignments.reader_counts import count_readers
from annotator.annotations.models import ArticleProgress, Assignment, AssignmentState, Stage
from articles.models import Article, Story
from tests.conftest import assign, make_article, member
from tests.reconciliation.adjudication.test_turns import at_once

pytestmark = pytest.mark.django_db


def paper(story, source, number, day=1) -> Article:
    article = make_article(story, source, f"P {number}", f"T {number}.\n")
    Article.objects.filter(pk=article.pk).update(published_on=date(2022, 3, day))
    return article


def taken(story, who) -> str:
    done = self_assign.take(story, who)
    assert done.new
    title = done.assignment.article.title
    actions.submit(done.assignment.article, who)
    return title


class TestWhich:
    def test_the_source_read_least_then_what_lacks_fewest_then_the_oldest(self, story, ada, bo):
        for number, (source, day) in enumerate([("A", 1), ("A", 2), ("B", 4), ("B", 3)]):
            paper(story, source, number, day)
        assign(Article.objects.get(title="P 1"), bo)
        # P 1 lacks one reader only; then source B, the older first; then one of each again.
        assert [taken(story, ada) for _ in range(4)] == ["P 1", "P 3", "P 0", "P 2"]
        with pytest.raises(AssignmentRefused, match="Nothing is left for you"):
            self_assign.take(story, ada)

    def test_what_is_open_comes_first_the_nearest_deadline_before_all(self, story, ada):
        assign(paper(story, "A", 0), ada)
        due = assign(paper(story, "A", 1), ada)
        bulk.set_due([due], date(2035, 1, 1), ada)
        paper(story, "A", 2)
        assert self_assign.take(story, ada) == (due, False)
        assert Assignment.objects.count() == 2

    def test_not_what_was_had_is_full_closed_or_being_settled(self, story, ada, bo, mo, as_user):
        def offered() -> bool:
            return "Take the next article" in as_user(ada).get("/").content.decode()

        papers = [paper(story, "A", number) for number in range(6)]
        assign(papers[0], ada, "handed back")
        actions.withdraw(assign(papers[1], ada), mo)
        assign(papers[2], bo)
        assign(papers[2], mo, "submitted")
        article_progress.close(papers[3], mo)
        article_progress.move(article_progress.locked(papers[4]), Stage.SETTLING, mo)
        assert offered()
        assert taken(story, ada) == "P 5"
        assert not offered()
        with pytest.raises(AssignmentRefused, match="Nothing is left"):
            self_assign.take(story, ada)
        # A withdrawn reader's place is free again, and an undone spreading never gave anything.
        Assignment.objects.filter(article=papers[1], annotator=ada).update(reason=bulk.UNDONE)
        Assignment.objects.filter(annotator=bo).update(state=AssignmentState.WITHDRAWN)
        count_readers(paper.pk for paper in papers)
        assert offered()
        assert {taken(story, ada), taken(story, ada)} == {"P 1", "P 2"}

    def test_not_where_the_story_forbids_it_nor_of_another_story(self, story, ada):
        paper(Story.objects.create(slug="other", title="Other"), "A", 0)
        with pytest.raises(AssignmentRefused, match="Nothing is left"):
            self_assign.take(story, ada)
        paper(story, "A", 1)
        Story.objects.filter(pk=story.pk).update(take_next=False)
        with pytest.raises(AssignmentRefused, match="a manager says"):
            self_assign.take(story, ada)


@pytest.mark.django_db(transaction=True)
def test_six_at_the_same_moment_get_no_place_twice(story):
    """Two articles have four places; the same person asking twice at once gets one."""
    for number in range(2):
        paper(story, f"S{number}", number)
    people = [member(story, f"p{number}", "annotator") for number in range(5)]
    acts = [lambda one=one: self_assign.take(story, one) for one in [*people, people[0]]]
    done = at_once(*acts)
    refused = [one for one in done if isinstance(one, AssignmentRefused)]
    assert all(isinstance(one, AssignmentRefused | self_assign.Taken) for one in done), done
    readers = Counter(Assignment.objects.values_list("article", flat=True))
    assert sorted(readers.values()) == [2, 2]
    assert Assignment.objects.values("annotator").distinct().count() == 4
    assert len(refused) in (1, 2)


class TestView:
    def ask(self, client):
        return client.post(reverse("annotations:take", args=["pipeline"]))

    def test_opens_the_article_and_asking_again_opens_it_again(self, article, ada, as_user):
        client = as_user(ada)
        for words in ("is yours to read now", "Read what you have"):
            answer = self.ask(client)
            assert answer.url == reverse("annotations:workbench", args=[article.pk])
            assert words in client.get(answer.url).content.decode()
        given = Assignment.objects.get()
        assert (given.annotator, given.history.get().history_user) == (ada, ada)

    def test_says_on_the_home_page_that_nothing_is_left(self, story, ada, as_user):
        client = as_user(ada)
        assert "Nothing is left for you in “The pipeline”" in (
            client.get(self.ask(client).url).content.decode()
        )

    def test_doors(self, article, ada, cy, stranger, as_user):
        assert [self.ask(as_user(who)).status_code for who in (cy, stranger)] == [403, 404]
        assert as_user(ada).get(reverse("annotations:take", args=["pipeline"])).status_code == 405
        assert not Assignment.objects.exists()

    def test_many_articles_take_as_many_questions_as_few(
        self, story, ada, as_user, django_assert_num_queries
    ):
        for number in range(30):
            paper(story, f"S{number % 3}", number)
        client = as_user(ada)
        # session, user, story, membership; savepoints (2) of the act and of assigning (4); the story's row, what waits;
        # what was read, articles, the article; membership, assignment, history
        with django_assert_num_queries(21):
            self.ask(client)

    def test_home_and_the_submitted_workbench_offer_it_where_nothing_waits(
        self, article, other_article, reading, ada, bo, as_user
    ):
        client, address = as_user(ada), reverse("annotations:take", args=["pipeline"])
        workbench = reverse("annotations:workbench", args=[article.pk])
        assert address not in client.get("/").content.decode()
        actions.submit(article, ada)
        assert [address in client.get(at).content.decode() for at in ("/", workbench)] == [True] * 2
        Story.objects.update(take_next=False)
        assert [address in client.get(at).content.decode() for at in ("/", workbench)] == [
            False
        ] * 2


class TestHandBackView:
    def ask(self, client, article, reason="It is about my family."):
        address = reverse("annotations:hand_back", args=[article.pk])
        return client.post(address, {"reason": reason})

    def test_goes_home_where_it_is_listed_with_its_reason(self, article, reading, ada, as_user):
        client = as_user(ada)
        assert self.ask(client, article).url == "/"
        mine = reverse("desk:my_articles")
        assert client.get(mine).context["rows"] == []
        page = client.get(f"{mine}?state=handed+back").content.decode()
        assert "It is about my family." in page
        assert "handed back" in page

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
    def test_refused_with_the_form_open(self, article, reading, ada, as_user, reason):
        answer = self.ask(as_user(ada), article, reason)
        assert answer.status_code == 422
        assert '<details class="hand-back" open>' in answer.content.decode()
        reading.refresh_from_db()
        assert reading.state == AssignmentState.ASSIGNED

    def test_doors(self, article, reading, cy, stranger, ada, as_user):
        assert [self.ask(as_user(who), article).status_code for who in (cy, stranger)] == [403, 404]
        address = reverse("annotations:hand_back", args=[article.pk])
        assert as_user(ada).get(address).status_code == 405
        assert not ArticleProgress.objects.exists()
