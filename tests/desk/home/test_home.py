"""Home: what waits for me, by role, the first thing first; and nothing of what I read blind."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.article_progress import close, readings_changed
from annotator.annotations.assignments import actions
from annotator.annotations.models import ArticleProgress, Assignment, ReaderCounts, Stage
from annotator.people.models import Membership
from annotator.reconciliation.adjudication import actions as adjudication
from annotator.reconciliation.models import Tally
from annotator.reconciliation.places.refresh import refresh_tallies
from tests.conftest import assign, make_article, member
from tests.desk.home.test_my_articles import mark

pytestmark = pytest.mark.django_db
HOME = "/"


def home(client) -> str:
    response = client.get(HOME)
    assert response.status_code == 200
    return response.content.decode()


def sections(client) -> dict[str, str]:
    """The lists of the home page by name, each with its lines as HTML."""
    return {one.name: one.lines for one in client.get(HOME).context["sections"]}


class TestToRead:
    def test_what_was_begun_first_then_by_deadline(self, story, ada, as_user):
        rows = [assign(make_article(story, "A", f"P {n}", f"T {n}.\n"), ada) for n in range(4)]
        actions.begin(rows[2].article, ada)
        Assignment.objects.filter(pk=rows[3].pk).update(due_on=timezone.localdate())
        actions.submit(rows[0].article, ada)
        waiting = as_user(ada).get(HOME).context["waiting"]
        assert [one.pk for one in waiting.reading] == [rows[n].pk for n in (2, 3, 1)]
        assert (waiting.to_read, waiting.number) == (3, 3)

    def test_the_first_few_and_a_way_to_all(self, story, ada, as_user):
        for n in range(7):
            assign(make_article(story, "A", f"P {n}", f"T {n}.\n"), ada)
        page = home(as_user(ada))
        assert "7 things wait for you" in page
        assert page.count("data-open") == 5
        assert f'<a href="{reverse("desk:my_articles")}">All 7</a>' in page

    def test_overdue_says_so(self, reading, ada, as_user):
        assert "overdue" not in home(as_user(ada))
        Assignment.objects.update(due_on=timezone.localdate() - timedelta(1))
        page = home(as_user(ada))
        assert "1 overdue." in page
        assert '<span class="chip bad">overdue</span>' in page

    def test_titles_of_any_script_stand_escaped(self, story, ada, as_user):
        assign(make_article(story, "A", "<b>پائپ 🎉</b>", "Text.\n"), ada)
        assert '<b dir="auto">&lt;b&gt;پائپ 🎉&lt;/b&gt;</b>' in home(as_user(ada))


class TestToSettle:
    @pytest.fixture
    def ready(self, article, ada, bo):
        for who in (ada, bo):
            assign(article, who, "submitted")
        readings_changed([article.pk])
        refresh_tallies(article.story)
        return article

    def test_one_step_from_home(self, ready, cy, as_user):
        lines = sections(as_user(cy))["settle"]
        assert reverse("reconciliation:settle", args=[ready.pk]) in lines
        assert "Pipeline talks" in lines

    @pytest.mark.parametrize(
        "change",
        ["a reader reopens", "somebody reads it too", "more readers are wanted", "it is finished"],
    )
    def test_not_what_cannot_be_settled_now(self, ready, story, ada, cy, as_user, change):
        assert "settle" in sections(as_user(cy))
        if change == "a reader reopens":
            actions.reopen(ready, ada)
        elif change == "somebody reads it too":
            assign(ready, member(story, "di", "annotator"), "in progress")
        elif change == "more readers are wanted":
            story.readers = 3
            story.save()
        else:
            adjudication.finish(ready, cy)
        assert "settle" not in sections(as_user(cy))

    def test_once_closed_or_under_revision(self, story, article, ada, cy, as_user):
        assign(article, ada, "submitted")
        readings_changed([article.pk])
        assert "settle" not in sections(as_user(cy))
        close(article, cy)
        assert "settle" in sections(as_user(cy))
        adjudication.finish(article, cy)
        assert "settle" not in sections(as_user(cy))
        adjudication.reopen(article, cy)
        assert "under revision" in sections(as_user(cy))["settle"]

    def test_what_is_finished_and_has_become_stale(self, ready, story, ada, cy, mo, as_user):
        adjudication.finish(ready, cy)
        refresh_tallies(story)
        assert "settle" not in sections(as_user(cy))
        Tally.objects.update(stale=2, reopened=True)
        lines = sections(as_user(cy))["settle"]
        assert "under revision" in lines
        assert "2 decisions to look at again" in lines
        for who in (ada, mo):
            assert "settle" not in sections(as_user(who))
        Tally.objects.update(decisions=F("decisions") + 1)
        assert "settle" not in sections(as_user(cy))

    def test_not_by_who_read_it_unless_the_story_allows_that(self, ready, story, ada, as_user):
        Membership.objects.filter(user=ada).update(adjudicator=True)
        assert "settle" not in sections(as_user(ada))
        story.readers_settle = True
        story.save()
        assert "settle" in sections(as_user(ada))

    def test_not_to_annotators_managers_and_strangers(self, ready, ada, mo, stranger, as_user):
        for who in (ada, mo, stranger):
            assert "settle" not in sections(as_user(who))

    def test_the_one_that_waits_longest_first(self, ready, story, ada, bo, cy, as_user):
        older = make_article(story, "B", "Older", "Older text.\n")
        for who in (ada, bo):
            assign(older, who, "submitted")
        then = timezone.now() - timedelta(days=4)
        Assignment.objects.filter(article=older).update(submitted_at=then)
        readings_changed([older.pk])
        refresh_tallies(story)
        found = as_user(cy).get(HOME).context["waiting"].settling
        assert [one.title for one in found] == ["Older", "Pipeline talks"]

    def test_many_lead_to_the_list_of_each_story(self, story, ada, bo, cy, as_user):
        for n in range(7):
            paper = make_article(story, "A", f"P {n}", f"T {n}.\n")
            for who in (ada, bo):
                assign(paper, who, "submitted")
        page = home(as_user(cy))
        assert f'<a href="{reverse("desk:differences", args=["pipeline"])}">All 7 of' in page


class TestStuck:
    def test_who_is_late_and_who_gave_up_each_where_it_is_mended(
        self, article, other_article, ada, bo, mo, cy, as_user
    ):
        assert sections(as_user(mo)).keys() == {"stuck"}
        assign(article, ada)
        Assignment.objects.update(due_on=timezone.localdate() - timedelta(3))
        assign(other_article, bo, "in progress")
        actions.hand_back(other_article, bo, "It is about my family.")
        found = sections(as_user(mo))
        assert "with <bdi>Ada</bdi>" in found["overdue"]
        assert reverse("desk:given", args=["pipeline"]) + "?state=overdue" in found["overdue"]
        assert "by <bdi>Bo</bdi>: <bdi>It is about my family.</bdi>" in found["handed-back"]
        for n in range(2):
            assign(other_article, member(article.story, f"r{n}", "annotator"))
        assert "handed-back" not in sections(as_user(mo))
        assert sections(as_user(cy)) == {}

    def test_what_has_no_reader_or_no_adjudicator(
        self, story, article, other_article, ada, bo, mo, as_user
    ):
        assert "2 articles have no reader" in sections(as_user(mo))["stuck"]
        for who in (ada, bo):
            assign(article, who, "submitted")
        lines = sections(as_user(mo))["stuck"]
        assert "1 article has no reader" in lines
        assert "1 article waits for an adjudicator: the story has none" in lines
        assert reverse("desk:members", args=["pipeline"]) in lines
        member(story, "cy", "adjudicator")
        assert reverse("desk:differences", args=["pipeline"]) in sections(as_user(mo))["stuck"]
        gone = assign(other_article, ada)
        actions.withdraw(gone, mo)
        assert "1 article has no reader" in sections(as_user(mo))["stuck"]

    def test_a_manager_who_reads_an_article_is_not_told_that_it_waits(
        self, article, ada, bo, mo, as_user
    ):
        for who in (ada, bo):
            assign(article, who, "submitted")
        assert "waits for an adjudicator" in sections(as_user(mo))["stuck"]
        assign(article, mo)
        assert "stuck" not in sections(as_user(mo))


@pytest.mark.parametrize(
    "who, words",
    [
        ("ada", "You have no article to read"),
        ("cy", "There is nothing to settle"),
        ("mo", "Nothing is stuck"),
        ("stranger", "You are not a member of a story yet"),
    ],
)
def test_where_nothing_waits_it_says_what_comes(ada, cy, mo, stranger, as_user, who, words):
    page = home(as_user({"ada": ada, "cy": cy, "mo": mo, "stranger": stranger}[who]))
    assert "Nothing waits for you" in page
    assert words in page


def test_what_is_kept_of_who_waits_is_what_the_articles_say(story, article, ada, bo, cy):
    """Whichever way an article came to its stage: by readers, a closed reading, a decision."""
    assert not ReaderCounts.objects.filter(to_settle=True).exists()
    for who in (ada, bo):
        assign(article, who, "submitted")
    for stage in Stage:
        progress, _ = ArticleProgress.objects.get_or_create(
            article=article, defaults={"story": story}
        )
        progress.stage = stage
        progress.save()
        waits = ReaderCounts.objects.get(article=article).to_settle
        assert waits == (stage != Stage.FINISHED), stage


@pytest.mark.parametrize("roles, number", [
    (("annotator",), 7),
    (("annotator", "adjudicator"), 9),
    (("annotator", "adjudicator", "manager"), 12),
])  # fmt: skip
def test_as_many_questions_for_many_articles_as_for_one(
    story, bo, labels, as_user, django_assert_num_queries, roles, number
):
    ada = member(story, "ada", *roles)
    di = member(story, "di", "annotator")

    def more(count: int, word: str) -> None:
        for n in range(count):
            mine = make_article(story, f"S{n % 4}", f"{word} {n}", f"{word} {n}.\n")
            assign(mine, ada)
            mark(mine, ada, labels["claim-event"])
            other = make_article(story, "S", f"Other {word} {n}", f"Other {word} {n}.\n")
            for who in (bo, di):
                assign(other, who, "submitted")
        Assignment.objects.filter(annotator=ada).update(due_on=timezone.localdate() - timedelta(1))

    client = as_user(ada)
    for count, word in ((1, "One"), (110, "More")):
        more(count, word)
        # session, user; stories; what is to be read, its lines; what is new; may they make a story;
        # what is to be settled, what is stale; who is late, who gave up, what each story waits for
        with django_assert_num_queries(number):
            response = client.get(HOME)
    assert "100+" in response.content.decode()


def test_whoever_is_not_signed_in_signs_in_and_nobody_posts(ada, as_user):
    assert Client().get(HOME).url.startswith(reverse("account_login"))
    assert as_user(ada).post(HOME).status_code == 405
