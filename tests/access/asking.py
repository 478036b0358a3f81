"""Ask an address as somebody, and take back what that wrote."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import Client


@contextmanager
def undone() -> Iterator[None]:
    """What the request writes is taken back, so that each finds the same desk."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(session: str, verb: str, address: str, **headers: str) -> int:
    client = Client()
    client.cookies["sessionid"] = session
    with undone():
        response = client.generic(verb, address, headers=headers)
        if response.streaming:
            b"".join(response.streaming_content)
        return response.status_code
