"""How a run ends, of itself or told to: no process of it stays, whoever has started it."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from faults.processes import children

PR_SET_CHILD_SUBREAPER = 36
TOLD_TO_END = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class ToldToEnd(SystemExit):
    """A signal ended the run; the status is that of a process that dies of it."""


@contextmanager
def nothing_left() -> Iterator[None]:
    """Turn signals into ToldToEnd, and end what was started and still runs when all is over.

    What loses its parent becomes a child of this process, where Linux lets it: a PostgreSQL that
    has just been started, and nobody has noted.
    """
    before = {number: signal.signal(number, _told) for number in TOLD_TO_END}
    if Path("/proc/self/task").is_dir():
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        for number in TOLD_TO_END:
            signal.signal(number, signal.SIG_IGN)
        end_all()
        for number, handler in before.items():
            signal.signal(number, handler)


def _told(number: int, frame: FrameType | None) -> None:
    # What is put right from here on is put right to its end.
    for one in TOLD_TO_END:
        signal.signal(one, signal.SIG_IGN)
    raise ToldToEnd(128 + number)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    found: list[int] = []
    try:
        for child in children(pid):
            found += [child, *descendants(child)]
    except OSError:  # it has ended meanwhile
        pass
    return found


def end_all() -> None:
    """Kill what this process has started, until nothing of it is there."""
    while left := descendants(os.getpid()):
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while True:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    break
            except ChildProcessError:
                break
        time.sleep(0.02)
