"""The pages of machine readers: listed, made, copied, set, counted, taken off and put back."""

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation, ArticleProgress
from annotator.machines.models import (
    AidRule,
    MachineReader,
    MachineReading,
    MachineRun,
    StoryReader,
)
from annotator.machines.runs import actions as runs
from annotator.people.models import User
from annotator.vocabulary.models import Question
from articles.models import Article, Story
from tests.conftest import make_article, member
from tests.machines.making import machine_for, read_by, span

pytestmark = pytest.mark.django_db
ALL = "/stories/pipeline/machines/"
MAKE = {"name": "Weak cues", "engine": "cues", "prompt": "Mark places."}


def at(machine, then: str = "") -> str:
    return f"{ALL}{machine.pk}/{then}"


@pytest.fixture
def manager(mo, as_user):
    return as_user(mo)


@pytest.fixture
def read(machine, article, labels):
    """The machine has read the article."""
    return read_by(machine, article, [span(article, "Karachi", "entity-place")], made_up=2)


class TestList:
    def test_how_much_each_has_read(self, read, machine, article, other_article, manager):
        MachineReading.objects.create(
            reader=machine.reader, article=other_article, state="failed", assigned_at=timezone.now()
        )
        runs.ask_run(machine, "failed", machine.added_by)
        [line] = manager.get(ALL).context["lines"]
        one = line.wanted
        assert (one.read, one.behind, one.failed, one.marks) == (1, 0, 1, 1)
        assert (line.shows, line.last.state) == ("nothing", "waiting")

    def test_what_is_behind_is_counted(self, read, story, article, manager):
        def behind() -> int:
            return manager.get(ALL).context["lines"][0].wanted.behind

        assert behind() == 0
        Question.objects.create(story=story, slug="cost", wording="What will it cost?")
        assert behind() == 1
        MachineReading.objects.update(checked_at=timezone.now())
        assert behind() == 0
        Article.objects.update(version=2)
        assert behind() == 1

    def test_another_storys_readings_are_not_counted(self, read, machine, mo, manager, labels):
        other = Story.objects.create(slug="other", title="Other")
        wanted = StoryReader.objects.create(
            story=other, reader=machine.reader, added_by=mo, added_at=timezone.now()
        )
        read_by(wanted, make_article(other))
        assert [line.wanted.read for line in manager.get(ALL).context["lines"]] == [1]

    def test_empty_says_what_to_do(self, story, manager, as_user, cy):
        assert "Add a machine" in manager.get(ALL).content.decode()
        assert "A manager adds one" in as_user(cy).get(ALL).content.decode()

    @pytest.mark.parametrize(
        "query, names",
        [
            ("", ["Alpha", "Cues"]),
            ("?text=alp", ["Alpha"]),
            ("?engine=endpoint", ["Alpha"]),
            ("?state=none", ["Alpha"]),
            ("?state=waiting", ["Cues"]),
            ("?state=off", ["Gone"]),
            ("?sort=read", ["Cues", "Alpha"]),
            ("?sort=cost", ["Cues", "Alpha"]),
            ("?sort=new", ["Alpha", "Cues"]),
            ("?engine=nonsense", ["Alpha", "Cues"]),
        ],
    )
    def test_narrowed_and_sorted(
        self, read, story, mo, machine, other_article, manager, query, names
    ):
        machine_for(story, mo, "Alpha", engine="endpoint")
        StoryReader.objects.filter(pk=machine_for(story, mo, "Gone").pk).update(
            removed_at=timezone.now()
        )
        runs.ask_run(machine, "due", mo)
        MachineReading.objects.filter(pk=read.pk).update(cost=2)
        found = manager.get(ALL + query).context["lines"]
        assert [line.wanted.reader.name for line in found] == names

    def test_no_more_statements_for_more_machines(self, read, story, mo, manager):
        def statements() -> int:
            with CaptureQueriesContext(connection) as found:
                assert manager.get(ALL).status_code == 200
            return len(found)

        manager.get(ALL)
        one = statements()
        for number in range(4):
            runs_of = machine_for(story, mo, f"More {number}")
            read_by(runs_of, read.article)
        assert statements() == one


