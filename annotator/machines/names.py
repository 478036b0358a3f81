"""What readers are called where figures tell of them: by username, a machine as a machine."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from annotator.people.models import User


def called_machine(name: str) -> str:
    """Return how a machine is called wherever people stand beside it."""
    return f"{name} (machine)"


class ReaderNames(NamedTuple):
    """Usernames, as an address has them, and how readers are called, both by key."""

    usernames: Mapping[int, str]
    called: Mapping[int, str]


def reader_names(keys: Collection[int]) -> ReaderNames:
    """Return the names of these readers: whoever settles has to know whom to train."""
    found = User.objects.filter(pk__in=keys).order_by()
    rows = list(found.values_list("pk", "username", "is_machine"))
    return ReaderNames(
        {pk: username for pk, username, _ in rows},
        {pk: called_machine(name) if machine else name for pk, name, machine in rows},
    )
