"""Write fetched pages: ask for them, keep what they hold, take them, drop them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from annotator.desk.models import FetchedPage, address_key
from annotator.fetching.fetch import Fetched
from annotator.people.models import User
from articles import actions
from articles.intake.drafts import Draft
from articles.models import Story

State = FetchedPage.State


class WantedPage(NamedTuple):
    """An address that is asked for, and what a feed says of it."""

    address: str
    title: str = ""
    source: str = ""
    published_on: date | None = None


@transaction.atomic
def ask_for_pages(story: Story, wanted: Iterable[WantedPage], by: User) -> int:
    """Let these addresses wait to be fetched; return how many are new in the story's list.

    One that is in the list already and failed waits again.
    """
    from annotator.desk.arrivals.tasks import fetch_pages

    now = timezone.now()
    rows = [
        FetchedPage(
            story=story,
            address=one.address,
            key=address_key(one.address),
            title=one.title,
            source=one.source,
            published_on=one.published_on,
            asked_at=now,
            asked_by=by,
        )
        for one in {address_key(each.address): each for each in wanted}.values()
    ]
    keys = [row.key for row in rows]
    there = FetchedPage.objects.filter(story=story, key__in=keys)
    known = set(there.values_list("key", flat=True))
    there.filter(state=State.FAILED).update(state=State.WAITING, failure="")
    # One that another manager asks for just now is passed over.
    FetchedPage.objects.bulk_create(
        [row for row in rows if row.key not in known], ignore_conflicts=True
    )
    fetch_pages.ask(story.pk, story_id=story.pk, by=by, key=f"fetch pages of {story.pk}")
    return len(rows) - len(known)


def keep_fetched(page: FetchedPage, fetched: Fetched) -> None:
    """Keep what the address holds, if it still waits for that."""
    _end(
        page,
        state=State.FETCHED,
        landed_at=fetched.address,
        content=fetched.content,
        media_type=fetched.media_type[:100],
        charset=fetched.charset,
    )


def keep_failure(page: FetchedPage, why: str) -> None:
    """Keep why the address could not be fetched, if it still waits."""
    _end(page, state=State.FAILED, failure=why[:300])


def take_page(page: FetchedPage, drafts: Sequence[Draft]) -> actions.Stored:
    """Store the drafts that were read of the page, and take the page off the list."""
    with transaction.atomic():
        stored = actions.store(page.story, drafts)
        page.delete()
    return stored


def drop_page(page: FetchedPage) -> None:
    """Take the page off the list; nothing of it is kept."""
    page.delete()


def _end(page: FetchedPage, **values: object) -> None:
    waiting = FetchedPage.objects.filter(pk=page.pk, state=State.WAITING)
    waiting.update(ended_at=timezone.now(), **values)
