"""Runs that are asked for, and how they are, for the tests of them."""

from annotator.machines.models import MachineReading
from annotator.machines.runs import actions
from annotator.machines.runs.tasks import ask_for


def asked(machine, mo, scope="due", articles=()):
    run = actions.ask_run(machine, scope, mo, articles)
    ask_for(run)
    return run


def state_of(run) -> tuple[str, int, int]:
    run.refresh_from_db()
    return run.state, run.read, run.failed


def reading_of(article) -> MachineReading:
    return MachineReading.objects.get(article=article)
