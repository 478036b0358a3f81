"""Compare readings that saw a machine's suggestions with readings that did not (pure: no Django).

F1s are ratios of sums over readings, never averages of ratios. Intervals: the bootstrap over
articles of `agreement/statistics/bootstrap.py`, both arms resampled together, article by article.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from annotator.machines.suggestions.arm import COMPARED, Arm
from annotator.reconciliation.agreement.statistics.bootstrap import (
    FEWEST,
    SampledColumns,
    drawn_weights,
    percentile_interval,
    resampled,
)
from annotator.reconciliation.machine_figures.comparison import (
    KINDS,
    ArticleComparison,
    ComparedOverlaps,
)

Numbers = npt.NDArray[np.float64]


class ArmFigure(NamedTuple):
    """One figure of one arm: its value and 95 % interval, of how many readings or pairs, in how
    many articles."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    articles: int


class EffectFigure(NamedTuple):
    """One figure with suggestions, without them, and the difference: with less without."""

    name: str
    aided: ArmFigure
    unaided: ArmFigure
    difference: float | None
    low: float | None
    high: float | None
    because: str
    """Why the interval of the difference is not known; else empty."""


class MeasureOf(NamedTuple):
    """What a figure is taken from."""

    overlap: str
    number: str
    exact: bool


MEASURES = {
    "machine": MeasureOf("machine", "readings", False),
    "machine_exact": MeasureOf("machine", "readings", True),
    "peers": MeasureOf("peers", "pairs", False),
    "peers_exact": MeasureOf("peers", "pairs", True),
    "gold": MeasureOf("gold", "judged", False),
    "gold_exact": MeasureOf("gold", "judged", True),
}
WIDTH = 6
"""Columns of a measure: of each arm twice the matches, the sizes, how many readings or pairs."""
PACE = "pace"
NAMES = (*MEASURES, PACE)
COUNTED = {
    **{name: ("pair of readings" if name.startswith("peers") else "reading") for name in MEASURES},
    PACE: "reading whose time is known",
}
"""What the n of a figure counts."""
ENDINGS = {Arm.WITH: "with suggestions", Arm.WITHOUT: "without suggestions"}


def effect_figures(articles: Sequence[ArticleComparison], kind: str = "") -> list[EffectFigure]:
    """Return every figure of these articles, in the order of their keys; of all kinds together, or
    of one. How long people read is not told by kind."""
    compared = compared_only(articles)
    kinds = [kind] if kind else list(KINDS)
    found = _f1s(compared, kinds)
    return found if kind else [*found, _pace(compared)]


def compared_only(articles: Iterable[ArticleComparison]) -> list[ArticleComparison]:
    """Return the articles that have a reading of either arm."""
    return [one for one in articles if any(arm in COMPARED for _, arm, _ in one.arms)]


def _f1s(articles: Sequence[ArticleComparison], kinds: Sequence[str]) -> list[EffectFigure]:
    """Return 2 Σ matched / Σ (both sizes), of each measure and arm, with the differences."""
    rows = [
        [cell for measure in MEASURES.values() for cell in _row(one, measure, kinds)]
        for one in articles
    ]
    columns = np.array(rows, dtype=np.float64).reshape(-1, WIDTH * len(MEASURES))
    parts = [columns[:, first : first + WIDTH] for first in range(0, columns.shape[1], WIDTH)]
    added: list[Numbers] = []
    if len(articles) >= FEWEST:
        added = resampled([SampledColumns(None, part) for part in parts], len(articles))
    found = []
    for at, (name, part) in enumerate(zip(MEASURES, parts, strict=True)):
        numbers = [part[:, 2], part[:, 5]]
        counts = [(int(n.sum()), int((n > 0).sum())) for n in numbers]
        samples = _ratios(added[at]) if added else None
        found.append(_figure(name, _ratios(part.sum(axis=0)[None, :]), counts, samples))
    return found


