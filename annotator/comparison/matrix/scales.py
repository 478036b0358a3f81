"""Where the values of a row lie: dots on a scale, and over time; every value escaped.

Drawn as SVG attributes and classes, since the content security policy forbids inline style. The
pictures only repeat what the words beside them say.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from django.utils.safestring import SafeString

Camp = Mapping[str, Any]
"""As `Weighed.camps` keeps it: letter, text, low, high, articles."""
WIDE, LEFT = 160, 10
MOST_DOTS = 6
"""More articles of one value are one dot with their number."""


def _ends(camp: Camp) -> tuple[float, float]:
    low, high = camp["low"], camp["high"]
    return (high if low is None else low), (low if high is None else high)


def drawable(camps: Iterable[Camp]) -> list[Camp]:
    """The camps that have a place on a scale."""
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
    """Dots on a scale, one an article; what is open ends in an arrow. Empty for one value."""
    shown = drawable(camps)
    if len(shown) < 2:
        return SafeString("")
    x = _Scale([end for camp in shown for end in _ends(camp)], LEFT, WIDE - LEFT)
    drawn = [f'<path class="axis" d="M{LEFT} 32H{WIDE - LEFT}"/>']
    for camp in shown:
        drawn.append(_dots(camp, x))
    lowest = min(shown, key=_ends)
    highest = max(shown, key=lambda camp: _ends(camp)[::-1])
    drawn.append(f'<text x="0" y="46">{escape(lowest["letter"])}</text>')
    if highest is not lowest:
        drawn.append(f'<text x="{WIDE}" y="46" class="end">{escape(highest["letter"])}</text>')
    told = "; ".join(f"{camp['text']}: {len(camp['articles'])}" for camp in shown)
    return SafeString(
        f'<svg class="spread" viewBox="0 0 {WIDE} 50" role="img" aria-label="{escape(told)}">'
        f"{''.join(drawn)}</svg>"
    )


def _dots(camp: Camp, x: _Scale) -> str:
    low, high = _ends(camp)
    at, number = x((low + high) / 2), len(camp["articles"])
    band = f'<path class="band" d="M{x(low):.1f} 32H{x(high):.1f}"/>' if low != high else ""
    if camp["high"] is None:
        band = f'<path class="band open" d="M{at:.1f} 32h9l-3 -3m3 3l-3 3"/>'
    elif camp["low"] is None:
        band = f'<path class="band open" d="M{at:.1f} 32h-9l3 -3m-3 3l3 3"/>'
    dots = [
        f'<circle class="dot" cx="{at:.1f}" cy="{32 - 6 * n}" r="3"/>'
        for n in range(number if number <= MOST_DOTS - 2 else 1)
    ]
    if number > len(dots):
        dots.append(f'<text x="{at:.1f}" y="24" class="middle">×{number}</text>')
    return band + "".join(dots)


def timeline(camps: Iterable[Camp], published: Mapping[int, date | None]) -> SafeString:
    """Values by the day on which their articles were published; empty where there is none."""
    shown = drawable(camps)
    points = [
        (day.toordinal(), sum(_ends(camp)) / 2, camp)
        for camp in shown
        for article in camp["articles"]
        if (day := published.get(article))
    ]
    if len({day for day, *_ in points}) < 2:
        return SafeString("")
    x = _Scale([day for day, *_ in points], 30, 610)
    y = _Scale([value for _, value, _ in points], 100, 14)
    dots = "".join(
        f'<circle class="dot" cx="{x(day):.1f}" cy="{y(value):.1f}" r="4"/>'
        f'<text x="{x(day) + 7:.1f}" y="{y(value) + 4:.1f}">{escape(camp["letter"])}</text>'
        for day, value, camp in points
    )
    first, last = (date.fromordinal(int(end)) for end in (x.low, x.high))
    return SafeString(
        '<svg class="timeline" viewBox="0 0 640 134" role="img" '
        'aria-label="Values by the day of publication">'
        f'<path class="axis" d="M20 112H630"/>{dots}'
        f'<text x="30" y="128">{first.day} {first:%b %Y}</text>'
        f'<text x="610" y="128" class="end">{last.day} {last:%b %Y}</text></svg>'
    )
