"""Write feeds and their entries: follow, look, offer each entry once, decide, undo, remove."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from annotator.desk.arrivals.fetch_actions import WantedPage, ask_for_pages
from annotator.desk.models import Feed, FeedEntry, address_key
from annotator.people.models import User
from articles.models import Article, Story

EVERY = timedelta(minutes=30)
LONGEST = timedelta(days=1)
"""How long a feed rests that has failed again and again."""
State = FeedEntry.State


class Offered(NamedTuple):
    """An entry as a feed has it: what it is called there, and what it says of an article."""

    own_name: str
    address: str
    title: str = ""
    source: str = ""
    published_on: date | None = None


def follow_feed(story: Story, address: str, by: User) -> Feed:
    """Follow a feed from now on. Raises ValidationError where the story has it already."""
    now = timezone.now()
    feed = Feed(story=story, address=address, key=address_key(address), added_by=by)
    feed.added_at = feed.look_at = now
    feed.validate_constraints()
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError:  # somebody else follows it just now
        feed.validate_constraints()
        raise
    _ask(story, by)
    return feed


def look_now(story: Story, by: User) -> None:
    """Let all feeds of the story be looked at as soon as a worker can."""
    Feed.objects.filter(story=story).update(look_at=timezone.now())
    _ask(story, by)


def offer_entries(feed: Feed, title: str, offered: Sequence[Offered]) -> int:
    """Offer what is new in a feed that was looked at; return how many entries that were.

    What the story was offered before, by whatever feed, or has as an article, is not offered.
    """
    now = timezone.now()
    addresses = [one.address for one in offered]
    there = set(
        Article.objects.filter(story=feed.story_id, url__in=addresses).values_list("url", flat=True)
    )
    rows = [
        FeedEntry(
            story_id=feed.story_id,
            feed=feed,
            address=one.address,
            key=address_key(one.address),
            own_key=address_key(one.own_name or one.address),
            title=one.title,
            source=one.source,
            published_on=one.published_on,
            seen_at=now,
        )
        for one in offered
        if one.address not in there
    ]
    with transaction.atomic():
        before = FeedEntry.objects.filter(feed=feed).count()
        FeedEntry.objects.bulk_create(rows, ignore_conflicts=True)
        found = FeedEntry.objects.filter(feed=feed).count() - before
        Feed.objects.filter(pk=feed.pk).update(
            title=title[:300], looked_at=now, look_at=now + EVERY, failure="", failures=0
        )
    return found


def keep_feed_failure(feed: Feed, why: str) -> None:
    """Keep why a feed could not be read, and when; it rests the longer the more often it fails."""
    now = timezone.now()
    rest = min(EVERY * 2 ** min(feed.failures, 10), LONGEST)
    Feed.objects.filter(pk=feed.pk).update(
        looked_at=now, look_at=now + rest, failure=why[:300], failures=min(feed.failures + 1, 1000)
    )


@transaction.atomic
def take_entries(story: Story, keys: Collection[int], by: User) -> int:
    """Ask for the pages of these entries, and offer the entries no longer; return how many."""
    taken = _decided(story, keys, by, State.TAKEN, State.NEW, State.DISMISSED)
    if taken:
        wanted = [WantedPage(one.address, one.title, one.source, one.published_on) for one in taken]
        ask_for_pages(story, wanted, by)
    return len(taken)


@transaction.atomic
def dismiss_entries(story: Story, keys: Collection[int], by: User) -> list[int]:
    """Offer these entries no longer; return the keys of those that were offered."""
    return [one.pk for one in _decided(story, keys, by, State.DISMISSED, State.NEW)]


@transaction.atomic
def offer_again(story: Story, keys: Collection[int], by: User) -> int:
    """Offer entries again that were dismissed; return how many."""
    return len(_decided(story, keys, by, State.NEW, State.DISMISSED))


@transaction.atomic
def remove_feed(feed: Feed) -> None:
    """Follow a feed no longer. What was decided on stays known: it is never offered again."""
    FeedEntry.objects.filter(feed=feed, state=State.NEW).delete()
    feed.delete()


def _decided(
    story: Story, keys: Collection[int], by: User, state: State, *before: State
) -> list[FeedEntry]:
    """Decide on those of the entries that are in one of the states before; return them."""
    found = FeedEntry.objects.select_for_update(of=("self",)).filter(
        story=story, pk__in=keys, state__in=before
    )
    rows = list(found.order_by("pk"))
    FeedEntry.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=state, decided_at=timezone.now(), decided_by=by
    )
    return rows


def _ask(story: Story, by: User) -> None:
    from annotator.desk.arrivals.tasks import LOOKING, look_at_feeds

    look_at_feeds.ask(story_id=story.pk, by=by, key=f"{LOOKING} of {story.pk}")
