"""A run reads its articles one after another, goes on where it was cut off, and rests at limits."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from annotator.annotations.models import Annotation, ArticleProgress
from annotator.background.models import BackgroundTask
from annotator.background.work import Progress
from annotator.machines.models import (
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunState,
    StoryReader,
)
from annotator.machines.runs import actions, claims, limits
from annotator.machines.runs.reading import carry_out
from annotator.machines.runs.tasks import ask_for, resume_runs, runs_are_due
from annotator.vocabulary.models import Question
from articles.models import Article
from tests.conftest import make_article
from tests.machines.making import machine_for
from tests.machines.runs.asked import asked, reading_of, state_of

pytestmark = pytest.mark.django_db
State = MachineReadingState


def test_it_reads_what_is_due_and_counts_what_it_took(machine, mo, three, engine, work_done):
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.DONE, 3, 0)
    assert (run.tokens_in, run.cost) == (300, Decimal("0.75"))
    one = reading_of(three[0])
    assert (one.state, one.marks, one.due_at) == (State.SUBMITTED, 1, None)
    assert one.dropped == {"its words are not in the text": 1}
    assert Annotation.machine_marks.count() == 2
    assert BackgroundTask.objects.filter(title="Cues reads 3 articles").count() == 1


def test_with_nothing_left_to_read_it_says_so(machine, mo, three, engine, work_done):
    asked(machine, mo)
    work_done()
    for scope in ("due", "behind", "failed"):
        with pytest.raises(ValidationError, match=r"nothing has changed|has changed|has failed"):
            actions.ask_run(machine, scope, mo)
    assert MachineRun.objects.count() == 1


def test_what_a_run_is_to_read_is_left_to_it(machine, mo, three, engine):
    actions.ask_run(machine, "chosen", mo, three[:1])
    following = actions.ask_run(machine, "due", mo)
    assert following.articles == 2
    with pytest.raises(ValidationError, match="Another run"):
        actions.ask_run(machine, "chosen", mo, three[:2])


def test_stopped_between_two_articles(machine, mo, three, engine, work_done):
    run = actions.ask_run(machine, "due", mo)
    engine.before = lambda given: actions.stop(run)
    assert carry_out(run, Progress()) == RunState.STOPPED
    assert (len(engine.read_texts), run.state) == (1, RunState.STOPPED)
    run.refresh_from_db()
    assert run.read == 1
    engine.before = lambda given: None
    actions.go_on(run)
    assert carry_out(run, Progress()) == RunState.DONE
    assert len(engine.read_texts) == 3


def test_a_day_has_so_many_articles(machine, mo, three, engine, work_done):
    StoryReader.objects.update(daily_articles=2)
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.PAUSED, 2, 0)
    assert "2 articles today" in run.why
    assert run.resumes_at == limits.day_of(timezone.now()) + timedelta(days=1)
    assert not runs_are_due()
    yesterday = timezone.now() - timedelta(days=1)
    MachineReading.objects.filter(state="submitted").update(submitted_at=yesterday)
    MachineRun.objects.update(resumes_at=timezone.now())
    assert runs_are_due()
    resume_runs.now()
    work_done()
    assert state_of(run) == (RunState.DONE, 3, 0)


def test_days_are_those_of_utc(machine):
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert limits.day_of(late) == datetime(2026, 11, 30, tzinfo=UTC)


def test_it_costs_no_more_than_it_may(machine, mo, three, engine, work_done):
    StoryReader.objects.update(most_cost=Decimal("0.5"))
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.PAUSED, 2, 0)
    assert ("0.50" in run.why, run.resumes_at) == (True, None)
    StoryReader.objects.update(most_cost=None)
    actions.go_on(run)
    ask_for(run)
    work_done()
    assert state_of(run) == (RunState.DONE, 3, 0)


def test_again_for_what_changed_asks_the_engine_only_where_something_did(
    machine, mo, story, three, engine, work_done
):
    asked(machine, mo)
    work_done()
    # Out of use, it is told to no engine: only the dates say that something changed.
    Question.objects.create(story=story, slug="cost", wording="What will it cost?", active=False)
    Article.objects.filter(pk=three[0].pk).update(version=2, text="In Karachi, corrected.\n")
    run = asked(machine, mo, "behind")
    work_done()
    assert (state_of(run), run.unchanged) == ((RunState.DONE, 1, 0), 2)
    assert len(engine.read_texts) == 4
    with pytest.raises(ValidationError, match="has changed"):
        actions.ask_run(machine, "behind", mo)


def test_chosen_articles_are_read_whatever_is_there(machine, mo, three, engine, work_done):
    for _ in range(2):
        asked(machine, mo, "chosen", three[:1])
        work_done()
    assert len(engine.read_texts) == 2
    assert Annotation.machine_marks.count() == 1


def test_a_text_corrected_meanwhile_is_read_again(machine, mo, article, labels, engine, work_done):
    def correct(given):
        if len(engine.read_texts) == 1:
            Article.objects.filter(pk=article.pk).update(version=2)

    engine.before = correct
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.DONE, 1, 0)
    assert reading_of(article).text_version == 2


def test_another_version_of_the_model_is_refused(story, mo, article, labels, engine, work_done):
    engine.version = "2"
    run = asked(machine_for(story, mo, version="1"), mo)
    work_done()
    assert "version 2, and not 1" in reading_of(article).why
    assert state_of(run) == (RunState.DONE, 0, 1)


def test_of_one_that_counts_readings_change(story, mo, article, labels, engine, work_done):
    asked(machine_for(story, mo, counts=True), mo)
    work_done()
    assert ArticleProgress.objects.get(article=article).readings == 1


def test_a_run_whose_task_is_gone_can_go_on(machine, mo, three, engine):
    run = actions.ask_run(machine, "due", mo)
    assert not actions.is_lost(run)
    with pytest.raises(ValidationError, match="goes on already"):
        actions.go_on(run)
    MachineRun.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    run.refresh_from_db()
    assert actions.is_lost(run)
    actions.go_on(run)


def test_another_turn_comes_first(machine, mo, three, engine):
    run = actions.ask_run(machine, "due", mo)
    assert carry_out(run, Progress(), seconds=0) == RunState.RUNNING
    assert carry_out(run, Progress()) == RunState.DONE


@pytest.mark.django_db(transaction=True)
def test_two_processes_never_read_one_article(story, article, mo, labels):
    """Two threads claim the articles of one run: on PostgreSQL at once, on SQLite in turn."""
    articles = [make_article(story, title=f"{n}", text=f"Text {n}.\n") for n in range(8)]
    run = actions.ask_run(machine_for(story, mo), "chosen", mo, articles)
    actions.begin(run)
    taken: list[int] = []

    def take():
        try:
            while (one := claims.claim_next(run)) and isinstance(one, claims.Claim):
                taken.append(one.reading.article_id)
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(one.pk for one in articles)
