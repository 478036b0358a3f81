"""What is done in the background: runs are carried out; paused ones go on after their day."""

from django.utils import timezone

from annotator.background.progress import GivenBack
from annotator.background.work import Progress, work
from annotator.machines.models import MachineRun, RunCarrier, RunState
from annotator.machines.runs import actions
from annotator.machines.runs.reading import carry_out

RESUMING = "machine-runs-resume"
TURN = 20.0
"""Seconds after which a run lets other tasks go first, and goes on when they have."""


@work("A machine reads", priority=-10)
def read_articles(progress: Progress, run: int) -> None:
    """Let a run read from where it stands, a turn at a time. Raises GivenBack between two."""
    found = MachineRun.objects.filter(pk=run).select_related("of__reader__account").first()
    if found is not None and _carried_out(found, progress) == RunState.RUNNING:
        raise GivenBack


def _carried_out(run: MachineRun, progress: Progress) -> RunState:
    return carry_out(run, progress, seconds=TURN, carrier=RunCarrier.WORKER)


@work("Paused machines go on")
def resume_runs(progress: Progress) -> None:
    """Let each run go on whose limit is over."""
    for run in actions.to_resume(timezone.now()).select_related("of__reader", "asked_by"):
        if actions.resume(run):
            ask_for(run)


def runs_are_due() -> bool:
    """Return whether a paused run is to go on, in one statement."""
    return actions.to_resume(timezone.now()).exists()


def ask_for(run: MachineRun) -> None:
    """Ask that a worker carries out a run."""
    read_articles.ask(
        run.pk, story_id=run.of.story_id, by=run.asked_by, key=actions.task_key(run),
        title=f"{run.of.reader} reads {run.articles} article{'' if run.articles == 1 else 's'}",
    )  # fmt: skip
