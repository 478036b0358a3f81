"""The outlets as columns of a table of names or stance: every name escaped."""

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MOST_COLUMNS = 6
"""Outlets that have a column each; more of them stand in one cell, by name."""


def draw_head(sources: Mapping[int, str], words: str) -> SafeString:
    """Return the heads of the outlets' columns; one head with `words` where all outlets stand in
    one cell."""
    if len(sources) > MOST_COLUMNS:
        return format_html('<th scope="col">{}</th>', words)
    names = ((name,) for name in sources.values())
    return format_html_join("", '<th scope="col"><bdi>{}</bdi></th>', names)
