"""Draw texts with what changed in them: what is gone struck out before what came in its place."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from annotator.markup import fill, join
from annotator.vocabulary.codebook.differences import Run, WordsState


def runs(words: Iterable[Run]) -> SafeString:
    """Draw runs of words; '' where there are none."""
    return join(_run(state, text) for state, text in words)


def _run(state: WordsState, text: str) -> SafeString:
    if state == WordsState.GONE:
        return fill("<del>{}</del>", text)
    if state == WordsState.NEW:
        return fill("<ins>{}</ins>", text)
    return fill("{}", text)
