"""Ask a machine to read, stop it, let it go on: the writers of a run's state, and of which readings
it has to do.

Every refusal is a ValidationError whose message is for the manager.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from annotator.background.work import is_pending
from annotator.machines.models import (
    OPEN_RUNS,
    Engine,
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunScope,
    RunState,
    StoryReader,
)
from annotator.machines.runs import asking
from annotator.machines.runs.behind import asked_since, is_behind, with_looked_at
from annotator.machines.runs.claims import abandoned_after
from annotator.machines.runs.limits import RunLimit
from annotator.people.models import User
from annotator.trust.models import TrustKind
from annotator.trust.recording import record
from articles.models import Article

State = MachineReadingState
GRACE = timedelta(minutes=1)
"""For how long a run that waits may have no task: it is asked for after the commit."""
NOTHING = {
    RunScope.DUE: "It has read every article of the story, and nothing has changed since.",
    RunScope.BEHIND: "Nothing that it has read has changed since.",
    RunScope.FAILED: "None of its articles has failed.",
    RunScope.CHOSEN: "Another run of it has all of these articles to read.",
}


class RunRefused(ValidationError):
    """The run cannot be asked for, or changed; the message says why, and what to do."""


def task_key(run: MachineRun) -> str:
    """Return the key of the task that carries out a run: of one key one task runs at a time."""
    return f"machine-run:{run.pk}"


@transaction.atomic
def ask_run(
    wanted: StoryReader, scope: str, by: User, articles: Collection[Article] = ()
) -> MachineRun:
    """Ask a machine to read articles of its story, and return the run, which waits.

    What a run that has not ended is to read is left to that one. Raises RunRefused where nothing is
    left to read, or the machine reads elsewhere.
    """
    found = StoryReader.objects.select_for_update(of=("self",)).select_related("story")
    of = found.select_related("reader__account").get(pk=wanted.pk)
    if of.removed_at is not None:
        raise RunRefused(f"“{of.reader}” was taken off the story: put it back first.")
    if of.reader.engine == Engine.OUTSIDE:
        raise RunRefused(asking.ELSEWHERE)
    keys = _chosen(of, scope, articles)
    if not keys:
        raise RunRefused(NOTHING[RunScope(scope)])
    now = timezone.now()
    run = MachineRun.objects.create(
        of=of, scope=scope, asked_by=by, asked_at=now, articles=len(keys)
    )
    _assign(of, run, keys, now)
    facts = {
        "machine": of.reader.account.username,
        "run": run.pk,
        "scope": scope,
        "articles": len(keys),
    }
    record(TrustKind.MACHINE_ASKED, by=by, story=of.story, facts=facts)
    return run


@transaction.atomic
def stop(run: MachineRun) -> None:
    """Stop a run: at once where it waits or rests, after its article where it reads.

    Raises RunRefused where it has ended.
    """
    changed = MachineRun.objects.filter(pk=run.pk, state__in=OPEN_RUNS).update(
        state=RunState.STOPPED, ended_at=timezone.now(), resumes_at=None, why=""
    )
    if not changed:
        raise RunRefused("It has ended already.")


@transaction.atomic
def go_on(run: MachineRun) -> None:
    """Let a run wait again that was paused, stopped, or failed, or whose process is gone.

    Raises RunRefused where it goes on, or has nothing left to read.
    """
    found = MachineRun.objects.select_for_update(of=("self",)).select_related("of").get(pk=run.pk)
    if found.of.removed_at is not None:
        raise RunRefused("The machine was taken off the story: put it back first.")
    if found.state in (RunState.WAITING, RunState.RUNNING) and not is_lost(found):
        raise RunRefused("It goes on already.")
    if found.state == RunState.DONE or not _left(found).exists():
        raise RunRefused("It has nothing left to read: ask for another run.")
    found.state, found.why, found.ended_at, found.resumes_at = RunState.WAITING, "", None, None
    found.heard_at = timezone.now()
    found.save(update_fields=["state", "why", "ended_at", "resumes_at", "heard_at"])


def resume(run: MachineRun) -> bool:
    """Let a paused run go on whose limit is over; return whether it has anything left to read."""
    try:
        go_on(run)
    except RunRefused:
        MachineRun.objects.filter(pk=run.pk).update(resumes_at=None)
        return False
    return True


def is_lost(run: MachineRun) -> bool:
    """Return whether a run says that it goes on and nobody carries it out: its task was stopped or
    failed, or the command that ran it ended. One statement at most."""
    heard = run.heard_at or run.asked_at
    silent = GRACE if run.state == RunState.WAITING else abandoned_after()
    if run.state not in (RunState.WAITING, RunState.RUNNING) or heard > timezone.now() - silent:
        return False
    return not is_pending(task_key(run))


def begin(run: MachineRun) -> bool:
    """Let a run read; return whether it is to: a worker may come to one that was stopped."""
    now = timezone.now()
    goes_on = MachineRun.objects.filter(pk=run.pk, state__in=[RunState.WAITING, RunState.RUNNING])
    changed = goes_on.update(
        state=RunState.RUNNING, started_at=Coalesce("started_at", now), heard_at=now
    )
    return bool(changed)


def end(run: MachineRun, state: RunState, why: str = "") -> None:
    """Say how a run that reads has ended; nothing where it was stopped meanwhile."""
    _reads(run).update(state=state, why=why[:500], ended_at=timezone.now())


def pause(run: MachineRun, limit: RunLimit) -> None:
    """Let a run rest that has come to a limit."""
    _reads(run).update(state=RunState.PAUSED, why=limit.why[:500], resumes_at=limit.until)


def to_resume(now: datetime) -> QuerySet[MachineRun]:
    """Return the paused runs whose limit is over at this moment."""
    return MachineRun.objects.filter(resumes_at__lte=now, state=RunState.PAUSED)


def _reads(run: MachineRun) -> QuerySet[MachineRun]:
    return MachineRun.objects.filter(pk=run.pk, state=RunState.RUNNING)


def _left(run: MachineRun) -> QuerySet[MachineReading]:
    return MachineReading.objects.filter(run=run, due_at__isnull=False)


def _busy() -> Q:
    """Return the readings that a run which has not ended is to do."""
    return Q(due_at__isnull=False, run__state__in=OPEN_RUNS) | Q(state=State.READING)


def _chosen(of: StoryReader, scope: str, articles: Collection[Article]) -> list[int]:
    """Return the keys of the articles that a run of this scope reads, in order."""
    mine = with_looked_at().filter(reader=of.reader_id, article__story=of.story_id)
    free = mine.exclude(_busy()).order_by()
    if scope == RunScope.CHOSEN:
        busy = set(mine.filter(_busy()).values_list("article", flat=True))
        return sorted({one.pk for one in articles} - busy)
    if scope == RunScope.FAILED:
        return sorted(free.filter(state=State.FAILED).values_list("article", flat=True))
    behind = free.filter(is_behind(asked_since(of.story))).values_list("article", flat=True)
    if scope == RunScope.BEHIND:
        return sorted(behind)
    begun = mine.filter(_busy() | ~Q(state=State.ASSIGNED)).values("article")
    unread = Article.objects.filter(story=of.story_id).exclude(pk__in=begun)
    return sorted({*unread.order_by().values_list("pk", flat=True), *behind})


def _assign(of: StoryReader, run: MachineRun, keys: Sequence[int], now: datetime) -> None:
    """Let the run have these articles to read, in readings that are there or new."""
    new = [MachineReading(reader_id=of.reader_id, article_id=key, assigned_at=now) for key in keys]
    MachineReading.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    for at in range(0, len(keys), 500):
        rows = MachineReading.objects.filter(reader=of.reader_id, article__in=keys[at : at + 500])
        rows.update(run=run, due_at=now, attempts=0, why="")
