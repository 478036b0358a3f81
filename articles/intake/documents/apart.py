"""Read what a program could choke on in a process of its own, with bounds of time and memory.

A PDF, a DOCX or a feed can be made to take hours or gigabytes. The process has neither the desk's
settings nor its database, and is ended where it takes too long.
"""

import json
import subprocess  # nosec B404
import sys
from pathlib import Path
from typing import Any

from articles.intake.documents.contents import Unreadable

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20.0
"""How long the reading of one document may take."""
SAVE_AGAIN = "Open it, save it again, or paste its text."


def read_apart(kind: str, raw: bytes, seconds: float = SECONDS) -> dict[str, Any]:
    """Return what the reader of this kind ("pdf", "docx", "feed") reads, as JSON has it.

    Raises Unreadable, with a remedy.
    """
    command = [sys.executable, "-m", "articles.intake.documents.child", kind, str(int(seconds))]
    try:
        ended = subprocess.run(  # nosec B603
            command, input=raw, capture_output=True, timeout=seconds, cwd=ROOT, env={}, check=False
        )
    except subprocess.TimeoutExpired as error:
        message = f"Reading it took longer than {seconds:.0f} seconds. {SAVE_AGAIN}"
        raise Unreadable(message) from error
    except OSError as error:
        raise Unreadable("No process could be started to read it. Try again later.") from error
    try:
        told: dict[str, Any] = json.loads(ended.stdout)
    except ValueError as error:  # killed for its time or its memory, which leaves no last word
        message = f"It takes more time or memory than it may have. {SAVE_AGAIN}"
        raise Unreadable(message) from error
    if "refused" in told:
        raise Unreadable(told["refused"])
    return told
