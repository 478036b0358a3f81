"""Take up an article of a run, and say how its reading went: with `actions.py` the only writers of
how far a run and its readings are.

An article is claimed by one conditional UPDATE; what is said of it later is said only where the
claim still holds. So two processes never read the same article, and one that was taken for dead
stores nothing.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from annotator.annotations.article_progress import readings_changed
from annotator.machines.judging.judged import JudgedReading
from annotator.machines.models import (
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunCarrier,
    RunState,
    StoryReader,
)
from annotator.machines.recording.store import (
    Spent,
    counts_in_story,
    keep_marks,
    store_reading,
)
from annotator.machines.runs.limits import RunLimit, cost_reached, day_of, day_reached
from articles.models import Article

State = MachineReadingState
PAUSES = (5, 20, 80)
"""Seconds before an article is tried again: so often, then it has failed."""
CUT_OFF = "It was cut off while it read: the process that ran it ended, more than once."
LEAST_ABANDONED = 600
SOON = timedelta(seconds=1)


class Claim(NamedTuple):
    """One article that a run has taken up, and when: what holds the claim."""

    reading: MachineReading
    at: datetime


class Wait(NamedTuple):
    """Nothing can be read before this moment, and something can then; `held`: another process is
    at what is left."""

    until: datetime
    held: bool = False


def abandoned_after() -> timedelta:
    """Return after how long a claim of which nothing is heard holds no more: longer than a process
    may come no step further."""
    return timedelta(seconds=max(settings.TASK_LIMIT_SECONDS, LEAST_ABANDONED))


def claimable(now: datetime) -> Q:
    """Return the readings that may be taken up at this moment."""
    left = Q(state=State.READING, claimed_at__lt=now - abandoned_after())
    return Q(due_at__lte=now) & (~Q(state=State.READING) | left)


def claim(reading: int, run: int, now: datetime, carrier: RunCarrier = RunCarrier.COMMAND) -> bool:
    """Take up an article for a run, in one conditional UPDATE; return whether it is the run's."""
    rows = MachineReading.objects.filter(claimable(now), pk=reading, run=run)
    taken = rows.update(
        state=State.READING, claimed_at=now, claimed_by=carrier, attempts=F("attempts") + 1, why=""
    )
    return bool(taken)


@transaction.atomic
def claim_next(
    run: MachineRun, carrier: RunCarrier = RunCarrier.COMMAND
) -> Claim | Wait | RunLimit | None:
    """Take up the next article of a run that goes on.

    Return when to ask again where none is due yet, the limit that was reached, or None where
    nothing is left or the run was stopped.
    """
    # Runs of one machine in one story count the same limits: they claim one after the other.
    wanted = StoryReader.objects.select_for_update().get(pk=run.of_id)
    now = timezone.now()
    goes_on = MachineRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
    if wanted.removed_at is not None or not goes_on.update(heard_at=now):
        return None
    left = MachineReading.objects.filter(run=run, due_at__isnull=False)
    following = left.filter(claimable(now)).order_by("due_at", "pk")
    pk = following.values_list("pk", flat=True).first()
    if pk is None:
        later = left.order_by("due_at").values_list("due_at", flat=True).first()
        # One that is due already is read by another process, or was left by one.
        return None if later is None else Wait(max(later, now + SOON), later <= now)
    if limit := cost_reached(wanted):
        return limit
    if limit := day_reached(wanted, now):
        # One that was taken up today is counted already: it may be tried again.
        again = following.filter(attempts__gt=0, claimed_at__gte=day_of(now))
        pk = again.values_list("pk", flat=True).first()
        if pk is None:
            return _tries_left(left, now) or limit
    if not claim(pk, run.pk, now, carrier):
        return Wait(now)
    found = MachineReading.objects.select_related("reader__account", "article__story").get(pk=pk)
    return Claim(found, now)


def _tries_left(left: QuerySet[MachineReading], now: datetime) -> Wait | None:
    """Return when one is tried again that was taken up today and failed, if that is today."""
    following = day_of(now) + timedelta(days=1)
    tried = left.filter(attempts__gt=0, claimed_at__gte=day_of(now), due_at__lt=following)
    due = tried.exclude(state=State.READING).order_by("due_at").values_list("due_at", flat=True)
    at = due.first()
    return None if at is None else Wait(max(at, now + SOON))


