"""Figures as numbers, words and small drawings: every value escaped, no template, no style.

Drawn as SVG attributes and classes, since the content security policy forbids inline style.
"""

from collections.abc import Sequence
from html import escape
from math import ceil

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString

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
        because = escape(figure.because)
        return SafeString(f'<span class="undefined"><b>undefined</b>, because {because}</span>')
    return SafeString(f"<b>{three_decimals(figure.value)}</b>")


def draw_interval(figure: Figure) -> str:
    """Draw the value and its interval between -0.25 and 1; the picture only repeats the words."""
    if figure.value is None:
        return ""

    def x(value: float) -> str:
        return f"{120 * (max(value, LOWEST) - LOWEST) / (1 - LOWEST):.1f}"

    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    return (
        '<svg class="scale" viewBox="-5 0 130 16" aria-hidden="true">'
        f'<path class="axis" d="M0 8H120M{x(0)} 4V12M120 4V12"/>'
        f'<path class="band" d="M{x(low)} 8H{x(high)}"/>'
        f'<circle class="dot" cx="{x(figure.value)}" cy="8" r="3.5"/></svg>'
    )


def interval_in_words(figure: Figure) -> str:
    """Return the interval in words, and the samples that were dropped; or why there is none."""
    if figure.low is None or figure.high is None:
        # What all figures of few articles lack is said once, below their table.
        told = figure.value is None or figure.because == TOO_FEW
        return "" if told else escape(figure.because)
    dropped = f", {figure.dropped} of 1,000 samples dropped" if figure.dropped else ""
    return f"95 % from {three_decimals(figure.low)} to {three_decimals(figure.high)}{dropped}"


def draw_trend(periods: Sequence[tuple[Period, dict[str, Figure]]]) -> SafeString:
    """Draw exact and overlap F1 over time, a column a period; the table beside it has the
    numbers."""
    wide = max(WIDE, 40 + STEP * len(periods))
    step = (wide - 40) / len(periods)
    drawn = [
        f'<path class="grid" d="M34 {_y(tick):.1f}H{wide}"/>'
        f'<text x="28" y="{_y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>'
        for tick in (0, 0.25, 0.5, 0.75, 1)
    ]
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
            drawn.append(f'<text x="{x:.1f}" y="{HIGH + 18}" text-anchor="middle">{when}</text>')
    return SafeString(
        f'<svg class="trend" viewBox="0 0 {wide:.0f} {HIGH + 24}" role="img"'
        ' aria-label="Exact and overlap F1 over time; the table below has the numbers">'
        f"{''.join(drawn)}</svg>"
    )


def _y(value: float) -> float:
    return 8 + (HIGH - 8) * (1 - value)


def _line(name: str, points: list[tuple[float, float]]) -> str:
    path = "L".join(f"{x:.1f} {_y(value):.1f}" for x, value in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{_y(value):.1f}" r="3.5"/>' for x, value in points)
    return f'<g class="{name}"><path d="M{path}"/>{dots}</g>' if points else ""
