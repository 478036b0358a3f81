"""Call the readers of an article by letters, so that nobody is settled by name (no database)."""

import random
from collections.abc import Collection, Mapping

from annotator.machines.names import called_machine
from articles.models import Article

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