@transaction.atomic
def stored(
    one: Claim, judged: JudgedReading, input_hash: str, spent: Spent, looked_at: datetime
) -> bool:
    """Store what was read of an article, where the claim still holds; return whether it did.

    A text that was corrected meanwhile is read again. What it took is counted, come what may.
    """
    if not _held(one):
        _spend(one, spent)
        return False
    try:
        with transaction.atomic():
            store_reading(one.reading, one.reading.article, judged, input_hash, spent)
    except ValidationError:
        _spend(one, spent)
        _rows(one).update(state=_before(one), due_at=timezone.now(), attempts=F("attempts") - 1)
        return True
    _rows(one).update(due_at=None, checked_at=looked_at)
    _count(one, read=1, seconds=spent.seconds, **_money(spent))
    return True


@transaction.atomic
def left_as_it_is(one: Claim, looked_at: datetime) -> None:
    """Say that an article has what it had when the machine read it: its reading stands."""
    if _held(one):
        article = Article.objects.only("version", "story").get(pk=one.reading.article_id)
        keep_marks(one.reading, article)
        _rows(one).update(
            state=State.SUBMITTED, due_at=None, claimed_at=None, checked_at=looked_at,
            text_version=article.version,
        )  # fmt: skip
        _count(one, unchanged=1)


@transaction.atomic
def failed(one: Claim, why: str, again: bool, spent: Spent) -> bool:
    """Say that an article could not be read, why, and what it took all the same; return whether it
    is tried again: where it may be, after a pause that grows."""
    _spend(one, spent)
    if not _held(one):
        return False
    tries = one.reading.attempts
    if again and tries <= len(PAUSES):
        due = timezone.now() + timedelta(seconds=PAUSES[tries - 1])
        _rows(one).update(state=_before(one), due_at=due, why=why[:500])
        return True
    _give_up(one.reading, why)
    return False


@transaction.atomic
def let_go(one: Claim) -> None:
    """Say that an article was not read after all, whose process ends in an orderly way."""
    if _held(one):
        _rows(one).update(state=_before(one))


def give_back(run: MachineRun) -> None:
    """Let the articles be read again at which the run's last worker was when it ended; one that
    was cut off as often as it is tried has failed.

    For workers alone, of which a run has one at a time: a command may be at its article still.
    """
    with transaction.atomic():
        cut = MachineReading.objects.filter(
            run=run, state=State.READING, claimed_by=RunCarrier.WORKER
        )
        for reading in cut.select_related("article").select_for_update(of=("self",)):
            if reading.attempts > len(PAUSES):
                _give_up(reading, CUT_OFF)
                continue
            MachineReading.objects.filter(pk=reading.pk).update(
                state=State.SUBMITTED if reading.submitted_at else State.ASSIGNED
            )


def _give_up(reading: MachineReading, why: str) -> None:
    MachineReading.objects.filter(pk=reading.pk).update(
        state=State.FAILED, due_at=None, why=why[:500]
    )
    MachineRun.objects.filter(readings=reading.pk).update(failed=F("failed") + 1)
    if reading.submitted_at and counts_in_story(reading, reading.article.story_id):
        readings_changed([reading.article_id])


def _before(one: Claim) -> str:
    """Return the state that a reading had before it was taken up."""
    return State.SUBMITTED if one.reading.submitted_at else State.ASSIGNED


def _held(one: Claim) -> bool:
    rows = _rows(one).filter(state=State.READING, claimed_at=one.at)
    return rows.select_for_update().first() is not None


def _rows(one: Claim) -> QuerySet[MachineReading]:
    return MachineReading.objects.filter(pk=one.reading.pk)


def _count(one: Claim, **more: Any) -> None:
    if one.reading.run_id is not None:
        MachineRun.objects.filter(pk=one.reading.run_id).update(**_grown(more))


def _spend(one: Claim, spent: Spent) -> None:
    """Count what was used for nothing: by the reading, whose sum the limits see, and by the run."""
    _rows(one).update(**_grown(_money(spent)))
    _count(one, seconds=spent.seconds, **_money(spent))


def _money(spent: Spent) -> dict[str, Any]:
    return {"tokens_in": spent.tokens_in, "tokens_out": spent.tokens_out, "cost": spent.cost}


def _grown(more: Mapping[str, Any]) -> dict[str, Any]:
    return {name: F(name) + value for name, value in more.items()}
