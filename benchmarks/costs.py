"""What one request costs the server: statements, and milliseconds of work in Python.

Told in two headers, and only where the request asks: counting costs time itself.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
ASKS = "X-Costs"
STATEMENTS, PYTHON = "X-Costs-Statements", "X-Costs-Python"


def telling(application: Application) -> Application:
    """Return the WSGI application with what it costs told to those who ask.

    A streamed answer is told of as far as its first part.
    """
    key = f"HTTP_{ASKS.upper().replace('-', '_')}"

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if key not in environ:
            return application(environ, start_response)
        statements = 0
        began = time.thread_time()

        def count(execute: Callable[..., Any], *asked: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*asked)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            took = (time.thread_time() - began) * 1000
            told = [(STATEMENTS, str(statements)), (PYTHON, f"{took:.3f}")]
            return start_response(status, headers + told, *more)

        with connection.execute_wrapper(count):
            return application(environ, start)

    return answer
