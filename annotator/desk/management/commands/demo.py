"""The command `manage.py demo`, which makes a desk to look at, with nothing to set up."""

import errno
import os
import socket
import subprocess  # nosec B404
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotator.desk.demo.load import DemoRefused, accounts, demo_story, load_demo
from annotator.desk.demo.passwords import (
    KNOWN,
    leave_known_password,
    password_of,
    reached_by_others,
)
from annotator.environment import CHECKOUT
from annotator.operations.command_line import command_line


class Command(BaseCommand):
    help = "Make the demo desk if there is none, say who can sign in, and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1", help="The address to listen at.")
        parser.add_argument("--no-serve", action="store_true", help="Make the desk and end.")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not options["no_serve"]:
            refuse_taken(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        try:
            reached = _reached(host)
            made = load_demo(reached=reached)
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        call_command("collectstatic", verbosity=0, interactive=False)
        told = "The demo desk is made." if made else "The demo desk was there already."
        if reached and not made and _leave_known_password():
            told += " Others may reach it at this address: its accounts have a new password."
        on_terminal = self.stdout.isatty()
        if options["no_serve"]:
            self.stdout.write(f"{told}\n\n{who_can_sign_in(on_terminal)}")
            return
        self.stdout.write(told)
        self.stdout.flush()
        serve(host, port, on_terminal)


def refuse_taken(host: str, port: int) -> None:
    """Check that the server can listen. Raises CommandError, with the remedy, where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as error:
            raise CommandError(f"{port} is no port. Choose one from 1024 to 65535.") from error
        except OSError as error:
            raise CommandError(_refusal(host, port, error)) from error


def _refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8001
        return f"Port {port} is taken. Choose another: {_with_port(other)}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs special rights. Choose one from 1024: {_with_port(8000)}"
    return f"The demo cannot listen at {host}: {error.strerror or error}."


def _with_port(port: int) -> str:
    return f"make demo PORT={port}" if CHECKOUT else f"annotator demo --port {port}"


def _reached(host: str) -> bool:
    try:
        return reached_by_others(host)
    except OSError as error:
        raise CommandError(f"The demo cannot listen at {host}: {error.strerror}.") from error


def _leave_known_password() -> int:
    story = demo_story()
    return leave_known_password(story, (name for name, _ in accounts())) if story else 0


def who_can_sign_in(on_terminal: bool) -> str:
    """Return the demo's accounts as a short table, with the password of the first one.

    A password of the desk's own is told on a terminal alone: what is not one may be kept in a file.
    """
    story, listed = demo_story(), accounts()
    password = password_of(story, listed[0][0]) if story else ""
    if not password:
        told = "each with the password that somebody gave it; manage.py changepassword NAME sets it"
    elif password == KNOWN or on_terminal:
        told = f"with the password {password}"
    else:
        told = "with the desk's own password: manage.py demo --no-serve tells it on a terminal"
    rows = "\n".join(f"  {name:<8}{role}" for name, role in listed)
    return f"Sign in as one of these, {told}\n\n{rows}\n"


def serve(host: str, port: int, on_terminal: bool = False) -> None:
    """Become gunicorn: Ctrl-C reaches it directly. The greeting is printed once it listens.

    A worker starts with it, as its child, and ends when it ends, however that comes about.
    """
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    os.environ["ALLOWED_HOSTS"] = ",".join({*settings.ALLOWED_HOSTS, host})
    greeting = (
        f"Annotator is at http://{place}/\n\n{who_can_sign_in(on_terminal)}\nCtrl-C stops it."
    )
    command = ["-m", "gunicorn", "annotator.wsgi", "-c", "python:annotator.desk.demo.serving"]
    base = ["--bind", place]
    if CHECKOUT:  # what is installed is found from everywhere
        base += ["--chdir", str(CHECKOUT)]
    # No shell, and no word but our own.
    worker = [*command_line(), "worker", f"--parent={os.getpid()}"]
    subprocess.Popen(worker)  # nosec B603
    os.environ["ANNOTATOR_DEMO_GREETING"] = greeting  # the worker has no need of it
    os.execv(sys.executable, [sys.executable, *command, *base])  # nosec B606
