"""What is done in the background: pages are fetched, feeds are looked at."""

from datetime import date
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

from annotator.background.work import Progress, work
from annotator.desk.arrivals.feed_actions import Offered, keep_feed_failure, offer_entries
from annotator.desk.arrivals.fetch_actions import keep_failure, keep_fetched
from annotator.desk.models import Feed, FetchedPage
from annotator.fetching.addresses import AddressRefused, parts_of
from annotator.fetching.fetch import FetchFailed, fetch
from articles.intake.arrivals import READ_TYPES
from articles.intake.documents.apart import read_apart
from articles.intake.documents.contents import Unreadable

LOOKING = "look at feeds"
FEED_TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"),
    *("application/rdf+xml", "text/plain", "text/html"),
)
OFF = "This desk asks no other server any more (FETCH_ADDRESSES is off)."


@work("Fetch pages")
def fetch_pages(progress: Progress, story: int) -> None:
    """Fetch the addresses of a story that wait, one after the other."""
    waiting = FetchedPage.objects.filter(story=story, state=FetchedPage.State.WAITING)
    pages = list(waiting.defer("content").order_by("asked_at", "pk"))
    for done, page in enumerate(pages):
        progress.tell(done, len(pages))
        try:
            check_switch()
            fetched = fetch(page.address, READ_TYPES)
        except FetchFailed as failure:
            keep_failure(page, str(failure))
        else:
            keep_fetched(page, fetched)
    progress.tell(len(pages), len(pages))


@work("Look at feeds")
def look_at_feeds(progress: Progress) -> None:
    """Look at every feed that is due, and offer what is new in it."""
    feeds = list(Feed.objects.filter(look_at__lte=timezone.now()).order_by("look_at", "pk"))
    for done, feed in enumerate(feeds):
        progress.tell(done, len(feeds))
        try:
            check_switch()
            fetched = fetch(feed.address, FEED_TYPES)
            told = read_apart("feed", fetched.content)
        except (FetchFailed, Unreadable) as failure:
            keep_feed_failure(feed, str(failure))
        else:
            entries = (offered(entry, fetched.address, told["title"]) for entry in told["entries"])
            offer_entries(feed, told["title"], [one for one in entries if one])
    progress.tell(len(feeds), len(feeds))


def feeds_are_due() -> bool:
    """Return whether a feed is to be looked at, in one statement."""
    return Feed.objects.filter(look_at__lte=timezone.now()).exists()


def check_switch() -> None:
    """Check that the desk asks other servers. Raises FetchFailed where that was switched off."""
    if not settings.FETCH_ADDRESSES:
        raise FetchFailed(OFF)


def offered(entry: dict[str, Any], feed: str, title: str) -> Offered | None:
    """Return an entry as it is offered; None where it leads to no address of the web."""
    try:
        address = urljoin(feed, entry["address"])
        parts_of(address)
    except (AddressRefused, ValueError):
        return None
    day = date.fromisoformat(entry["published_on"]) if entry["published_on"] else None
    source = (entry["source"] or title)[:200]
    return Offered(entry["own_name"], address, entry["title"][:500], source, day)
