"""Tasks for the tests: what they were called with is written down in `RAN`."""

import os
import signal
import time
from pathlib import Path
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


@work("Append")
def append(progress: Progress, path: str, number: int) -> None:
    with Path(path).open("a") as said:
        said.write(f"{number}\n")


@work("Hang")
def hang(progress: Progress, path: str) -> None:
    """Never ends, and hears of nothing but what the system does to its process."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    with Path(path).open("a") as said:
        said.write("hangs\n")
    while True:
        time.sleep(60)


@work("Slow")
def slow(progress: Progress, path: str) -> None:
    """Goes on until there is a file `enough` beside its own."""
    with Path(path).open("a") as said:
        said.write("begun\n")
    while not Path(path).with_name("enough").exists():
        progress.tell(1, 2)
        time.sleep(0.05)
