"""Where the values of a row lie: dots on a scale, and over time.

Drawn as SVG attributes and classes, since the content security policy forbids inline style. The
pictures only repeat what the words beside them say.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from annotator.markup import EMPTY, fill, join

Camp = Mapping[str, Any]
"""As `QuestionRow.shown` keeps it, or `QuestionRow.camps`: letter, text, low, high."""
WIDE, LEFT = 160, 10
MOST_DOTS = 6
"""More articles of one value are one dot with their number."""


def _ends(camp: Camp) -> tuple[float, float]:
    low, high = camp["low"], camp["high"]
    return (high if low is None else low), (low if high is None else high)


def drawable(camps: Iterable[Camp]) -> list[Camp]:
    """Return the camps that have a place on a scale."""
    return [camp for camp in camps if camp["low"] is not None or camp["high"] is not None]


class _Scale:
    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        self.low, self.high = min(values), max(values)
        self.first, self.last = first, last

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return (self.first + self.last) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.first + share * (self.last - self.first)


def draw_scale(camps: Iterable[Camp]) -> SafeString:
    """Draw the largest camps as dots on a scale, one an article; an open end is an arrow. Empty
    for one value."""
    shown = drawable(camps)
    if len(shown) < 2:
        return EMPTY
    x = _Scale([end for camp in shown for end in _ends(camp)], LEFT, WIDE - LEFT)
    drawn = [fill('<path class="axis" d="M{} 32H{}"/>', LEFT, WIDE - LEFT)]
    for camp in shown:
        drawn.append(_dots(camp, x))
    lowest = min(shown, key=_ends)
    highest = max(shown, key=lambda camp: _ends(camp)[::-1])
    drawn.append(fill('<text x="0" y="46">{}</text>', lowest["letter"]))
    if highest is not lowest:
        drawn.append(fill('<text x="{}" y="46" class="end">{}</text>', WIDE, highest["letter"]))
    label = "; ".join(f"{camp['text']}: {camp['articles']}" for camp in shown)
    return fill(
        '<svg class="spread" viewBox="0 0 {} 50" role="img" aria-label="{}">{}</svg>',
        WIDE, label, join(drawn),
    )  # fmt: skip


def _dots(camp: Camp, x: _Scale) -> SafeString:
    low, high = _ends(camp)
    at, number = x((low + high) / 2), camp["articles"]
    drawn = []
    if camp["high"] is None:
        drawn.append(fill('<path class="band open" d="M{:.1f} 32h9l-3 -3m3 3l-3 3"/>', at))
    elif camp["low"] is None:
        drawn.append(fill('<path class="band open" d="M{:.1f} 32h-9l3 -3m-3 3l3 3"/>', at))
    elif low != high:
        drawn.append(fill('<path class="band" d="M{:.1f} 32H{:.1f}"/>', x(low), x(high)))
    dots = number if number <= MOST_DOTS - 2 else 1
    drawn += [
        fill('<circle class="dot" cx="{:.1f}" cy="{}" r="3"/>', at, 32 - 6 * n) for n in range(dots)
    ]
    if number > dots:
        drawn.append(fill('<text x="{:.1f}" y="24" class="middle">×{}</text>', at, number))
    return join(drawn)


def timeline(camps: Iterable[Camp]) -> SafeString:
    """Draw values by the days on which their articles were published; empty where there is
    none."""
    shown = drawable(camps)
    points = [
        (date.fromisoformat(day).toordinal(), sum(_ends(camp)) / 2, camp)
        for camp in shown
        for day in camp["days"]
    ]
    if len({day for day, *_ in points}) < 2:
        return EMPTY
    x = _Scale([day for day, *_ in points], 30, 610)
    y = _Scale([value for _, value, _ in points], 100, 14)
    dots = join(
        fill(
            '<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="4"/>'
            '<text x="{:.1f}" y="{:.1f}">{}</text>',
            x(day), y(value), x(day) + 7, y(value) + 4, camp["letter"],
        )
        for day, value, camp in points
    )  # fmt: skip
    first, last = (date.fromordinal(int(end)) for end in (x.low, x.high))
    return fill(
        '<svg class="timeline" viewBox="0 0 640 134" role="img" '
        'aria-label="Values by the day of publication">'
        '<path class="axis" d="M20 112H630"/>{}<text x="30" y="128">{}</text>'
        '<text x="610" y="128" class="end">{}</text></svg>',
        dots, f"{first.day} {first:%b %Y}", f"{last.day} {last:%b %Y}",
    )  # fmt: skip
