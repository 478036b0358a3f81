"""manage.py import_leads: contradictions that a machine asserts, from CSV or JSON."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from annotator.comparison.leads.intake.actions import store_leads
from annotator.comparison.leads.intake.lead_rows import LeadProblem, read_leads
from annotator.comparison.leads.intake.plan import LeadPlan, plan_leads
from articles.models import Story

REFUSED, WRONG_USAGE, MOST_TOLD = 1, 2, 100
COLUMNS = (TextColumn("Looking for quotes …"), BarColumn(), MofNCompleteColumn())


class Command(BaseCommand):
    help = "Take in leads from a CSV or JSON file. All or nothing; errors are told by row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--story", required=True, metavar="SLUG", help="into this story")
        parser.add_argument("--preview", action="store_true", help="tell, and store nothing")

    def handle(self, *, file: Path, story: str, preview: bool, **_: Any) -> None:
        found = Story.objects.filter(slug=story).first()
        if found is None:
            raise CommandError(f"There is no story “{story}”.", returncode=WRONG_USAGE)
        try:
            content = file.read_bytes()
        except OSError as error:
            told = f"{file} cannot be read: {error.strerror}."
            raise CommandError(told, returncode=WRONG_USAGE) from error
        read = read_leads(file.name, content)
        refuse(read.problems)
        plan = planned(found, read.rows)
        refuse(plan.problems)
        if plan.lost:
            self.stderr.write(f"Of {plan.lost} leads a quote is not in its article.")
        if preview:
            told = f"{len(plan.fresh)} leads would come in, {plan.known} there already."
            self.stdout.write(f"{told} Nothing was stored.")
            return
        done = store_leads(plan, file.name, None)
        self.stdout.write(f"{done.leads} leads stored, {done.known} there already.")


def planned(story: Story, rows: Any) -> LeadPlan:
    """Return what the rows come to, with a bar where somebody looks."""
    console = Console(stderr=True)
    with Progress(
        *COLUMNS, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=None)
        return plan_leads(story, rows, lambda done, of: bar.update(task, completed=done, total=of))


def refuse(problems: list[LeadProblem]) -> None:
    """Raise CommandError where something is wrong, told row by row."""
    if not problems:
        return
    told = [str(one) for one in problems[:MOST_TOLD]]
    if len(problems) > MOST_TOLD:
        told.append(f"… and {len(problems) - MOST_TOLD} more.")
    raise CommandError("\n".join([*told, "Nothing was stored."]), returncode=REFUSED)
