"""Whoever has still to read an article is not told how much a machine found in it, nor by a total or
by where it stands in a list."""

import pytest
from django.utils import timezone

from annotator.annotations.models import Assignment
from annotator.background.work import Progress
from annotator.machines.runs import actions
from annotator.machines.runs.reading import carry_out
from tests.api.programs import program_of
from tests.conftest import assign, make_article
from tests.machines.making import machine_for

pytestmark = pytest.mark.django_db
ALL = "/stories/pipeline/machines/"
REASON = "its words are not in the text"


@pytest.fixture
def run(story, mo, article, labels, engine):
    """A machine has read two articles: it found one mark in each."""
    make_article(story, title="Karachi again", text="Karachi waits.\n")
    run = actions.ask_run(machine_for(story, mo), "due", mo)
    carry_out(run, Progress())
    return run


@pytest.fixture
def to_read(article, cy):
    """Cy, who settles, has still to read one of them."""
    return assign(article, cy)


def pages(run) -> list[str]:
    one = f"{ALL}{run.of_id}/"
    return [one, f"{one}runs/{run.pk}/"]


def lines(client, page: str, query: str = "") -> dict:
    return {
        getattr(line, "article", None) or line.reading.article: line
        for line in client.get(page + query).context["lines"]
    }


def test_its_marks_and_why_others_were_dropped_are_told_once_it_is_read(
    run, to_read, article, cy, as_user
):
    client = as_user(cy)
    for page in pages(run):
        told = lines(client, page)
        assert [line.hidden for one, line in told.items()] == [one == article for one in told]
        shown = client.get(page).content.decode()
        assert (shown.count("told once you have read it"), shown.count(f"1 × {REASON}")) == (1, 1)
    Assignment.objects.update(state="submitted", submitted_at=timezone.now())
    for page in pages(run):
        shown = client.get(page).content.decode()
        assert (shown.count("told once you have read it"), shown.count(f"1 × {REASON}")) == (0, 2)


def test_totals_are_without_it(run, to_read, cy, mo, as_user):
    one = pages(run)[0]
    for user, marks in ((cy, 1), (mo, 2)):
        client = as_user(user)
        assert client.get(ALL).context["lines"][0].wanted.marks == marks
        assert client.get(one).context["numbers"].marks == marks


@pytest.mark.parametrize("by", ["marks", "seconds", "cost"])
def test_where_it_stands_says_nothing(run, to_read, article, cy, mo, as_user, by):
    run.readings.filter(article=article).update(marks=9, seconds=9.0, cost=9)
    for user, place in ((cy, -1), (mo, 0)):
        client = as_user(user)
        for page in pages(run)[by != "marks" :]:
            assert list(lines(client, page, f"?sort={by}"))[place] == article


def test_a_program_is_told_no_more(run, to_read, article, cy, mo):
    address = f"stories/pipeline/machines/machine-cues/runs/{run.pk}/articles"
    for user, marks in ((cy, None), (mo, 1)):
        program = program_of(user)
        told = program.get(address).found["items"]
        [one] = [item for item in told if item["article"] == article.pk]
        assert one["marks"] == marks
        assert (one["dropped"] is None, one["cost"] is None) == (marks is None, marks is None)
        listed = program.get("stories/pipeline/machines").found["items"]
        assert listed[0]["marks"] == (1 if marks is None else 2)
