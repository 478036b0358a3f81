"""Say what the commands say: CSV with its line ends kept, what an import did, why it did not."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.db import DatabaseError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from annotator.annotations.recording.staging import Tell
from annotator.exchange.formats.losses import Loss
from annotator.exchange.imports.judging import ImportOutcome
from annotator.exchange.imports.read_csv import ImportRefused, RowProblem
from annotator.exchange.tables.labels import AnchorLost
from annotator.operations.outage import database_is_away, outage_reason
from articles.models import Story

MOST_TOLD = 100
COLUMNS = (TextColumn("{task.description} …"), BarColumn(), MofNCompleteColumn())


def write_all(pieces: Iterable[str] | Iterable[bytes], to: OutputWrapper) -> None:
    """Write the pieces untouched, text as UTF-8 with its line ends. Quiet when the reader leaves.

    Raises CommandError where an annotation does not quote its text.
    """
    plain: Any = to._out
    raw = getattr(plain, "buffer", None)
    try:
        for piece in pieces:
            if raw is None:
                plain.write(piece)
            else:
                raw.write(piece.encode() if isinstance(piece, str) else piece)
        plain.flush()
    except BrokenPipeError:
        # Python flushes once more when it ends: into nothing, so that it does not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except AnchorLost as error:
        raise CommandError(str(error)) from error


def stories_named(slug: str | None) -> list[Story]:
    """Return the story of this slug, or all. Raises CommandError (2) where there is none."""
    if slug is None:
        return list(Story.objects.all())
    found = list(Story.objects.filter(slug=slug))
    if not found:
        known = ", ".join(Story.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise CommandError(
            f"There is no story “{slug}”. Stories here: {known or 'none'}.", returncode=2
        )
    return found


def problem_lines(problems: Iterable[RowProblem]) -> list[str]:
    """Return a line a problem; one thing that is wrong in many lines is told once, with them."""
    alike: dict[tuple[str, str], list[RowProblem]] = {}
    for problem in problems:
        alike.setdefault((problem.file, problem.message), []).append(problem)
    told = []
    for first, *rest in alike.values():
        also = ", ".join(str(problem.line) for problem in rest[:12])
        more = f" and {len(rest) - 12} more" if len(rest) > 12 else ""
        told.append(f"{first}" + (f" (Also lines {also}{more}.)" if rest else ""))
    return told


def refusal(problems: Iterable[RowProblem]) -> CommandError:
    """Return the error that tells of problems for which nothing was stored, the first of many."""
    told = problem_lines(problems)
    if len(told) > MOST_TOLD:
        told[MOST_TOLD:] = [f"… and {len(told) - MOST_TOLD} more."]
    told.append("Nothing was stored.")
    return CommandError("\n".join(told))


def loss_lines(lost: Iterable[Loss], cannot: Iterable[str]) -> Iterator[str]:
    """Yield a line a thing that does not come over, with how many there are and where the first."""
    for loss in lost:
        places = "; ".join(loss.places)
        yield f"Does not come over: {loss.aspect} ({loss.number}): {places}"
    for sentence in cannot:
        yield f"Does not come over: {sentence[:1].lower()}{sentence[1:]}"


def run_import(act: Callable[[Tell], ImportOutcome]) -> ImportOutcome:
    """Run an import, its progress shown; a refusal becomes a CommandError, told line by line."""
    console = Console(stderr=True)
    shown = Progress(*COLUMNS, console=console, transient=True, disable=not console.is_terminal)
    task = shown.add_task("Reading", total=None)

    def tell(done: int, of: int) -> None:
        said = "Making ready" if of else "Reading"
        shown.update(task, description=said, completed=done, total=of or None)

    try:
        with shown:
            return act(tell)
    except OSError as error:
        message = f"{error.filename} cannot be read: {error.strerror}."
        raise CommandError(message, returncode=2) from error
    except DatabaseError as error:
        if not database_is_away(error):
            raise
        raise CommandError(
            f"The database could not be reached, or is full: {outage_reason(error)}. Nothing was "
            "stored: import again once it answers and has room.",
            returncode=2,
        ) from error
    except ImportRefused as refused:
        raise refusal(refused.problems) from refused
