"""What the pages of runs show, as plain values."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from annotator.machines.models import (
    OPEN_RUNS,
    MachineReading,
    MachineReadingState,
    MachineRun,
    RunState,
)
from annotator.machines.runs.actions import is_lost
from annotator.machines.runs.behind import asked_since, is_behind, with_looked_at

STOPPABLE = OPEN_RUNS
RESTING = (RunState.PAUSED, RunState.STOPPED, RunState.FAILED)
CHIPS = {
    RunState.DONE: "good",
    RunState.FAILED: "bad",
    RunState.PAUSED: "wait",
    RunState.RUNNING: "wait",
    RunState.STOPPED: "quiet",
}


class RunLine(NamedTuple):
    """A run of a list: how much of it is done, whether it goes on, and what may be done to it."""

    run: MachineRun
    done: int
    lost: bool

    @property
    def goes_on(self) -> bool:
        """Whether its line may be another one in a moment."""
        return self.run.state in (RunState.WAITING, RunState.RUNNING) and not self.lost

    @property
    def chip(self) -> str:
        """How its state is drawn."""
        return CHIPS.get(RunState(self.run.state), "")

    @property
    def stoppable(self) -> bool:
        """Whether it can be stopped."""
        return self.run.state in STOPPABLE

    @property
    def rests(self) -> bool:
        """Whether it can be let go on, if it has anything left to read."""
        return self.lost or self.run.state in RESTING


class RunNumbers(NamedTuple):
    """How many of the articles of a run are in which state, as long as no later run has them."""

    left: int
    submitted: int
    failed: int
    behind: int
    taken_over: int


class ReadingLine(NamedTuple):
    """An article of a run, in words; `hidden`: what was found there is not told to whoever has
    still to read it."""

    reading: MachineReading
    state: str
    dropped: list[tuple[str, int]]
    tried_again_at: datetime | None
    hidden: bool


def run_lines(runs: Iterable[MachineRun]) -> list[RunLine]:
    """Return a line for each run; one statement more for each that was silent too long."""
    return [RunLine(run, run.read + run.unchanged + run.failed, is_lost(run)) for run in runs]


def numbers_of(run: MachineRun) -> RunNumbers:
    """Return how many articles of the run are in which state, in three statements."""
    state = MachineReadingState
    left = Q(due_at__isnull=False)
    found = (
        with_looked_at()
        .filter(run=run)
        .aggregate(
            left=Count("pk", filter=left),
            submitted=Count("pk", filter=Q(state=state.SUBMITTED) & ~left),
            failed=Count("pk", filter=Q(state=state.FAILED) & ~left),
            behind=Count("pk", filter=is_behind(asked_since(run.of.story)) & ~left),
            all=Count("pk"),
        )
    )
    taken = max(run.articles - found.pop("all"), 0)
    return RunNumbers(**found, taken_over=taken)


def readings_of(run: MachineRun) -> QuerySet[MachineReading]:
    """Return the readings of a run, their articles and sources loaded without their texts."""
    rows = MachineReading.objects.filter(run=run).select_related("article__source")
    return rows.defer("article__text")


def reading_lines(
    run: MachineRun, readings: Iterable[MachineReading], hidden: Collection[int]
) -> list[ReadingLine]:
    """Return a line for each reading of a run."""
    return [_line(run, one, one.article_id in hidden) for one in readings]


def _line(run: MachineRun, one: MachineReading, hidden: bool) -> ReadingLine:
    state = MachineReadingState
    again = one.due_at if one.why and one.due_at and one.state != state.READING else None
    if one.state == state.READING:
        said = "reading"
    elif one.due_at is not None:
        said = "waiting" if run.state in OPEN_RUNS else "not read"
    else:
        said = "read" if one.state == state.SUBMITTED else one.state
    dropped = sorted(one.dropped.items(), key=lambda pair: (-pair[1], pair[0]))
    return ReadingLine(one, said, dropped, again if run.state in OPEN_RUNS else None, hidden)
