"""The process in which large pages are read: `python -m articles.intake.pages.child SECONDS`.

For each page its length in bytes comes in on a line, then the page; its contents go out as a line
of JSON. It ends where a page takes longer than SECONDS or breaks it, and where nothing more comes.
"""

import json
import signal
import sys
from typing import Any

from articles.intake.documents.child import limit
from articles.intake.pages.reading import NoArticle, contents_of

WAITS = 10
"""Seconds for which it waits for another page."""
BROKEN = "It is broken in a way that is not read. Copy the article and paste it as plain text."
TOO_MUCH = "It takes more memory than it may have. Copy the article and paste it as plain text."


def main(seconds: int) -> int:
    """Read pages as they come; return the exit status."""
    limit()
    while True:
        signal.alarm(WAITS)
        line = sys.stdin.buffer.readline()
        if not line:
            return 0
        html = sys.stdin.buffer.read(int(line)).decode("utf-8", "replace")
        signal.alarm(seconds)
        told, goes_on = read(html)
        signal.alarm(0)
        # Its letters may be halves, which no JSON of UTF-8 holds: escaped, they get through.
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        if not goes_on:
            return 0


def read(html: str) -> tuple[dict[str, Any], bool]:
    """Return what a page holds or why it is refused, and whether this process is as it was."""
    try:
        return contents_of(html), True
    except NoArticle as refusal:
        return {"refused": str(refusal)}, True
    except MemoryError:
        return {"refused": TOO_MUCH}, False
    except Exception:  # a page can be broken in any way: that is the page's fault
        return {"refused": BROKEN}, False


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
