"""What is open in an article that somebody is about to finish."""

from collections.abc import Iterable
from typing import NamedTuple

from annotator.reconciliation.adjudication.html import name_of
from annotator.reconciliation.adjudication.page import AdjudicationPage
from annotator.reconciliation.places.place import Place, PlaceState

MOST = 8
"""Places that are named one by one; the others are counted."""


class OpenEnd(NamedTuple):
    """A place that somebody should look at before the article is finished, and why."""

    key: str
    words: str


class OpenEnds(NamedTuple):
    """What hinders that the article is finished, and what does not but was said by an annotator.

    `hindering` are the places that are not settled: how many in each filter of the page, and the
    first of them by name. `flags` and `replies` are what annotators asked, and said last with no
    answer and no decision since.
    """

    hindering: list[tuple[str, int, str]]
    first: list[OpenEnd]
    flags: list[OpenEnd]
    replies: list[OpenEnd]


def open_ends(page: AdjudicationPage) -> OpenEnds:
    """Return what is open in the article of a page."""
    states = [place.state for place in page.places]
    kinds = [
        ("todo", states.count(PlaceState.OPEN), "to settle"),
        ("stale", states.count(PlaceState.STALE), "to look at again"),
        ("agreed", states.count(PlaceState.AGREED), "agreed by all, to be accepted"),
    ]
    left = [place for place in page.places if place.state != PlaceState.SETTLED]
    return OpenEnds(
        [kind for kind in kinds if kind[1]],
        [OpenEnd(place.key, name_of(place, page.context)) for place in left[:MOST]],
        list(_flags(page.places)),
        list(_replies(page)),
    )


def _flags(places: Iterable[Place]) -> Iterable[OpenEnd]:
    for place in places:
        for row in place.rows:
            if flag := row["details"].get("flag"):
                yield OpenEnd(place.key, flag)


def _replies(page: AdjudicationPage) -> Iterable[OpenEnd]:
    for place in page.places:
        here = {row["id"] for row in (*place.rows, *place.gold)}
        said = [one for one in page.context.comments if here & one.about]
        if not said or not said[-1].by_reader:
            continue
        if not any(decision.at > said[-1].at for decision in place.decisions):
            yield OpenEnd(place.key, said[-1].text)
