"""Read many rows, in many statements, as they all were at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

from annotator.operations.replica import place_to_read


@contextmanager
def one_state() -> Iterator[None]:
    """Let every statement within see the database as the first of them found it.

    Nothing can be written within, and nobody who writes elsewhere waits for it. Inside of a
    transaction it does nothing: whoever began that one has said what it sees.
    """
    here: Any = connections[place_to_read()]
    if here.in_atomic_block:
        yield
        return
    here.ensure_connection()
    sqlite = here.vendor == "sqlite"
    kept = here.transaction_mode if sqlite else None
    try:
        if sqlite:
            # An immediate transaction would keep writers out for as long as a download takes.
            here.transaction_mode = "DEFERRED"
        with transaction.atomic(using=here.alias):
            if sqlite:
                here.transaction_mode = kept
            else:
                with here.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if sqlite:
            here.transaction_mode = kept
