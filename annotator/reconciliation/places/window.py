"""Which places of an article are drawn at once, of the ones that a filter shows (no Django)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from annotator.reconciliation.places.place import Place, Position

SIZE = 30
"""Places in a window: more than a screen holds, and few enough to be drawn in some milliseconds."""
LEAD = 8
"""Places in a window before the one that is asked for."""


class PlaceWindow(NamedTuple):
    """Neighbours among the places that the filter `show` shows, and how many it shows beyond."""

    show: str
    places: Sequence[Place]
    before: int
    after: int


def window_of(
    places: Sequence[Place],
    show: str,
    *,
    asked: Place | None = None,
    after: Position | None = None,
    before: Position | None = None,
) -> PlaceWindow:
    """Return the window around the place `asked`, behind or before a position, or else the first.

    The place asked for is in the window whether the filter shows it or not. Places are taken, and
    returned, in the order of their positions.
    """
    shown = [place for place in places if place is asked or show in place.filters]
    first, stop = 0, len(shown)
    if after is not None:
        first = bisect_right(shown, after, key=_position)
    elif before is not None:
        stop = bisect_left(shown, before, key=_position)
        first = max(0, stop - SIZE)
    elif asked is not None:
        first = max(0, bisect_left(shown, asked.position, key=_position) - LEAD)
    stop = min(stop, first + SIZE)
    return PlaceWindow(show, shown[first:stop], first, len(shown) - stop)


def _position(place: Place) -> Position:
    return place.position