def _row(one: ArticleComparison, measure: MeasureOf, kinds: Sequence[str]) -> list[int]:
    """Return for each arm twice the matches, the sizes, and how many readings or pairs."""
    row: list[int] = []
    for arm in COMPARED:
        of = [one.overlaps.get(kind, {}).get(arm.value, ComparedOverlaps()) for kind in kinds]
        overlaps = [getattr(part, measure.overlap) for part in of]
        matched = sum(part.exact if measure.exact else part.matched for part in overlaps)
        number = max((getattr(part, measure.number) for part in of), default=0)
        row += [2 * matched, sum(part.size for part in overlaps), number]
    return row


def _ratios(sums: Numbers) -> Numbers:
    """Return both arms' ratios and their difference, (samples, 3); NaN where nothing is marked."""
    found = np.full((len(sums), 3), np.nan)
    for at in (0, 1):
        np.divide(
            sums[:, 3 * at], sums[:, 3 * at + 1], out=found[:, at], where=sums[:, 3 * at + 1] > 0
        )
    found[:, 2] = found[:, 0] - found[:, 1]
    return found


def _pace(articles: Sequence[ArticleComparison]) -> EffectFigure:
    """Return the median minutes for 1,000 characters, of each arm, with the difference."""
    values: list[list[tuple[float, int]]] = [[], []]
    for at, one in enumerate(articles):
        for _, arm, minutes in one.arms:
            if arm in COMPARED and minutes is not None:
                values[COMPARED.index(arm)].append((minutes, at))
    counts = [(len(of), len({at for _, at in of})) for of in values]
    each = np.ones((1, max(1, len(articles))))
    samples = None
    if len(articles) >= FEWEST:
        pieces = [_medians(values, weights) for weights in drawn_weights(len(articles))]
        samples = np.vstack(pieces)
    return _figure(PACE, _medians(values, each), counts, samples)


def _medians(values: Sequence[Sequence[tuple[float, int]]], weights: Numbers) -> Numbers:
    """Return both arms' medians and their difference, (samples, 3): each value as often as its
    article was drawn."""
    found = np.full((len(weights), 3), np.nan)
    for at, of in enumerate(values):
        if of:
            ordered = sorted(of)
            sizes = np.array([value for value, _ in ordered])
            upto = np.cumsum(weights[:, [article for _, article in ordered]], axis=1)
            total = upto[:, -1]
            middle = [
                (upto < np.floor((total + more) / 2)[:, None]).sum(axis=1).clip(max=len(of) - 1)
                for more in (1, 2)
            ]
            medians = (sizes[middle[0]] + sizes[middle[1]]) / 2
            found[:, at] = np.where(total > 0, medians, np.nan)
    found[:, 2] = found[:, 0] - found[:, 1]
    return found


def _figure(
    name: str, whole: Numbers, counts: Sequence[tuple[int, int]], samples: Numbers | None
) -> EffectFigure:
    """Return the figure; an interval stands on `FEWEST` articles of each arm that it is of."""
    values = [None if np.isnan(value) else float(value) for value in whole[0]]
    enough = [there >= FEWEST for _, there in counts]
    limits = [_interval(samples, at, holds) for at, holds in enumerate((*enough, all(enough)))]
    arms = [ArmFigure(values[at], *limits[at], *counts[at]) for at in (0, 1)]
    because = _because(name, counts) if limits[2][0] is None else ""
    return EffectFigure(name, arms[0], arms[1], values[2], *limits[2], because)


def _interval(samples: Numbers | None, at: int, wanted: bool) -> tuple[float | None, float | None]:
    if samples is None or not wanted:
        return None, None
    found = percentile_interval(samples[:, at])
    return found.low, found.high


def _because(name: str, counts: Sequence[tuple[int, int]]) -> str:
    """Return why the difference has no interval, with the numbers that are missing."""
    missing = [
        f"{FEWEST - there} more {'article' if FEWEST - there == 1 else 'articles'} "
        f"with a {COUNTED[name]} {ENDINGS[arm]} ({there} of {FEWEST})"
        for arm, (_, there) in zip(COMPARED, counts, strict=True)
        if there < FEWEST
    ]
    return f"it needs {' and '.join(missing)}" if missing else "nothing is marked"
