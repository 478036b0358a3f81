"""Figures as numbers, words and small drawings: no template, no style.

Drawn as SVG attributes and classes, since the content security policy forbids inline style.
"""

from collections.abc import Sequence
from math import ceil

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

from annotator.markup import EMPTY, fill, join
from annotator.reconciliation.agreement.article_figures import Period
from annotator.reconciliation.agreement.statistics.figures import TOO_FEW, Figure

LOWEST = -0.25
"""Where the scale of an interval begins; what lies below stands at its edge."""
WIDE, STEP, HIGH = 640, 26, 150
MOST_NAMED = 10
"""Periods that are named below the chart: more names would run into one another."""


def three_decimals(value: float) -> str:
    """Return a number with three decimals and a true minus."""
    return f"{value:.3f}".replace("-", "−")


def draw_value(figure: Figure) -> SafeString:
    """Return the figure's value, or why there is none."""
    if figure.value is None:
        return fill('<span class="undefined"><b>undefined</b>, because {}</span>', figure.because)
    return fill("<b>{}</b>", three_decimals(figure.value))


def draw_interval(figure: Figure) -> SafeString:
    """Draw the value and its interval between -0.25 and 1; the picture only repeats the words."""
    if figure.value is None:
        return EMPTY

    def x(value: float) -> str:
        return f"{120 * (max(value, LOWEST) - LOWEST) / (1 - LOWEST):.1f}"

    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return fill(
        '<svg class="scale" viewBox="-5 0 130 16" aria-hidden="true">'
        '<path class="axis" d="M0 8H120M{} 4V12M120 4V12"/>'
        '<path class="band" d="M{} 8H{}"/><circle class="dot" cx="{}" cy="8" r="3.5"/></svg>',
        x(0), x(low), x(high), x(figure.value),
    )  # fmt: skip


def draw_share(figure: Figure) -> SafeString:
    """Draw a share as a bar of 100, its interval over its end; the picture only repeats the
    words."""
    if figure.value is None:
        return EMPTY
    band = EMPTY
    if figure.low is not None and figure.high is not None:
        band = fill(
            '<rect class="band" x="{:.1f}" y="6" width="{:.1f}" height="4"/>',
            100 * figure.low, max(100 * (figure.high - figure.low), 0.5),
        )  # fmt: skip
    return fill(
        '<svg class="share" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="all" width="100" height="16"/><rect class="bar" width="{:.1f}" height="16"/>'
        "{}</svg>",
        100 * figure.value, band,
    )  # fmt: skip


def interval_in_words(figure: Figure) -> str:
    """Return the interval in words, and the samples that were dropped; or why there is none."""
    if figure.low is None or figure.high is None:
        # What all figures of few articles lack is said once, below their table.
        told = figure.value is None or figure.because == TOO_FEW
        return "" if told else figure.because
    dropped = f", {figure.dropped} of 1,000 samples dropped" if figure.dropped else ""
    return f"95 % from {three_decimals(figure.low)} to {three_decimals(figure.high)}{dropped}"


def draw_trend(periods: Sequence[tuple[Period, dict[str, Figure]]]) -> SafeString:
    """Draw exact and overlap F1 over time, a column a period; the table beside it has the
    numbers."""
    wide = max(WIDE, 40 + STEP * len(periods))
    step = (wide - 40) / len(periods)
    drawn = [
        fill(
            '<path class="grid" d="M34 {:.1f}H{}"/>'
            '<text x="28" y="{:.1f}" text-anchor="end">{:g}</text>',
            _y(tick), wide, _y(tick) + 4, tick,
        )
        for tick in (0, 0.25, 0.5, 0.75, 1)
    ]  # fmt: skip
    for name in ("overlap", "exact"):
        points = [
            (40 + (at + 0.5) * step, figures[name].value) for at, (_, figures) in enumerate(periods)
        ]
        drawn.append(_line(name, [(x, value) for x, value in points if value is not None]))
    every = ceil(len(periods) / MOST_NAMED)
    for at, (period, _) in enumerate(periods):
        if at % every == 0:
            when = format_date(period.first, "j M" if period.weekly else "M Y")
            x = 40 + (at + 0.5) * step
            drawn.append(
                fill('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>', x, HIGH + 18, when)
            )
    return fill(
        '<svg class="trend" viewBox="0 0 {:.0f} {}" role="img"'
        ' aria-label="Exact and overlap F1 over time; the table below has the numbers">{}</svg>',
        wide, HIGH + 24, join(drawn),
    )  # fmt: skip


def _y(value: float) -> float:
    return 8 + (HIGH - 8) * (1 - value)


def _line(name: str, points: list[tuple[float, float]]) -> SafeString:
    if not points:
        return EMPTY
    path = "L".join(f"{x:.1f} {_y(value):.1f}" for x, value in points)
    dots = join(
        fill('<circle cx="{:.1f}" cy="{:.1f}" r="3.5"/>', x, _y(value)) for x, value in points
    )
    return fill('<g class="{}"><path d="M{}"/>{}</g>', name, path, dots)
