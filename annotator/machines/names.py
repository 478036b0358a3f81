"""What readers are called: by username or by a letter, and a machine as a machine."""

import random
from collections.abc import Collection, Mapping
from typing import NamedTuple

from annotator.people.models import User
from articles.models import Article

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


def letters_of(
    article: Article, readers: Collection[int], machines: Mapping[int, str]
) -> dict[int, str]:
    """Return A, B, C … for these people: another order in every article, the same at every
    visit. Machines among them are called by their names: nobody has to be blind to them."""
    shuffled = sorted(set(readers) - machines.keys())
    random.Random(article.text_sha256).shuffle(shuffled)  # no secret  # nosec B311
    letters = {
        person: LETTERS[n % 26] + (str(n // 26) if n >= 26 else "")
        for n, person in enumerate(shuffled)
    }
    return letters | {key: called_machine(name) for key, name in machines.items()}