class TestMaking:
    def test_made_with_an_account_that_nobody_signs_in_with(self, story, manager, engine, mo):
        answer = manager.post(f"{ALL}new", MAKE | {"options": '{"threshold": 0.5}'})
        reader = MachineReader.objects.select_related("account").get()
        assert answer["Location"] == at(reader.stories.get())
        assert (reader.options, reader.created_by) == ({"threshold": 0.5}, mo)
        account = reader.account
        assert (account.username, account.is_machine, account.is_active) == (
            "machine-weak-cues", True, False,
        )  # fmt: skip
        assert not account.has_usable_password()
        assert authenticate(username=account.username, password="") is None
        rule = AidRule.objects.get()
        assert (rule.shows, rule.unaided_percent, len(rule.seed)) == ("nothing", 20, 32)

    def test_the_hash_is_that_of_all_five(self, story, manager, engine):
        """As sha256sum has it of
        {"engine":"cues","model":"","options":{},"prompt":"Mark places.","version":""}"""
        manager.post(f"{ALL}new", MAKE)
        made = "543f6178ff974d6240a1d836c61626f8e133597c60d49717f973351306163ffd"
        assert MachineReader.objects.get().make == made

    def test_names_that_are_alike_get_accounts_of_their_own(self, story, manager, engine):
        for prompt in ("One.", "Two."):
            manager.post(f"{ALL}new", MAKE | {"prompt": prompt})
        names = User.objects.filter(is_machine=True).values_list("username", flat=True)
        assert sorted(names) == ["machine-weak-cues", "machine-weak-cues-2"]

    @pytest.mark.parametrize(
        "sent, told",
        [
            ({"name": ""}, "required"),
            ({"engine": "magic"}, "Select a valid choice"),
            ({"options": "{"}, "not JSON at line 1"),
            ({"options": "[1]"}, "Write the options as"),
            ({"options": '{"a": NaN}'}, "NaN is no number"),
            ({"options": "[" * 3000}, "deep"),
            ({"options": '{"x": 1e999}'}, "number at /x is too large"),
            ({"options": r'{"x": "\ud800"}'}, "half of a character"),
            ({"options": r'{"x": "\u0000"}'}, "holds a NUL"),
            ({"options": '{"nonsense": 1}'}, "there is no such option"),
            ({"name": "x" * 101}, "at most 100"),
        ],
    )
    def test_refused_and_nothing_stored(self, story, manager, engine, sent, told):
        answer = manager.post(f"{ALL}new", MAKE | sent)
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not MachineReader.objects.exists()
        assert not User.objects.filter(is_machine=True).exists()

    def test_the_same_make_is_no_second_reader(self, story, manager, engine):
        manager.post(f"{ALL}new", MAKE)
        answer = manager.post(f"{ALL}new", MAKE | {"name": "Another name"})
        assert (answer.status_code, MachineReader.objects.count()) == (422, 1)
        assert "choose it instead" in answer.content.decode()

    def test_a_copy_begins_with_what_was(self, story, manager, engine):
        manager.post(f"{ALL}new", MAKE)
        first = manager.get(f"{ALL}new?from={StoryReader.objects.get().pk}").context["form"].initial
        assert (first["prompt"], first["engine"]) == ("Mark places.", "cues")
        assert manager.get(f"{ALL}new?from=nonsense").context["form"].initial == {}

    def test_one_that_the_desk_has_is_chosen(self, machine, manager, mo, engine):
        other = Story.objects.create(slug="other", title="Other")
        other.memberships.create(user=mo, manager=True)
        sent = {"reader": machine.reader.pk}
        assert manager.post("/stories/other/machines/add", sent).status_code == 302
        assert StoryReader.objects.filter(story=other, reader=machine.reader).exists()
        assert manager.post("/stories/other/machines/add", sent).status_code == 422
        assert StoryReader.objects.count() == 2

    def test_one_of_a_story_that_one_does_not_manage_is_not_offered(self, story, engine, as_user):
        other = Story.objects.create(slug="other", title="Other")
        nell = member(other, "nell", "manager")
        story.memberships.create(user=nell, annotator=True, adjudicator=True)
        wanted = machine_for(story, nell, "Ours", prompt="Only ours.")
        client, sent = as_user(nell), {"reader": wanted.reader.pk}
        assert "Ours" not in client.get("/stories/other/machines/new").content.decode()
        assert client.post("/stories/other/machines/add", sent).status_code == 422
        assert StoryReader.objects.count() == 1
        nell.is_superuser = True
        nell.save()
        assert "Ours" in client.get("/stories/other/machines/new").content.decode()
        assert client.post("/stories/other/machines/add", sent).status_code == 302

    def test_one_that_is_made_of_just_what_was_typed_reads_here_too(
        self, story, manager, engine, as_user
    ):
        manager.post(f"{ALL}new", MAKE)
        other = Story.objects.create(slug="other", title="Other")
        client = as_user(member(other, "nell", "manager"))
        answer = client.post("/stories/other/machines/new", MAKE | {"name": "Mine"}, follow=True)
        assert "made of just this, Weak cues" in answer.content.decode()
        assert MachineReader.objects.get().stories.filter(story=other).exists()


