"""What is said of machine readers, their runs and their readings, from what is stored."""

from typing import Any

from annotator.api.machines.schemas import MachineOut, MachineReadingIn, MachineReadingOut, RunOut
from annotator.machines.engines.protocol import EngineAnswer, ProposedSpan
from annotator.machines.models import MachineReading, MachineRun, Shows


def machine_out(one: Any) -> MachineOut:
    """Return a machine of the list that `listed` makes, its reader's account loaded."""
    reader = one.reader
    return MachineOut(
        reader=reader.account.username,
        name=reader.name,
        engine=reader.engine,
        model=reader.model,
        version=reader.version,
        make=reader.make,
        shows=Shows(one.shows or Shows.NOTHING),
        counts=one.counts,
        daily_articles=one.daily_articles,
        most_cost=one.most_cost,
        read=one.read,
        behind=one.behind,
        failed=one.failed,
        marks=one.marks,
        cost=one.cost,
        last_run=one.last_run,
    )


def run_out(run: MachineRun) -> RunOut:
    """Return a run, its reader's account and who asked for it loaded."""
    names = RunOut.model_fields.keys() - {"reader", "asked_by"}
    return RunOut(
        reader=run.of.reader.account.username,
        asked_by=run.asked_by.username,
        **{name: getattr(run, name) for name in names},
    )


FOUND = frozenset({"marks", "dropped", "seconds", "tokens_in", "tokens_out", "cost"})
"""What tells how much a machine found in an article."""


def reading_out(one: MachineReading, hidden: bool = False) -> MachineReadingOut:
    """Return a machine's reading; where it is hidden, without how much it found."""
    names = MachineReadingOut.model_fields.keys() - {"article", "waits"}
    names -= FOUND if hidden else frozenset()
    return MachineReadingOut(
        article=one.article_id,
        waits=one.due_at is not None,
        **{name: getattr(one, name) for name in names},
    )


def answer_of(body: MachineReadingIn) -> EngineAnswer:
    """Return what was submitted as an engine's answer, to be judged."""
    spans = tuple(
        ProposedSpan(
            one.quote, one.label, one.start, one.end, one.details, one.confidence, one.before,
            one.after,
        )
        for one in body.spans
    )  # fmt: skip
    return EngineAnswer(spans, 0, body.tokens_in, body.tokens_out, body.cost, body.model_told)
