"""Draw excerpts: plain words, and those that were found as marks."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from annotator.markup import fill, join
from annotator.search.query.excerpts import ExcerptPiece


def draw(pieces: Iterable[ExcerptPiece]) -> SafeString:
    """Return the pieces one behind another, found ones marked, all escaped."""
    return join(
        [fill("<mark>{}</mark>", text) if found else fill("{}", text) for text, found in pieces]
    )


def draw_unread(query: str, start: int, end: int) -> SafeString:
    """Return a search that cannot be read, with the place that is wrong marked."""
    place = fill('<mark class="wrong">{}</mark>', query[start:end])
    return join([fill("{}", query[:start]), place, fill("{}", query[end:])])
