"""What fails is tried again, given up, or goes on where it was cut off; two never read one article."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotator.background.models import BackgroundTask
from annotator.background.work import Progress
from annotator.machines.judging.judged import JudgedReading
from annotator.machines.models import (
    MachineReading,
    MachineReadingState,
    RunCarrier,
    RunState,
)
from annotator.machines.recording.store import Spent
from annotator.machines.runs import actions, asking, claims
from annotator.machines.runs.reading import carry_out
from annotator.machines.runs.tasks import ask_for
from tests.conftest import make_article
from tests.machines.runs.asked import asked, reading_of, state_of
from tests.machines.runs.engine import Failing

pytestmark = pytest.mark.django_db
State = MachineReadingState
WORKER = RunCarrier.WORKER


def test_one_that_fails_is_tried_again_and_then_given_up(machine, mo, three, engine, work_done):
    engine.before = Failing("Another text")
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.DONE, 2, 1)
    one = reading_of(three[1])
    assert (one.state, one.attempts, one.why) == (State.FAILED, 4, "The endpoint answered 503.")
    engine.before = lambda given: None
    again = asked(machine, mo, "failed")
    work_done()
    assert state_of(again) == (RunState.DONE, 1, 0)
    assert reading_of(three[1]).why == ""


def test_one_that_fails_twice_is_read(machine, mo, three, engine, work_done):
    engine.before = Failing("Another text", times=2)
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.DONE, 3, 0)
    assert reading_of(three[1]).attempts == 3


def test_pauses_grow(machine, mo, three, engine, monkeypatch):
    monkeypatch.setattr(claims, "PAUSES", (5, 20, 80))
    engine.before = Failing("")
    run = actions.ask_run(machine, "chosen", mo, three[:1])
    actions.begin(run)
    waits = []
    for _ in range(3):
        MachineReading.objects.update(due_at=timezone.now())
        taken = claims.claim_next(run)
        claims.failed(taken, "It failed.", again=True, spent=Spent())
        waits.append((reading_of(three[0]).due_at - timezone.now()).total_seconds())
        assert isinstance(claims.claim_next(run), claims.Wait)
    assert [round(one / 5) for one in waits] == [1, 4, 16]


def test_what_no_trying_mends_is_not_tried_again(machine, mo, three, engine, work_done):
    engine.before = Failing("Another text", again=False)
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.DONE, 2, 1)
    assert reading_of(three[1]).attempts == 1


def test_an_engine_that_breaks_fails_that_article_alone(
    machine, mo, three, engine, work_done, caplog
):
    def broken(given):
        if "Another text" in given.text:
            raise KeyError("secret words of an article")

    engine.before = broken
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.DONE, 2, 1)
    assert reading_of(three[1]).why == "It broke: see the log."
    assert "could not be read" in caplog.text


def test_an_engine_that_is_not_there_fails_the_run_in_words(machine, mo, three, work_done):
    def gone(make):
        raise ValueError("No endpoint “local” is set.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "engine_for", gone)
        run = asked(machine, mo)
        work_done(may_fail=True)
    assert state_of(run) == (RunState.FAILED, 0, 0)
    assert run.why == "No endpoint “local” is set."
    assert BackgroundTask.objects.get(key=actions.task_key(run)).failure == run.why


def test_ten_tries_in_a_row_end_it_and_it_can_go_on(machine, mo, story, labels, engine, work_done):
    for number in range(12):
        make_article(story, title=f"{number}", text=f"Number {number}.\n")
    engine.before = Failing("", again=False)
    run = asked(machine, mo)
    work_done(may_fail=True)
    assert state_of(run) == (RunState.FAILED, 0, 10)
    assert "last 10 tries went wrong" in run.why
    engine.before = lambda given: None
    actions.go_on(run)
    ask_for(run)
    work_done(may_fail=True)
    assert state_of(run) == (RunState.DONE, 2, 10)


def test_cut_off_it_goes_on_and_reads_none_twice(machine, mo, three, engine):
    """Its process is killed amid the second article: whoever takes the task up goes on there."""

    class Killed(BaseException):
        pass

    def kill(given):
        if len(engine.read_texts) == 2:
            raise Killed

    run = actions.ask_run(machine, "due", mo)
    engine.before = kill
    with pytest.raises(Killed):
        carry_out(run, Progress(), carrier=WORKER)
    assert MachineReading.objects.filter(state=State.READING).count() == 1
    engine.before = lambda given: None
    assert carry_out(run, Progress(), carrier=WORKER) == RunState.DONE
    assert len(engine.read_texts) == 4
    assert run.state == RunState.DONE
    run.refresh_from_db()
    assert (run.read, run.failed) == (3, 0)


def test_what_always_kills_its_process_is_given_up(machine, mo, article, labels, engine):
    class Killed(BaseException):
        pass

    def kill(given):
        raise Killed

    engine.before = kill
    run = actions.ask_run(machine, "due", mo)
    for _ in range(4):
        with pytest.raises(Killed):
            carry_out(run, Progress(), carrier=WORKER)
    assert carry_out(run, Progress(), carrier=WORKER) == RunState.DONE
    assert reading_of(article).why == claims.CUT_OFF


def test_one_that_was_taken_for_dead_stores_nothing(machine, mo, article, labels, engine):
    run = actions.ask_run(machine, "due", mo)
    actions.begin(run)
    first = claims.claim_next(run, WORKER)
    claims.give_back(run)
    second = claims.claim_next(run)
    nothing = JudgedReading()
    assert not claims.stored(first, nothing, "old", Spent(), timezone.now())
    assert not claims.failed(first, "It failed.", again=False, spent=Spent())
    assert claims.stored(second, nothing, "new", Spent(), timezone.now())
    assert reading_of(article).input_hash == "new"


def test_a_claim_is_one_ones_own(machine, mo, article, labels):
    run = actions.ask_run(machine, "due", mo)
    one, now = reading_of(article).pk, timezone.now()
    assert [claims.claim(one, run.pk, now) for _ in range(2)] == [True, False]
    later = now + claims.abandoned_after() + timedelta(seconds=1)
    assert claims.claim(one, run.pk, later)
    assert not claims.claim(one, run.pk + 1, later + claims.abandoned_after() * 2)
