"""Tasks that nobody asks for: a worker asks for them itself, as soon as there is something to do.

What happens often and must cost nothing more, such as storing a highlight, asks for no task: it
leaves a row behind, and a worker that looks about once a second finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from annotator.background.models import BackgroundTask
from annotator.background.work import Work


@dataclass(frozen=True)
class Watched:
    """A task without arguments, its key, and what tells that there is something for it to do."""

    work: Work
    key: str
    is_due: Callable[[], bool]


_watched: dict[str, Watched] = {}


def watch(work: Work, key: str, is_due: Callable[[], bool]) -> None:
    """Let workers ask for the task whenever `is_due` says so. Called by an app's `ready`.

    `is_due` is asked once a second: one statement that reads a row.
    """
    _watched[key] = Watched(work, key, is_due)


def ask_for_what_is_due() -> None:
    """Ask for each watched task that has something to do, and does not run or wait."""
    for one in _watched.values():
        if not one.is_due():
            continue
        if not BackgroundTask.objects.filter(key=one.key, result__finished_at=None).exists():
            one.work.ask(key=one.key)
