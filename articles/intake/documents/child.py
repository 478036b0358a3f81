"""The process in which a document is read: `python -m articles.intake.documents.child KIND S`.

Bytes come in on standard input, JSON goes out on standard output; errors of the reader are told
there as a refusal.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from articles.intake.documents.contents import Unreadable

MEMORY = 1_000_000_000
"""Bytes of addresses that the process may have."""
READERS = {
    "pdf": "articles.intake.documents.pdf",
    "docx": "articles.intake.documents.docx",
    "feed": "articles.intake.documents.feed",
}
BROKEN = "It is broken, or no such file. Open it, save it again, or paste its text."


def main(kind: str, seconds: int) -> int:
    """Read what stands on standard input and tell what it holds; return the exit status."""
    limit(seconds)
    try:
        read: Callable[[bytes], dict[str, Any]] = import_module(READERS[kind]).read
        told = read(sys.stdin.buffer.read())
    except Unreadable as refusal:
        told = {"refused": str(refusal)}
    except MemoryError:
        told = {"refused": "It takes more memory than it may have. Split it, or paste its text."}
    except Exception:  # a document can be broken in any way: that is the document's fault
        told = {"refused": BROKEN}
    # Its letters may be halves, which no JSON of UTF-8 holds: escaped, they get through.
    sys.stdout.write(json.dumps(told))
    return 0


def limit(seconds: int | None = None) -> None:
    """Set bounds to the memory and the time that this process may take, where the system can.

    `seconds`: of the processor; None where somebody else minds the time.
    """
    try:
        import resource
    except ImportError:  # no Unix: the time is bounded by whoever started it
        return
    bounds = [(resource.RLIMIT_AS, MEMORY)]
    bounds += [(resource.RLIMIT_CPU, seconds)] if seconds is not None else []
    for what, most in bounds:
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
