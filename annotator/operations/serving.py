"""Serve with threads as gunicorn does, and end without waiting for those who ask for nothing.

A browser opens a connection before it needs one, and a request may stop half-way: gunicorn would
keep a thread at it for seconds, or for as long as it lets a stopping process live.
"""

import contextlib
import socket
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

LINGER = 1.0
"""Seconds for which a request may still come that was on its way when the process was told."""


class PromptWorker(ThreadWorker):  # type: ignore[misc]
    """At SIGTERM hangs up on every connection of which no whole head of a request has come."""

    def __init__(self, *words: Any, **names: Any) -> None:
        super().__init__(*words, **names)
        self._unasked: set[TConn] = set()
        self._told_at: float | None = None

    def handle(self, conn: TConn) -> Any:
        """Answer what comes of a connection; until it has asked, it is nobody's request."""
        self._unasked.add(conn)
        try:
            return super().handle(conn)
        finally:
            self._unasked.discard(conn)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer a request, which from here on is let come to its end."""
        self._unasked.discard(conn)
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Close what has waited too long, about once a second; once told to end, all that waits."""
        super().murder_pending()
        if self.alive:
            return
        now = time.monotonic()
        self._told_at = self._told_at or now
        for conn in list(self._unasked) if now - self._told_at >= LINGER else ():
            # Its thread reads what has come already, and then that no more does.
            with contextlib.suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RD)
