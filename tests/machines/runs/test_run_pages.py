"""The pages of runs: asked for, looked at while they read, stopped, let go on."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotator.background.models import BackgroundTask
from annotator.machines.models import MachineReading, MachineRun, StoryReader
from annotator.machines.runs import actions
from tests.conftest import make_article
from tests.machines.making import machine_for
from tests.machines.runs.engine import Failing

pytestmark = pytest.mark.django_db
ALL = "/stories/pipeline/machines/"


@pytest.fixture
def manager(mo, as_user):
    return as_user(mo)


@pytest.fixture
def run(machine, mo, article, other_article, labels) -> MachineRun:
    return actions.ask_run(machine, "due", mo)


def at(run, then: str = "") -> str:
    return f"{ALL}{run.of_id}/runs/{run.pk}/{then}"


def said(answer) -> str:
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def test_asked_for_it_waits_and_its_page_looks_again(machine, article, manager, engine, work_done):
    answer = manager.post(f"{ALL}{machine.pk}/read", {"scope": "due"})
    run = MachineRun.objects.get()
    assert answer["Location"] == at(run)
    assert BackgroundTask.objects.filter(key=actions.task_key(run)).count() == 0  # the commit asks
    page = manager.get(at(run)).content.decode()
    assert 'hx-trigger="every 3s"' in page
    assert "No worker is running" in page
    work_done()
    page = manager.get(at(run)).content.decode()
    assert "every 3s" not in page
    assert "done" in page


@pytest.mark.parametrize(
    "sent, told",
    [
        ({}, "required"),
        ({"scope": "everything"}, "Select a valid choice"),
        ({"scope": "chosen"}, "Choose at least one article"),
        ({"scope": "chosen", "articles": ["987654321"]}, "not one of this story"),
        ({"scope": "chosen", "articles": ["x"]}, "no article of this story"),
        ({"scope": "failed"}, "None of its articles has failed"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(machine, article, manager, sent, told):
    answer = manager.post(f"{ALL}{machine.pk}/read", sent)
    assert answer["Location"] == f"{ALL}{machine.pk}/"
    assert told in said(answer)
    assert not MachineRun.objects.exists()


def test_an_article_of_another_story_is_none(machine, manager, other_story_article):
    sent = {"scope": "chosen", "articles": [other_story_article.pk]}
    assert "not one of this story" in said(manager.post(f"{ALL}{machine.pk}/read", sent))


@pytest.fixture
def other_story_article(db):
    from articles.models import Story

    return make_article(Story.objects.create(slug="other", title="Other"))


def test_one_that_reads_elsewhere_is_not_started(story, mo, article, manager):
    machine = machine_for(story, mo, engine="outside")
    assert "submits by the API" in said(manager.post(f"{ALL}{machine.pk}/read", {"scope": "due"}))
    assert "Read what is due" not in manager.get(f"{ALL}{machine.pk}/").content.decode()


def test_what_failed_says_why_and_can_be_read_again(run, manager, engine, work_done):
    from annotator.machines.runs.tasks import ask_for

    engine.before = Failing("Another text", again=False)
    ask_for(run)
    work_done()
    page = manager.get(at(run)).content.decode()
    assert "The endpoint answered 503." in page
    assert "1 × its words are not in the text" in page
    assert "Again for what failed" in page
    for query, titles in [
        ("?state=failed", ["Another paper"]),
        ("?state=submitted", ["Pipeline talks"]),
        ("?state=left", []),
        ("?text=pipe", ["Pipeline talks"]),
        ("?sort=marks", ["Pipeline talks", "Another paper"]),
        ("?sort=title", ["Another paper", "Pipeline talks"]),
        ("?sort=seconds", ["Pipeline talks", "Another paper"]),
        ("?sort=cost", ["Pipeline talks", "Another paper"]),
    ]:
        lines = manager.get(at(run) + query).context["lines"]
        assert [line.reading.article.title for line in lines] == titles, query
    manager.post(f"{ALL}{run.of_id}/read", {"scope": "failed"})
    numbers = manager.get(at(run)).context["numbers"]
    assert (numbers.submitted, numbers.taken_over) == (1, 1)


def test_stopped_and_let_go_on(run, manager, engine, work_done):
    manager.post(at(run, "stop"))
    assert MachineRun.objects.get(pk=run.pk).state == "stopped"
    assert "ended already" in said(manager.post(at(run, "stop")))
    assert "Go on" in manager.get(at(run)).content.decode()
    manager.post(at(run, "go-on"))
    assert "goes on already" in said(manager.post(at(run, "go-on")))
    work_done()
    assert MachineRun.objects.get(pk=run.pk).state == "done"
    assert "nothing left" in said(manager.post(at(run, "go-on")))


def test_a_paused_run_says_why_and_when_it_goes_on(run, manager, engine, work_done):
    from annotator.machines.runs.tasks import ask_for

    StoryReader.objects.update(daily_articles=1)
    ask_for(run)
    work_done()
    page = manager.get(at(run)).content.decode()
    assert "1 article today, which is its limit a day. It goes on by itself" in page
    assert "Go on" in page


def test_who_settles_looks_and_does_nothing(run, cy, as_user):
    page = as_user(cy).get(at(run)).content.decode()
    assert "<button" not in page.partition("<main")[2].partition("Filter")[0]
    assert as_user(cy).post(at(run, "stop")).status_code == 403


def test_the_list_of_runs(run, mo, manager, machine):
    actions.stop(run)
    actions.ask_run(machine, "due", mo)
    for query, states in [
        ("", ["waiting", "stopped"]),
        ("?state=stopped", ["stopped"]),
        ("?state=failed", []),
        ("?sort=cost", ["waiting", "stopped"]),
        ("?sort=articles", ["waiting", "stopped"]),
    ]:
        found = manager.get(f"{ALL}{machine.pk}/runs/{query}").context["runs"]
        assert [line.run.state for line in found] == states, query


def test_no_more_statements_for_more_articles(run, story, machine, mo, manager):
    def statements(run) -> int:
        with CaptureQueriesContext(connection) as found:
            assert manager.get(at(run)).status_code == 200
        return len(found)

    statements(run)
    few = statements(run)
    many = [make_article(story, title=f"{n}", text=f"Text {n}.\n") for n in range(6)]
    assert statements(actions.ask_run(machine, "chosen", mo, many)) == few
    assert MachineReading.objects.count() == 8
