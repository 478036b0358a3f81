"""How much a machine may read for a story: articles in a day, by UTC, and money in all."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, Sum

from annotator.machines.models import MachineReading, StoryReader


class RunLimit(NamedTuple):
    """A limit that is reached: in words, and when it is over by itself, None for never."""

    why: str
    until: datetime | None


def reached(wanted: StoryReader, now: datetime) -> RunLimit | None:
    """Return the limit that keeps a machine from reading one more article; None where none does."""
    return cost_reached(wanted) or day_reached(wanted, now)


def cost_reached(wanted: StoryReader) -> RunLimit | None:
    """Return the limit of money, where it is reached."""
    if wanted.most_cost is not None and (spent := spent_in(wanted)) >= wanted.most_cost:
        return RunLimit(
            f"Its readings of the story have cost {spent:.2f}, and may cost {wanted.most_cost:.2f} "
            "in all. Raise the limit, and let it go on.",
            None,
        )
    return None


def day_reached(wanted: StoryReader, now: datetime) -> RunLimit | None:
    """Return the limit of the day, where it is reached."""
    if wanted.daily_articles is not None and read_on(wanted, now) >= wanted.daily_articles:
        midnight = day_of(now) + timedelta(days=1)
        return RunLimit(
            f"It has taken up {wanted.daily_articles} article"
            f"{'' if wanted.daily_articles == 1 else 's'} today, which is its limit a day. It goes "
            f"on by itself on {midnight:%-d %B} at 00:00 UTC.",
            midnight,
        )
    return None


def spent_in(wanted: StoryReader) -> Decimal:
    """Return what all readings of the machine in the story have cost."""
    rows = MachineReading.objects.filter(reader=wanted.reader_id, article__story=wanted.story_id)
    return rows.aggregate(all=Sum("cost"))["all"] or Decimal(0)


def read_on(wanted: StoryReader, day: datetime) -> int:
    """Return how many articles of the story the machine has taken up on this day, by UTC, whatever
    came of it."""
    began = day_of(day)
    today = Q(submitted_at__gte=began) | Q(claimed_at__gte=began)
    rows = MachineReading.objects.filter(reader=wanted.reader_id, article__story=wanted.story_id)
    return rows.filter(today).count()


def day_of(at: datetime) -> datetime:
    """Return the beginning of the day, by UTC."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
