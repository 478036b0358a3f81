"""Cut a text into tokens, the same in every script: runs of letters and digits, and each sign alone
(pure)."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"\w+|[^\w\s]")


def word_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each token begins and ends, in code points; white space is in none."""
    for found in _TOKEN.finditer(text):
        yield found.span()
