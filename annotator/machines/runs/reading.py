"""Carry out a run: read its articles one after another, whoever asked, in a worker or by a command.

The engine works outside of any transaction.
"""

import logging
import math
import time
from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone

from annotator.background.work import Progress, Stopped, TaskFailed
from annotator.machines.engines.protocol import (
    NOTHING_USED,
    EngineAnswer,
    EngineFailed,
    ReadingEngine,
)
from annotator.machines.engines.wire.answered import MOST_COST, tokens
from annotator.machines.given import given_article
from annotator.machines.given import input_hash as hash_of
from annotator.machines.judging.judge import judge
from annotator.machines.models import MachineRun, RunCarrier, RunScope, RunState
from annotator.machines.recording.store import Spent
from annotator.machines.runs import actions, asking, claims
from annotator.machines.runs.claims import Claim, Wait
from annotator.machines.runs.limits import RunLimit
from annotator.operations.outage import database_is_away

BROKE = "It broke: see the log."
IN_A_ROW = 10
"""After so many tries without one that went well a run ends: nobody waits for a thousand."""
SLICE = 1.0
"""Seconds for which a run sleeps before it looks whether it was stopped."""
log = logging.getLogger("annotator.machines")
Say = Callable[[str], None]


class RunFailed(TaskFailed):
    """A run cannot go on, for a reason that is told in the error's words."""


def carry_out(
    run: MachineRun,
    progress: Progress,
    say: Say = lambda words: None,
    seconds: float = math.inf,
    carrier: RunCarrier = RunCarrier.COMMAND,
) -> RunState:
    """Read what the run has left to read, and return its state then: running where its turn, of so
    many seconds, was over first, or another process is at what is left.

    `say` is told in words of what goes wrong. Raises RunFailed where nothing can be read; what
    `progress` raises passes.
    """
    until = time.monotonic() + seconds
    if not actions.begin(run):
        return _state_of(run)
    if carrier == RunCarrier.WORKER:
        claims.give_back(run)
    try:
        engine = asking.engine_for(asking.make_of(run.of.reader))
        _read_all(run, engine, progress, say, until, carrier)
    except Stopped:
        actions.end(run, RunState.STOPPED)
        raise
    except (EngineFailed, ValidationError, ValueError) as error:
        raise _failed(run, _words(error)) from error
    except RunFailed:
        raise
    except DatabaseError:  # the worker runs it again
        raise
    except Exception:
        actions.end(run, RunState.FAILED, BROKE)
        raise
    return _state_of(run)


def pause(seconds: float) -> None:
    """Let some time pass."""
    time.sleep(seconds)


def _read_all(
    run: MachineRun,
    engine: ReadingEngine,
    progress: Progress,
    say: Say,
    until: float,
    carrier: RunCarrier,
) -> None:
    in_a_row = 0
    while time.monotonic() < until:
        run.refresh_from_db(fields=["read", "unchanged", "failed", "articles"])
        progress.tell(run.read + run.unchanged + run.failed, run.articles)
        taken = claims.claim_next(run, carrier)
        if taken is None:
            actions.end(run, RunState.DONE)
            return
        if isinstance(taken, RunLimit):
            say(taken.why)
            actions.pause(run, taken)
            return
        if isinstance(taken, Wait):
            left = (taken.until - timezone.now()).total_seconds()
            pause(min(max(left, 0.05), SLICE))
            if taken.held:
                return
            continue
        try:
            why = _read_one(run, engine, taken)
        except KeyboardInterrupt:
            claims.let_go(taken)
            raise
        in_a_row = in_a_row + 1 if why else 0
        if why:
            say(f"Article {taken.reading.article_id}: {why}")
        if in_a_row == IN_A_ROW:
            told = f"Its last {IN_A_ROW} tries went wrong, the last so: {why}"
            raise _failed(run, f"{told} See to it, then let it go on.")


def _read_one(run: MachineRun, engine: ReadingEngine, one: Claim) -> str:
    """Read an article that was taken up; return why it could not be read, or ''."""
    article, make = one.reading.article, asking.make_of(one.reading.reader)
    looked_at = timezone.now()
    given = given_article(article, article.story)
    input_hash = hash_of(given, make)
    known = one.reading.submitted_at is not None and one.reading.input_hash == input_hash
    if known and run.scope != RunScope.CHOSEN:
        claims.left_as_it_is(one, looked_at)
        return ""
    began, used = time.monotonic(), NOTHING_USED
    try:
        used = engine.read(given)
        check_version(used, make.version)
        spent = spent_by(used, time.monotonic() - began)
        claims.stored(one, judge(used, given), input_hash, spent, looked_at)
    except EngineFailed as error:
        spent = spent_by(error.used, time.monotonic() - began)
        claims.failed(one, str(error), error.again, spent)
        return str(error) or BROKE
    except Exception as error:
        if database_is_away(error):  # the worker runs it again
            raise
        log.exception("Article %d could not be read by %s.", article.pk, one.reading.reader.pk)
        claims.failed(one, BROKE, again=False, spent=spent_by(used, time.monotonic() - began))
        return BROKE
    return ""


def spent_by(answer: EngineAnswer, seconds: float) -> Spent:
    """Return what an answer took; what is no amount counts as nothing, a larger one than an answer
    may have as the most."""
    cost = answer.cost if answer.cost is not None and answer.cost > 0 else 0.0
    return Spent(
        seconds=seconds, tokens_in=tokens(answer.tokens_in), tokens_out=tokens(answer.tokens_out),
        cost=Decimal(str(min(cost, MOST_COST))).quantize(Decimal("0.000001")),
    )  # fmt: skip


def check_version(answer: EngineAnswer, wanted: str) -> None:
    """Raise EngineFailed where the engine says that it is another version than the make's: no
    figure may mix the two."""
    if wanted and answer.version and answer.version != wanted:
        told = f"The engine says that it is version {answer.version[:80]}, and not {wanted}."
        raise EngineFailed(f"{told} Make a copy of the reader with that version.", used=answer)


def _failed(run: MachineRun, words: str) -> RunFailed:
    actions.end(run, RunState.FAILED, words)
    return RunFailed(words)


def _words(error: Exception) -> str:
    told = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    return told or BROKE


def _state_of(run: MachineRun) -> RunState:
    run.refresh_from_db(fields=["state", "why"])
    return RunState(run.state)
