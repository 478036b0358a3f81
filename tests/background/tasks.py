"""Tasks for the tests: what they were called with is written down in `RAN`."""

import os
from typing import Any

from annotator.background.work import Progress, TaskFailed, work

RAN: list[tuple[Any, ...]] = []


@work("Count")
def count(progress: Progress, upto: int) -> None:
    RAN.append(("count", upto))
    for step in range(upto):
        progress.tell(step + 1, upto)


@work("Poison")
def poison(progress: Progress) -> None:
    RAN.append(("poison",))
    raise RuntimeError("this is not for people")


@work("Refuse")
def refuse(progress: Progress) -> None:
    raise TaskFailed("The file has no column “label”.")


@work("Kill its process")
def kill(progress: Progress) -> None:
    os._exit(137)


@work("Urgent", priority=10)
def urgent(progress: Progress) -> None:
    RAN.append(("urgent",))
