"""The page of tasks: whose are seen, how far they are, what went wrong, stopping and trying again."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from annotator.background.models import BackgroundTask
from annotator.background.presence import sign
from annotator.background.worker import TaskWorker
from annotator.desk.tasks.page import in_words
from tests.background.tasks import RAN, count, poison, refuse
from tests.conftest import assign, person
from tests.waiting_work import ask_what_awaits_the_commit, forget_what_waits

pytestmark = pytest.mark.django_db
ALL, OF_STORY = "/tasks/", "/stories/pipeline/tasks/"


def listed(client, address=ALL, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return [str(line.task) for line in answer.context["lines"]]


@pytest.fixture
def story(story):
    """The story, for which the desk itself has asked for nothing yet."""
    forget_what_waits()
    return story


@pytest.fixture
def some(story, mo, ada, work_done):
    """Of each state one, but stopped and running: of the story, of Ada's, of nobody's."""
    count.ask(3, story_id=story.pk, by=mo)
    refuse.ask(story_id=story.pk)
    work_done(may_fail=True)
    poison.ask(by=ada)
    count.ask(1)


def test_who_sees_which(some, as_user, mo, ada, cy, stranger, story):
    root = person("root", is_superuser=True)
    chief = person("chief", is_staff=True)
    chief.user_permissions.add(Permission.objects.get(codename="view_backgroundtask"))
    assert listed(as_user(mo)) == ["Refuse", "Count"]
    assert listed(as_user(mo), OF_STORY) == ["Refuse", "Count"]
    assert listed(as_user(ada)) == ["Poison"]
    assert listed(as_user(cy)) == listed(as_user(stranger)) == []
    assert listed(as_user(root)) == listed(as_user(chief)) == ["Count", "Poison", "Refuse", "Count"]
    assert as_user(ada).get(OF_STORY).status_code == 403
    assert as_user(stranger).get(OF_STORY).status_code == 404
    stop = reverse("desk:stop_task", args=[BackgroundTask.objects.get(title="Poison").pk])
    assert as_user(chief).post(stop).status_code == 404  # to see is not to stop
    assert as_user(ada).post(stop).status_code == 302


def test_who_has_still_to_read_is_not_told_that_the_desk_has_something_to_do(
    story, article, as_user, mo, cy, work_done
):
    """It does when others submit or settle. What they asked for themselves, and what failed, is."""
    forget_what_waits()
    count.ask(1, story_id=story.pk)
    count.ask(2, story_id=story.pk, by=cy, title="Asked by Cy")
    refuse.ask(story_id=story.pk)
    work_done(may_fail=True)
    count.ask(3, story_id=story.pk, title="Waits")
    every = ["Waits", "Refuse", "Asked by Cy", "Count"]
    assert listed(as_user(mo)) == listed(as_user(mo), OF_STORY) == every
    reading = assign(article, mo, "in progress")
    told = ["Refuse", "Asked by Cy"]
    assert listed(as_user(mo)) == listed(as_user(mo), OF_STORY) == told
    reading.delete()
    assert listed(as_user(mo)) == every


def test_what_it_tells(some, as_user, mo, story):
    page = as_user(mo).get(OF_STORY).content.decode()
    assert "The file has no column “label”." in page
    assert ">failed<" in page
    assert ">done<" in page
    assert "by <bdi>Mo</bdi>" in page
    assert "by the desk itself" in page
    assert "No worker is running" in page
    assert 'hx-trigger="every' not in page
    count.ask(9, story_id=story.pk)
    worker = TaskWorker("two")
    *_, claimed = [worker.claim() for _ in range(3)]  # after Ada's and nobody's
    BackgroundTask.objects.filter(pk=claimed.pk).update(done=4, of=9)
    sign("two")
    page = as_user(mo).get(OF_STORY).content.decode()
    assert '<progress max="9" value="4" aria-label="4 of 9 steps done">' in page
    assert "No worker is running" not in page
    assert 'hx-trigger="every 3s"' in page
    assert f'<a href="{OF_STORY}">Look again</a>' in page


def test_an_empty_page_says_what_would_be_there(as_user, mo):
    page = as_user(mo).get(OF_STORY).content.decode()
    assert "Nothing has been done in the background lately" in page
    assert "No task is like this" in as_user(mo).get(OF_STORY + "?state=failed").content.decode()


def test_narrowed_and_sorted(some, as_user, mo, story):
    client = as_user(mo)
    now = timezone.now()
    DBTaskResult.objects.filter(status="SUCCESSFUL").update(
        started_at=now - timedelta(minutes=9), finished_at=now
    )
    assert listed(client, OF_STORY, state="failed") == ["Refuse"]
    assert listed(client, OF_STORY, state="done") == ["Count"]
    assert listed(client, OF_STORY, state="waiting") == []
    assert listed(client, OF_STORY, state="stopped") == []
    assert listed(client, OF_STORY, asked="me") == listed(client, OF_STORY, asked="people")
    assert listed(client, OF_STORY, asked="desk") == ["Refuse"]
    assert listed(client, OF_STORY, text="coun") == ["Count"]
    assert listed(client, OF_STORY, sort="asked") == ["Count", "Refuse"]
    assert listed(client, OF_STORY, sort="-took") == ["Count", "Refuse"]
    assert "9 min 0 s" in client.get(OF_STORY).content.decode()
    assert client.get(OF_STORY, {"state": "x", "sort": "y", "page": "z"}).status_code == 200


def act(client, name, task, **fields):
    return client.post(reverse(f"desk:{name}", args=[task.pk]), fields, follow=True)


def test_what_waits_is_stopped_at_once_and_tried_again(as_user, mo, story, work_done):
    RAN.clear()
    count.ask(2, story_id=story.pk, key="rows")
    ask_what_awaits_the_commit()
    task = BackgroundTask.objects.get()
    answer = act(as_user(mo), "stop_task", task, next=OF_STORY)
    assert answer.redirect_chain[-1][0] == OF_STORY
    assert ">stopped<" in answer.content.decode()
    assert (work_done(), RAN) == (0, [])
    assert "It has ended already." in act(as_user(mo), "stop_task", task).content.decode()
    answer = act(as_user(mo), "try_task_again", task, next="//evil.example/")
    assert answer.redirect_chain[-1][0] == ALL
    assert work_done() == 1
    task = BackgroundTask.objects.select_related("result").get()
    assert (task.state, task.failure, task.stop_asked_at, RAN) == ("done", "", None, [("count", 2)])
    assert "Only what has failed" in act(as_user(mo), "try_task_again", task).content.decode()


def test_what_is_asked_for_since_is_not_tried_again_as_well(as_user, mo, story, work_done):
    for _ in range(2):
        refuse.ask(story_id=story.pk, key="rows")
        work_done(may_fail=True)
    first, second = BackgroundTask.objects.all()
    act(as_user(mo), "try_task_again", first)
    page = act(as_user(mo), "try_task_again", second).content.decode()
    assert "The same has been asked for since, and waits." in page
    assert [task.state for task in BackgroundTask.objects.all()] == ["waiting", "failed"]


def test_whoever_asked_is_told_on_the_front_page(some, as_user, ada, mo):
    assert "/tasks/failed" in as_user(ada).get("/").content.decode()
    asked = as_user(ada).get("/tasks/failed")
    assert asked.content.strip() == b""  # it waits
    TaskWorker("one").run_all()
    page = as_user(ada).get("/tasks/failed").content.decode()
    assert "1 of the tasks that you asked for has failed lately" in page
    (link,) = re.findall('href="([^"]+)"', page)
    client = as_user(ada)
    assert listed(client, link.replace("&amp;", "&")) == ["Poison"]
    assert as_user(mo).get("/tasks/failed").content.strip() == b""
    BackgroundTask.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert client.get("/tasks/failed").content.strip() == b""


def test_what_runs_stops_at_its_next_step(as_user, mo, story):
    RAN.clear()
    count.ask(5, story_id=story.pk)
    worker = TaskWorker("one")
    claimed = worker.claim()
    page = act(as_user(mo), "stop_task", claimed, next=OF_STORY).content.decode()
    assert "stops at its next step" in page
    worker.run_task(claimed)
    task = BackgroundTask.objects.select_related("result").get()
    assert (task.state, task.done, task.stop_asked_by) == ("stopped", 1, mo)


def test_its_statements_do_not_grow(as_user, mo, story, django_assert_num_queries):
    client = as_user(mo)
    for number in (1, 60):
        for _ in range(number):
            count.ask(1, story_id=story.pk, by=mo)
        # session, user; story, membership; count, page, their stories; is a worker there
        with django_assert_num_queries(7):
            assert listed(client, OF_STORY)
    assert len(listed(client, OF_STORY, page=2)) == 11


@pytest.mark.parametrize(
    "seconds, words",
    [
        (0.44, "0.4\N{NO-BREAK SPACE}s"),
        (59.6, "1 min 0 s"),
        (12, "12 s"),
        (185, "3 min 5 s"),
        (3720, "1 h 2 min"),
    ],
)
def test_a_length_of_time_in_words(seconds, words):
    assert in_words(timedelta(seconds=seconds)) == words
