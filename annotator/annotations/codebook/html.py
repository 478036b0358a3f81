"""Draw what a label means, and what changed in it: what is gone before what came in its place."""

import re
from collections.abc import Iterable

from django.utils.safestring import SafeString

from annotator.markup import fill, join
from annotator.vocabulary.codebook.differences import Run, WordsState

_MARKED = re.compile(r"\*([^*\n]+)\*")


def emphasised(text: str) -> SafeString:
    """Draw a text in which the words between two asterisks are what would be marked."""
    parts = _MARKED.split(text)
    return join(
        fill("<em>{}</em>", part) if at % 2 else fill("{}", part) for at, part in enumerate(parts)
    )


def runs(words: Iterable[Run]) -> SafeString:
    """Draw runs of words; '' where there are none."""
    return join(_run(state, text) for state, text in words)


def _run(state: WordsState, text: str) -> SafeString:
    if state == WordsState.GONE:
        return fill("<del>{}</del>", text)
    if state == WordsState.NEW:
        return fill("<ins>{}</ins>", text)
    return fill("{}", text)
