"""What an answer took is counted whether it is of use or not, and no number is too large for it."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.background.work import Progress
from annotator.machines.engines.protocol import EngineAnswer, EngineFailed
from annotator.machines.engines.wire.answered import MOST_COST
from annotator.machines.judging.judged import JudgedReading
from annotator.machines.models import MachineReading, RunCarrier, RunState, StoryReader
from annotator.machines.recording.store import Spent
from annotator.machines.runs import actions, claims, outside, reading
from annotator.machines.runs.reading import carry_out
from articles.models import Article
from tests.machines.making import machine_for
from tests.machines.runs.asked import asked, reading_of, state_of

pytestmark = pytest.mark.django_db
DEAR = EngineAnswer(tokens_in=1_000, tokens_out=10, cost=0.5)


@pytest.fixture
def manager(mo, as_user):
    return as_user(mo)


def dear_failure(again: bool):
    def fail(given):
        raise EngineFailed("It answers in prose.", again=again, used=DEAR)

    return fail


def test_each_try_that_failed_is_counted_and_the_limit_sees_it(
    machine, mo, three, engine, work_done
):
    StoryReader.objects.update(most_cost=Decimal("1.5"))
    engine.before = dear_failure(again=True)
    run = asked(machine, mo)
    work_done()
    assert state_of(run)[0] == RunState.PAUSED
    assert len(engine.read_texts) == 3
    assert (run.cost, run.tokens_in) == (Decimal("1.5"), 3_000)
    assert "have cost 1.50" in run.why
    spent = MachineReading.objects.values_list("cost", flat=True)
    assert sum(spent) == Decimal("1.5")


def test_another_version_of_the_model_has_cost_what_it_cost(story, mo, article, labels, engine):
    engine.version = "2"
    run = actions.ask_run(machine_for(story, mo, version="1"), "due", mo)
    carry_out(run, Progress())
    run.refresh_from_db()
    assert (run.failed, run.cost, reading_of(article).cost) == (1, Decimal("0.25"), Decimal("0.25"))


def test_so_has_one_of_a_text_that_was_corrected_meanwhile(machine, mo, article, labels, engine):
    def correct(given):
        if len(engine.read_texts) == 1:
            Article.objects.filter(pk=article.pk).update(version=2)

    engine.before = correct
    run = actions.ask_run(machine, "due", mo)
    carry_out(run, Progress())
    run.refresh_from_db()
    assert (run.read, run.cost, reading_of(article).tokens_in) == (1, Decimal("0.5"), 200)


def test_and_one_whose_claim_holds_no_more(machine, mo, article, labels, engine):
    run = actions.ask_run(machine, "due", mo)
    actions.begin(run)
    first = claims.claim_next(run, RunCarrier.WORKER)
    claims.give_back(run)
    spent = Spent(seconds=2.0, cost=Decimal(1))
    assert not claims.stored(first, JudgedReading(), "", spent, timezone.now())
    assert not claims.failed(first, "It failed.", again=True, spent=spent)
    run.refresh_from_db()
    assert (run.read, run.cost, reading_of(article).cost) == (0, 2, 2)


def test_what_cannot_be_stored_fails_that_article_alone(
    machine, mo, three, engine, work_done, monkeypatch
):
    real = claims.store_reading

    def full(one, article, *more):
        if article == three[1]:
            raise OverflowError("secret words of an article")
        return real(one, article, *more)

    monkeypatch.setattr(claims, "store_reading", full)
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.DONE, 2, 1)
    assert reading_of(three[1]).why == reading.BROKE
    assert run.cost == Decimal("0.75")


@pytest.mark.parametrize("said", [2_000_000.0, 1e300, float("inf")])
def test_a_cost_beyond_all_measure_counts_as_the_most(
    machine, mo, manager, three, engine, work_done, said
):
    engine.cost = said
    for _ in range(2):
        run = asked(machine, mo, "chosen", three)
        work_done()
        assert state_of(run) == (RunState.DONE, 3, 0)
    assert (run.cost, reading_of(three[0]).cost) == (3 * int(MOST_COST), 2 * int(MOST_COST))
    slug = machine.story.slug
    pages = [
        reverse("machines:machines", args=[slug]),
        reverse("machines:machine", args=[slug, machine.pk]),
        reverse("machines:runs", args=[slug, machine.pk]),
        reverse("machines:run", args=[slug, machine.pk, run.pk]),
    ]
    assert [manager.get(page).status_code for page in pages] == [200] * 4


@pytest.mark.parametrize("said", [-1.0, float("nan"), None])
def test_what_is_no_cost_is_none(machine, mo, three, engine, work_done, said):
    engine.cost = said
    run = asked(machine, mo)
    work_done()
    assert (state_of(run), run.cost) == ((RunState.DONE, 3, 0), 0)


def test_as_many_submissions_as_somebody_likes_can_be_counted(story, mo, article, labels):
    elsewhere = machine_for(story, mo, engine="outside")
    most = EngineAnswer(tokens_in=10_000_000, tokens_out=10_000_000, cost=MOST_COST)
    outside.submit(elsewhere, article, most, article.version, 1.0)
    MachineReading.objects.update(tokens_in=2**31 - 1, tokens_out=2**31 - 1, cost=10**9)
    again = outside.submit(elsewhere, article, most, article.version, 1.0)
    assert again.cost == 10**9 + int(MOST_COST)
    assert reading_of(article).tokens_in == 2**31 - 1 + 10_000_000


def test_what_waits_to_be_tried_again_counts_for_the_day(machine, mo, three, engine, work_done):
    StoryReader.objects.update(daily_articles=1)
    engine.before = dear_failure(again=True)
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.PAUSED, 0, 1)
    assert len(engine.read_texts) == 4
    assert len(set(engine.read_texts)) == 1


def test_one_that_was_taken_up_today_may_be_tried_again(machine, mo, three, engine, work_done):
    StoryReader.objects.update(daily_articles=1)
    engine.before = lambda given: len(engine.read_texts) < 3 and dear_failure(again=True)(given)
    run = asked(machine, mo)
    work_done()
    assert state_of(run) == (RunState.PAUSED, 1, 0)
    assert "1 article today" in run.why


def test_stop_and_go_on_amid_a_commands_article_reads_none_twice(machine, mo, three, engine):
    """A worker that takes the run up leaves the article alone that the command is at."""
    run = actions.ask_run(machine, "due", mo)
    states = []

    def interrupt(given):
        if len(engine.read_texts) == 1:
            actions.stop(run)
            actions.go_on(run)
            states.append(carry_out(run, Progress(), carrier=RunCarrier.WORKER))

    engine.before = interrupt
    assert carry_out(run, Progress()) == RunState.DONE
    assert states == [RunState.RUNNING]
    assert sorted(engine.read_texts) == sorted(one.text for one in three)
    run.refresh_from_db()
    assert (run.read, run.cost) == (3, Decimal("0.75"))
