"""Machine readers by program: let read, looked at, stopped; and what one read elsewhere."""

import pytest

from annotator.annotations.models import Annotation, ArticleProgress
from annotator.machines.models import MachineReading, MachineRun, StoryReader
from articles.models import Article
from tests.api.programs import problem, program_of
from tests.conftest import TEXT
from tests.machines.making import machine_for

pytestmark = pytest.mark.django_db
ALL = "stories/pipeline/machines"
ONE = f"{ALL}/machine-cues"


@pytest.fixture
def manager(mo):
    return program_of(mo)


@pytest.fixture
def elsewhere(story, mo):
    return machine_for(story, mo, engine="outside")


@pytest.fixture
def reading(article):
    """What a program sends."""
    spans = [
        {"quote": "Karachi", "label": "entity-place", "confidence": 0.9},
        {"quote": "Kasur", "label": "entity-place", "start": TEXT.index("Kasur"), "end": 0},
        {"quote": "Atlantis", "label": "entity-place"},
        {"quote": "Omar Reza", "label": "entity-unknown"},
    ]
    return {"article": article.pk, "version": 1, "spans": spans, "cost": 0.5, "tokens_in": 7}


def test_a_run_is_asked_for_looked_at_and_stopped(story, mo, article, labels, manager, cy):
    machine_for(story, mo)
    made = manager.post(f"{ONE}/runs", {})
    assert (made.status_code, made.found["state"], made.found["articles"]) == (201, "waiting", 1)
    run = f"{ONE}/runs/{made.found['id']}"
    reader = program_of(cy)
    assert reader.get(run).found == made.found
    assert reader.get(f"{ONE}/runs").found["items"] == [made.found]
    [one] = reader.get(f"{run}/articles?state=left").found["items"]
    assert (one["article"], one["state"], one["waits"]) == (article.pk, "assigned", True)
    assert reader.get(f"{run}/articles?state=failed").found["items"] == []
    assert manager.post(f"{run}/stop").found["state"] == "stopped"
    problem(manager.post(f"{run}/stop"), 422)
    assert manager.post(f"{run}/go-on").found["state"] == "waiting"
    [listed] = reader.get(ALL).found["items"]
    assert (listed["reader"], listed["shows"], listed["last_run"]) == (
        "machine-cues", "nothing", made.found["id"],
    )  # fmt: skip


def test_what_was_read_elsewhere_is_judged_and_stored(elsewhere, reading, labels, manager):
    found = manager.post(f"{ONE}/readings", reading).found
    assert (found["state"], found["marks"], sum(found["dropped"].values())) == ("submitted", 2, 2)
    assert (float(found["cost"]), found["tokens_in"]) == (0.5, 7)
    marks = Annotation.machine_marks.order_by("start")
    assert [one.quote for one in marks] == ["Karachi", "Kasur"]
    assert all(TEXT[one.start : one.end] == one.quote for one in marks)
    manager.post(f"{ONE}/readings", reading | {"spans": []})
    assert not Annotation.machine_marks.exists()
    assert not ArticleProgress.objects.filter(readings__gt=0).exists()


def test_another_text_is_stale(elsewhere, reading, labels, manager):
    Article.objects.update(version=2)
    found = problem(manager.post(f"{ONE}/readings", reading), 409)
    assert found["version"] == 2
    assert not MachineReading.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"article": 987654321},
        {"version": 0},
        {"spans": [{"label": "entity-place"}]},
        {"spans": [{"quote": "Karachi", "label": "entity-place", "who": "me"}]},
        {"cost": -1},
        {"spans": "none"},
    ],
)
def test_bad_input_stores_nothing(elsewhere, reading, labels, manager, changed):
    problem(manager.post(f"{ONE}/readings", reading | changed), 422)
    assert not MachineReading.objects.exists()


def test_limits_hold_for_it_too(elsewhere, reading, other_article, labels, manager):
    StoryReader.objects.update(daily_articles=1)
    assert manager.post(f"{ONE}/readings", reading).status_code == 200
    found = problem(
        manager.post(f"{ONE}/readings", reading | {"article": other_article.pk, "spans": []}), 422
    )
    assert "its limit a day" in found["detail"]


def test_one_that_the_desk_reads_by_itself_is_not_submitted(story, mo, reading, labels, manager):
    machine_for(story, mo)
    assert (
        "engine is a program elsewhere"
        in problem(manager.post(f"{ONE}/readings", reading), 422)["detail"]
    )
    assert not MachineRun.objects.exists()


def test_one_that_was_taken_off_neither(elsewhere, reading, labels, manager):
    from annotator.machines.readers.actions import take_off

    take_off(elsewhere, elsewhere.added_by)
    problem(manager.post(f"{ONE}/readings", reading), 422)
