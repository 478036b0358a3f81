"""The command `manage.py worker`, which runs what the desk does in the background."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.crypto import get_random_string

from annotator.background.step_limit import StepLimit
from annotator.background.supervisor import Supervisor
from annotator.background.upkeep import replace
from annotator.background.worker import TaskWorker


class Command(BaseCommand):
    help = (
        "Run the desk's tasks until SIGTERM or Ctrl-C, which let a task that runs come to a place "
        "where it can be given back. As many of these may run as there are machines."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at-once", type=int, default=2, help="How many tasks at once, a process each (2)."
        )
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Seconds between two looks for tasks (1)."
        )
        parser.add_argument("--once", action="store_true", help="Run what waits, and end.")
        parser.add_argument(
            "--parent", type=int, default=None, help="The process that starts it: ends without it."
        )
        parser.add_argument("--name", default="", help="Be one such process, of this name.")
        parser.add_argument("--instead-of", default="", help="The name of a process that died.")
        parser.add_argument("--overdue", action="store_true", help="That one hung, and was ended.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["at_once"] <= 64:
            raise CommandError("--at-once is a number from 1 to 64.")
        if not 0.05 <= options["interval"] <= 60:
            raise CommandError("--interval is a number of seconds from 0.05 to 60.")
        if options["once"]:
            TaskWorker(get_random_string(16)).run_all()
            return
        if not options["name"]:
            Supervisor(options["at_once"], options["interval"], options["parent"]).run()
            return
        limit = StepLimit(settings.TASK_LIMIT_SECONDS)
        parent = os.getppid() if options["parent"] is None else options["parent"]
        worker = TaskWorker(options["name"], options["interval"], parent, limit)
        worker.configure_signals()
        if options["instead_of"]:
            replace(options["instead_of"], options["overdue"])
        worker.run()
