"""Which searches somebody keeps, and how much each finds that is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from annotator.people.models import User
from annotator.search.access import Reach
from annotator.search.finding import Sought, count_new
from annotator.search.forms import NEWEST
from annotator.search.models import SavedSearch
from annotator.search.query.syntax import SearchError, read_query

MOST_NEW = 100
"""New things that are counted: of more it is said that there are so many at least."""


@dataclass(frozen=True)
class KeptSearch:
    """A search that is kept, its address, and how many new things it finds.

    `news` is empty before it was counted, and where nothing is new.
    """

    search: SavedSearch
    address: str
    news: str = ""


def kept_searches(user: User) -> list[KeptSearch]:
    """Return the user's saved searches, by name."""
    rows = SavedSearch.objects.filter(user=user, deleted_at=None)
    return [KeptSearch(row, query_of(row)) for row in rows]


def query_of(row: SavedSearch) -> str:
    """Return the query of the address that shows what a saved search finds."""
    given = {"q": row.query, "kind": row.kind, "story": row.story, "sort": row.sort}
    return urlencode({name: text for name, text in given.items() if text} | {"saved": row.pk})


def saved_of(kept: Sequence[KeptSearch], address: Mapping[str, str]) -> SavedSearch | None:
    """Return the saved search that the address shows, if it is one of these and shows just it."""
    for one in kept:
        row = one.search
        same = all(
            address.get(name, "").strip() == text
            for name, text in [("q", row.query), ("kind", row.kind), ("story", row.story)]
        )
        if same and address.get("saved") == str(row.pk):
            return row
    return None


def with_news(kept: Sequence[KeptSearch], reach: Reach) -> list[KeptSearch]:
    """Return the searches with what is new in each: a statement a search."""
    return [KeptSearch(one.search, one.address, _news(one.search, reach)) for one in kept]


def _news(row: SavedSearch, reach: Reach) -> str:
    try:
        query = read_query(row.query)
    except SearchError:
        return ""
    asked = Sought(query, row.kind, row.story, row.sort == NEWEST)
    number = count_new(asked, reach, row.looked_at, MOST_NEW)
    return f"{MOST_NEW} or more new" if number == MOST_NEW else f"{number} new" if number else ""
