"""Who wrote when: a story's articles by source over time, as a picture with its words."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from html import escape

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from articles.models import Article, Story

SOURCES = 12
"""Lines of the picture: the sources with most articles; the rest stand in one line."""
WIDE, STEP, NAME = 640, 24, 170
OTHERS = "all others"


def coverage(story: Story) -> list[tuple[str, date, int]]:
    """How many articles each source has of each day, undated ones left out; one statement."""
    dated = Article.objects.filter(story=story, published_on__isnull=False).order_by()
    days = Counter(dated.values_list("source__name", "published_on"))
    return sorted((source, day, number) for (source, day), number in days.items() if day)


def draw_coverage(days: Iterable[tuple[str, date, int]]) -> SafeString:
    """A line a source, the busiest first; a dot a day, the larger the more articles."""
    listed = list(days)
    if not listed:
        return SafeString("")
    size: Counter[str] = Counter()
    for source, _, number in listed:
        size[source] += number
    named = sorted(size, key=lambda source: (-size[source], source))[:SOURCES]
    lines = [*named, OTHERS] if len(size) > len(named) else named
    first, last = min(day for _, day, _ in listed), max(day for _, day, _ in listed)
    span = max((last - first).days, 1)
    most = max(number for *_, number in listed)
    drawn = []
    for row, source in enumerate(lines):
        y = row * STEP + 14
        number = size[source] or sum(n for name, n in size.items() if name not in named)
        short = source if len(source) <= 24 else source[:23] + "…"
        drawn.append(
            f'<text x="0" y="{y + 4}" class="name">{escape(short)} ({number})</text>'
            f'<path class="axis" d="M{NAME} {y}H{WIDE - 8}"/>'
        )
    for source, day, number in listed:
        row = lines.index(source) if source in named else len(lines) - 1
        x = NAME + (WIDE - 12 - NAME) * (day - first).days / span + 2
        radius = 3 + 5 * (number / most) ** 0.5
        told = f"{source}, {format_date(day, 'j M Y')}: {number}"
        drawn.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{row * STEP + 14}" r="{radius:.1f}">'
            f"<title>{escape(told)}</title></circle>"
        )
    high = len(lines) * STEP + 22
    ends = (
        f'<text x="{NAME}" y="{high - 4}" class="day">{format_date(first, "j M Y")}</text>'
        f'<text x="{WIDE - 8}" y="{high - 4}" class="day end">{format_date(last, "j M Y")}</text>'
    )
    label = f"Articles of {len(size)} sources from {first.isoformat()} to {last.isoformat()}"
    return SafeString(
        f'<svg class="coverage" viewBox="0 0 {WIDE} {high}" role="img" aria-label="{label}">'
        f"{''.join(drawn)}{ends}</svg>"
    )
