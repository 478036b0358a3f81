"""The outlets as columns of a table of names or stance: every name escaped."""

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from annotator.pagination import SIZE

MOST_COLUMNS = 6
"""Outlets that have a column each; more of them stand in one cell, by name."""

CELLS = 500
"""What one page shows of rows and outlets: where each row has dozens of outlets, it has fewer."""
LEAST_ROWS = 10


def rows_a_page(outlets: int) -> int:
    """Return how many rows a page of a table of so many outlets has."""
    return max(LEAST_ROWS, min(SIZE, CELLS // max(outlets, 1)))


def draw_head(sources: Mapping[int, str], words: str) -> SafeString:
    """Return the heads of the outlets' columns; one head with `words` where all outlets stand in
    one cell."""
    if len(sources) > MOST_COLUMNS:
        return format_html('<th scope="col">{}</th>', words)
    names = ((name,) for name in sources.values())
    return format_html_join("", '<th scope="col"><bdi>{}</bdi></th>', names)
