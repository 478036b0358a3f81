"""The bootstrap over articles: percentile intervals of ratios of sums (pure: no Django).

Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13. The seed is
fixed, so that the same articles give the same interval.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from annotator.reconciliation.agreement.statistics.u_alpha import Numbers

RESAMPLES = 1000
FEWEST = 10
"""With fewer articles than these an interval would be far too narrow."""
CELLS = 250_000
"""How many counts of drawn articles, articles x samples, are in memory at a time."""


class SampledColumns(NamedTuple):
    """Columns to add up over articles."""

    articles: npt.NDArray[np.int64] | None
    """Which of the articles the rows are, (rows,); None: every one, in order."""
    columns: Numbers
    """(rows, columns)."""


class Interval(NamedTuple):
    """The 95 % interval, from the samples in which the figure was defined; the others are
    counted."""

    low: float | None
    high: float | None
    undefined: int


def resampled(parts: Sequence[SampledColumns], articles: int) -> list[Numbers]:
    """Return for each part its columns added up in every sample, (RESAMPLES, columns).

    Each sample draws as many articles as there are, with replacement; all parts see the same.
    """
    every = [at for at, part in enumerate(parts) if part.articles is None]
    others = [at for at, part in enumerate(parts) if part.articles is not None]
    together = np.hstack([np.empty((articles, 0)), *(parts[at].columns for at in every)])
    added, *rest = _added([SampledColumns(None, together), *(parts[at] for at in others)], articles)
    edges = np.cumsum([parts[at].columns.shape[1] for at in every])[:-1]
    found = dict(zip(every, np.split(added, edges, axis=1), strict=True))
    found.update(zip(others, rest, strict=True))
    return [found[at] for at in range(len(parts))]


def _added(parts: list[SampledColumns], articles: int) -> list[Numbers]:
    found = [np.empty((RESAMPLES, part.columns.shape[1])) for part in parts]
    first = 0
    for weights in drawn_weights(articles):
        for sums, part in zip(found, parts, strict=True):
            chosen = weights if part.articles is None else weights[:, part.articles]
            # Not `@`: its threads wait for a busy second core ten times as long as they count.
            np.einsum("sa,ac->sc", chosen, part.columns, out=sums[first : first + len(weights)])
        first += len(weights)
    return found


def drawn_weights(articles: int) -> Iterator[Numbers]:
    """Yield how often each article was drawn in each sample, (samples, articles), piece by piece;
    the pieces together have RESAMPLES samples."""
    generator = np.random.Generator(np.random.PCG64(1))
    step = max(1, min(RESAMPLES, CELLS // articles))
    for first in range(0, RESAMPLES, step):
        rows = min(step, RESAMPLES - first)
        # Drawn in pieces, the same numbers as in one: (RESAMPLES, articles).
        drawn = generator.integers(0, articles, (rows, articles))
        drawn += np.arange(rows)[:, None] * articles
        times = np.bincount(drawn.ravel(), minlength=rows * articles)
        yield times.reshape(rows, articles).astype(np.float64)


def percentile_interval(samples: Numbers) -> Interval:
    """Return the quantiles .025 and .975, linear, of one figure's samples; NaN is undefined."""
    defined = samples[~np.isnan(samples)]
    undefined = len(samples) - len(defined)
    if not len(defined):
        return Interval(None, None, undefined)
    low, high = np.quantile(defined, (0.025, 0.975))
    return Interval(float(low), float(high), undefined)
