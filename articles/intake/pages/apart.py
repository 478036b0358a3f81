"""Read large pages in a process of their own, with bounds of time and memory (pure: no Django).

A page can be made so that reading it takes minutes, in code that nothing interrupts. The process
has neither the desk's settings nor its database. It takes as long to start as a page to read: so it
waits for a while, and whoever comes with the next page finds it.
"""

import json
import os
import selectors
import subprocess  # nosec B404
import sys
import threading
import time
from pathlib import Path
from typing import Any

from articles.intake.documents.contents import Unreadable

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 10
"""How long the reading of one page may take."""
TOO_LONG = (
    "Reading the page takes more time or memory than it may have. "
    "Copy the article and paste it as plain text."
)
GONE_WITHIN = 1.0
"""Seconds within which a process that had waited, and does not answer, had ended before."""
STARTS_WITHIN = 5
"""Seconds that a process may take until it reads."""
NO_PROCESS = "No process could be started to read the page. Try again later."
# What it loads for languages would else take memory for each core of the machine.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}
Process = subprocess.Popen[bytes]
_waiting: list[Process] = []
_taking = threading.Lock()


def read_apart(html: str, seconds: int = SECONDS) -> dict[str, Any]:
    """Return what `reading.contents_of` finds in a page. Raises Unreadable, with a remedy."""
    page = html.encode("utf-8", "replace")
    line = b""
    if process := _waiting_one():
        began = time.monotonic()
        line = _answer(process, page, seconds)
        if not line and time.monotonic() - began < GONE_WITHIN:
            process = None  # it ended just as it was found
    if process is None:
        process = _started(seconds)
        line = _answer(process, page, seconds)
    if not line:
        raise Unreadable(TOO_LONG)
    with _taking:
        _waiting.append(process)
    told: dict[str, Any] = json.loads(line)
    if "refused" in told:
        raise Unreadable(told["refused"])
    return told


def _waiting_one() -> Process | None:
    """Return a process that waits for a page, or None."""
    with _taking:
        there = [one for one in _waiting if one.poll() is None]
        _waiting[:] = there[:-1]
        return there[-1] if there else None


def _started(seconds: int) -> Process:
    command = [sys.executable, "-m", "articles.intake.pages.child", str(seconds)]
    try:
        return subprocess.Popen(  # nosec B603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=ENVIRONMENT,
        )
    except OSError as error:
        raise Unreadable(NO_PROCESS) from error


def _answer(process: Process, page: bytes, seconds: int) -> bytes:
    """Return the line that a process answers for a page; b"" where it ends without one.

    It ends by itself where a page takes too long; one that does not is ended.
    """
    if process.stdin is None or process.stdout is None:
        raise ValueError("A process that reads pages is asked by its standard input.")
    until, line = time.monotonic() + seconds + STARTS_WITHIN, b""
    try:
        process.stdin.write(b"%d\n" % len(page) + page)
        process.stdin.flush()
        with selectors.DefaultSelector() as answers:
            answers.register(process.stdout, selectors.EVENT_READ)
            while answers.select(max(0.0, until - time.monotonic())):
                piece = os.read(process.stdout.fileno(), 1 << 20)
                line += piece
                if line.endswith(b"\n"):
                    return line
                if not piece:
                    break
    except BrokenPipeError:
        pass
    process.kill()
    process.wait()
    return b""
