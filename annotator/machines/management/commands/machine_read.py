"""manage.py machine_read: a machine reads articles of a story, here and now."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from annotator.background.work import Progress
from annotator.machines.models import MachineRun, RunScope, RunState, StoryReader
from annotator.machines.runs import actions
from annotator.machines.runs.reading import RunFailed, carry_out
from annotator.people.models import User
from articles.models import Article

WRONG_USAGE = 2


class ShownProgress(Progress):
    """Shows how far a run is on the terminal."""

    def __init__(self, bar: Bar, name: str) -> None:
        self._bar, self._task = bar, bar.add_task(f"{name} reads", total=None)

    def tell(self, done: int, of: int) -> None:
        """Show it on the bar."""
        super().tell(done, of)
        self._bar.update(self._task, completed=done, total=of)


class Command(BaseCommand):
    """`manage.py machine_read --story S --reader NAME [--article N …]`."""

    help = "Let a machine reader of a story read, here and now; nothing that it has read is lost."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the story, the reader, and what it is to read."""
        parser.add_argument("--story", required=True, metavar="SLUG", help="the story's slug")
        parser.add_argument(
            "--reader", required=True, metavar="NAME", help="the user name of its account"
        )
        parser.add_argument(
            "--article", type=int, nargs="+", default=[], metavar="NUMBER",
            help="these articles alone; else all that it has not read, or that changed since",
        )  # fmt: skip
        parser.add_argument(
            "--failed", action="store_true", help="what failed, once more, and nothing else"
        )
        parser.add_argument(
            "--by", metavar="USERNAME", help="who asks for it; else who added the machine"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for a run and carry it out. Raises CommandError where it does not end well."""
        wanted = _machine(options["story"], options["reader"])
        scope = RunScope.CHOSEN if options["article"] else RunScope.DUE
        scope = RunScope.FAILED if options["failed"] else scope
        articles = _articles(wanted, options["article"])
        by = _person(options["by"]) if options["by"] else wanted.added_by
        try:
            run = actions.ask_run(wanted, scope, by, articles)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        console = Console(stderr=True)
        columns = (TextColumn("{task.description} …"), BarColumn(), MofNCompleteColumn())
        with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            state = self._carried_out(run, ShownProgress(bar, str(wanted.reader)))
        run.refresh_from_db()
        self.stdout.write(
            f"{run.read} read, {run.unchanged} unchanged, {run.failed} failed of {run.articles}."
        )
        if state == RunState.RUNNING:
            self.stdout.write("A worker goes on with it.")
            return
        if state != RunState.DONE or run.failed:
            raise CommandError(run.why or f"{run.failed} articles could not be read.")

    def _carried_out(self, run: MachineRun, progress: Progress) -> RunState:
        try:
            return carry_out(run, progress, self.stderr.write)
        except RunFailed:  # its words are the run's
            return RunState.FAILED
        except KeyboardInterrupt as error:
            actions.end(run, RunState.STOPPED)
            told = "Stopped. What it has read is stored; the rest waits on the run's page."
            raise CommandError(told) from error


def _machine(story: str, name: str) -> StoryReader:
    rows = StoryReader.objects.filter(story__slug=story)
    found = rows.filter(reader__account__username=name)
    wanted = found.select_related("reader__account", "story", "added_by").first()
    if wanted is None:
        names = rows.filter(removed_at=None).values_list("reader__account__username", flat=True)
        known = ", ".join(names.order_by("reader__account__username")) or "none"
        told = f"The story “{story}” has no machine reader “{name}”. It has: {known}."
        raise CommandError(told, returncode=WRONG_USAGE)
    return wanted


def _person(name: str) -> User:
    found = User.objects.filter(username=name, is_machine=False).first()
    if found is None:
        raise CommandError(f"There is no user “{name}”.", returncode=WRONG_USAGE)
    return found


def _articles(wanted: StoryReader, keys: list[int]) -> list[Article]:
    found = list(Article.objects.filter(story=wanted.story_id, pk__in=keys).only("pk"))
    if missing := set(keys) - {one.pk for one in found}:
        told = f"The story has no article {min(missing)}."
        raise CommandError(told, returncode=WRONG_USAGE)
    return found