class TestOne:
    def test_its_numbers_articles_and_make(self, read, machine, other_article, cy, as_user):
        page = as_user(cy).get(at(machine))
        numbers = page.context["numbers"]
        assert (numbers.articles, numbers.read, numbers.unread) == (2, 1, 1)
        assert "2 × made_up" in page.content.decode()
        assert machine.reader.make in page.content.decode()
        assert "Read what is due" not in page.content.decode()  # a manager's

    @pytest.mark.parametrize(
        "query, titles",
        [
            ("", ["Pipeline talks", "Another paper"]),
            ("?state=submitted", ["Pipeline talks"]),
            ("?state=none", ["Another paper"]),
            ("?state=behind", []),
            ("?state=failed", []),
            ("?state=due", []),
            ("?text=another", ["Another paper"]),
            ("?sort=title", ["Another paper", "Pipeline talks"]),
            ("?sort=marks", ["Pipeline talks", "Another paper"]),
            ("?sort=read", ["Pipeline talks", "Another paper"]),
        ],
    )
    def test_narrowed_and_sorted(self, read, machine, other_article, manager, query, titles):
        found = manager.get(at(machine) + query).context["lines"]
        assert [line.article.title for line in found] == titles

    def test_no_more_statements_for_more_articles(self, read, story, machine, manager):
        def statements() -> int:
            with CaptureQueriesContext(connection) as found:
                assert manager.get(at(machine)).status_code == 200
            return len(found)

        manager.get(at(machine))
        one = statements()
        for number in range(4):
            read_by(machine, make_article(story, title=f"{number}", text=f"{number}.\n"))
        assert statements() == one


class TestSettings:
    SENT = {"shows": "suggestions", "unaided_percent": 30, "daily_articles": 5, "most_cost": "1.5"}

    def test_what_people_see_is_a_new_rule_with_the_same_seed(self, machine, manager):
        assert manager.post(at(machine, "settings"), self.SENT).status_code == 302
        before, after = AidRule.objects.order_by("pk")
        assert (after.shows, after.unaided_percent, after.seed) == ("suggestions", 30, before.seed)
        machine.refresh_from_db()
        assert (machine.daily_articles, float(machine.most_cost)) == (5, 1.5)
        manager.post(at(machine, "settings"), self.SENT)
        assert (AidRule.objects.count(), machine.history.count()) == (2, 2)

    @pytest.mark.parametrize(
        "sent",
        [
            {"shows": "everything"},
            {"unaided_percent": 101},
            {"unaided_percent": ""},
            {"daily_articles": 0},
            {"most_cost": "-1"},
            {"most_cost": "NaN"},
        ],
    )
    def test_refused_and_nothing_stored(self, machine, manager, sent):
        assert manager.post(at(machine, "settings"), self.SENT | sent).status_code == 422
        assert AidRule.objects.count() == 1
        assert manager.get(at(machine, "settings")).status_code == 200


class TestCounting:
    def test_a_plan_first_and_then_its_articles_have_changed(self, read, machine, article, manager):
        assert "has read 1 article " in manager.get(at(machine, "counts")).content.decode()
        assert not ArticleProgress.objects.filter(readings__gt=0).exists()
        for counts, times in (("yes", 1), ("yes", 1), ("no", 2)):
            assert manager.post(at(machine, "counts"), {"counts": counts}).status_code == 302
            assert ArticleProgress.objects.get(article=article).readings == times

    def test_bad_input(self, machine, manager):
        assert manager.post(at(machine, "counts"), {"counts": "maybe"}).status_code == 422
        assert not StoryReader.objects.get().counts

    def test_one_that_was_taken_off_does_not_count(self, machine, manager):
        manager.post(at(machine, "take-off"))
        assert manager.post(at(machine, "counts"), {"counts": "yes"}).status_code == 422


class TestTakenOff:
    def test_its_marks_stay_and_it_can_be_put_back(self, story, mo, article, labels, manager):
        machine = machine_for(story, mo, counts=True)
        read_by(machine, article, [span(article, "Karachi", "entity-place")])
        run = runs.ask_run(machine, "chosen", mo, [article])
        manager.post(at(machine, "take-off"))
        machine.refresh_from_db()
        assert (machine.counts, machine.removed_at is None) == (False, False)
        assert MachineRun.objects.get(pk=run.pk).state == "stopped"
        assert Annotation.machine_marks.count() == 1
        assert ArticleProgress.objects.get(article=article).readings == 2
        assert manager.get(ALL).context["lines"] == []
        assert "Put it back" in manager.get(at(machine)).content.decode()
        manager.post(at(machine, "put-back"))
        machine.refresh_from_db()
        assert (machine.counts, machine.removed_at) == (False, None)
        assert "Put it back" not in manager.get(at(machine)).content.decode()


def test_the_tab_is_for_who_settles_or_manages(story, ada, cy, mo, as_user):
    tab = f'href="{reverse("machines:machines", args=[story.slug])}"'
    for who, sees in ((ada, False), (cy, True), (mo, True)):
        assert (tab in as_user(who).get("/stories/pipeline/").content.decode()) == sees
