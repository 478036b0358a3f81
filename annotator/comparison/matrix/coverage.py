"""Who wrote when: a story's articles by source over time, as a picture with its words."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Count
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.markup import EMPTY, fill, join
from articles.models import Article, Story

SOURCES = 12
"""Lines of the picture: the sources with most articles; the rest stand in one line."""
WIDE, STEP, NAME = 640, 24, 170
OTHERS = "all others"


def coverage(story: Story) -> list[tuple[str, date, int]]:
    """Count the articles of each source and day, undated ones left out; one statement."""
    dated = Article.objects.filter(story=story, published_on__isnull=False).order_by()
    days = dated.values_list("source__name", "published_on").annotate(number=Count("pk"))
    return sorted((source, day, number) for source, day, number in days if day)


def draw_coverage(days: Iterable[tuple[str, date, int]]) -> SafeString:
    """Draw a line a source, the busiest first; a dot a day, the larger the more articles."""
    listed = list(days)
    if not listed:
        return EMPTY
    size: Counter[str] = Counter()
    for source, _, number in listed:
        size[source] += number
    named = sorted(size, key=lambda source: (-size[source], source))[:SOURCES]
    lines = [*named, OTHERS] if len(size) > len(named) else named
    first, last = min(day for _, day, _ in listed), max(day for _, day, _ in listed)
    span = max((last - first).days, 1)
    most = max(number for *_, number in listed)
    drawn, place = [], {source: row for row, source in enumerate(named)}
    for row, source in enumerate(lines):
        y = row * STEP + 14
        number = size[source] or sum(n for name, n in size.items() if name not in named)
        short = source if len(source) <= 24 else source[:23] + "…"
        drawn.append(
            fill(
                '<text x="0" y="{}" class="name">{} ({})</text><path class="axis" d="M{} {}H{}"/>',
                y + 4, short, number, NAME, y, WIDE - 8,
            )
        )  # fmt: skip
    for source, day, number in listed:
        row = place.get(source, len(lines) - 1)
        x = NAME + (WIDE - 12 - NAME) * (day - first).days / span + 2
        radius = 3 + 5 * (number / most) ** 0.5
        title = f"{source}, {_day(day)}: {number}"
        drawn.append(
            fill(
                '<circle class="dot" cx="{:.1f}" cy="{}" r="{:.1f}"><title>{}</title></circle>',
                x, row * STEP + 14, radius, title,
            )
        )  # fmt: skip
    high = len(lines) * STEP + 22
    ends = fill(
        '<text x="{}" y="{}" class="day">{}</text><text x="{}" y="{}" class="day end">{}</text>',
        NAME, high - 4, _day(first), WIDE - 8, high - 4, _day(last),
    )  # fmt: skip
    label = f"Articles of {len(size)} sources from {first.isoformat()} to {last.isoformat()}"
    return fill(
        '<svg class="coverage" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        WIDE, high, label, join(drawn), ends,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return format_date(day, "j M Y")
