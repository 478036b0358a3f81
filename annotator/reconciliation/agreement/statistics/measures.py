"""The formulas of agreement, each a function of sums over articles (pure: no Django).

Sources: F1 after Hripcsak and Rothschild, JAMIA 12 (2005), 296-298; α: Krippendorff, "Content
Analysis" (2004), chapter 11; κ: Cohen, Educational and Psychological Measurement 20 (1960), 37-46;
Fleiss, Psychological Bulletin 76 (1971), 378-382; uα: see u_alpha.py.

A formula takes its parts' columns added up, each (samples, columns), and gives (samples,), NaN
where it is undefined.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from annotator.reconciliation.agreement.statistics.bootstrap import SampledColumns
from annotator.reconciliation.agreement.statistics.selection import Selection, Units
from annotator.reconciliation.agreement.statistics.u_alpha import Continuum, Numbers, ratio

NO_SPANS = "nothing is marked"
NO_LABEL = "the label is not used"
NO_SAME = "no two spans with the same label are at the same place"
NO_PLACES = "no two annotators marked the same place"
ONE_LABEL = "only one label was used"
NO_MEETING = "there are not two labels where spans meet"
ONE_CATEGORY = "nothing is marked, or everything with one label"
ALL_OR_NOTHING = "nothing is marked, or everything"
NOT_TOLD = "the label does not meet another, or is alone where spans meet"
OVERLAPPING = "spans of one annotator overlap in every article"


class Measure(NamedTuple):
    """A figure and what it is computed from."""

    parts: list[SampledColumns]
    formula: Callable[[list[Numbers]], Numbers]
    n: int
    of: str
    """What `n` counts."""
    undefined: str
    """Why, where the figure is undefined."""
    coverage: float | None = None
    left_out: int = 0

    def value(self) -> float | None:
        """Return the figure of all articles; None if undefined."""
        added = [part.columns.sum(0, keepdims=True) for part in self.parts]
        found = float(self.formula(added)[0])
        return None if np.isnan(found) else found


def of_all(selection: Selection) -> dict[str, Measure]:
    """Return every figure that is not about one label."""
    return _spans(selection, None, NO_SPANS) | _values(selection) | _unitizing(selection, None)


def of_label(selection: Selection, label: str) -> dict[str, Measure]:
    """Return the figures of one label. Raises ValueError if the selection does not know it."""
    at = selection.labels.index(label)
    return _spans(selection, at, NO_LABEL) | _unitizing(selection, at)


def _spans(selection: Selection, label: int | None, undefined: str) -> dict[str, Measure]:
    """Return F1 = 2ΣM / Σ(|a| + |b|), over articles and pairs of annotators; and the details."""
    part = selection.spans(label)
    _, overlap, _, spans, _, characters = (int(column) for column in part.columns.sum(0))

    def share(above: int, below: int, times: int) -> Callable[[list[Numbers]], Numbers]:
        return lambda added: ratio(times * added[0][:, above], added[0][:, below])

    return {
        "exact": Measure([part], share(0, 3, 2), spans, "spans compared", undefined),
        "overlap": Measure([part], share(1, 3, 2), spans, "spans compared", undefined),
        "characters": Measure([part], share(4, 5, 2), characters, "characters compared", undefined),
        "details": Measure([part], share(2, 1, 1), overlap, "pairs with the same label", NO_SAME),
    }


def _values(selection: Selection) -> dict[str, Measure]:
    """Return α, Fleiss' κ, and of two annotators Cohen's κ: labels of spans at the same place."""
    units, marked = selection.units, selection.marked()
    sizes = units.values.sum(1).astype(int)

    def covered(chosen: Units) -> float | None:
        return float((chosen.times * chosen.values.sum(1)).sum()) / marked if marked else None

    def because(chosen: Units) -> str:
        return ONE_LABEL if len(chosen.times) else NO_PLACES

    def measure(chosen: Units, formula: Callable[[list[Numbers]], Numbers], of: str) -> Measure:
        count = int(chosen.times.sum())
        parts = [selection.agreeing(chosen)]
        return Measure(parts, formula, count, of, because(chosen), covered(chosen))

    by_size: Counter[int] = Counter()
    for size, times in zip(sizes.tolist(), units.times.tolist(), strict=True):
        by_size[size] += times
    commonest = max(by_size, key=lambda size: (by_size[size], size), default=2)
    keep = sizes == commonest
    level = Units(units.article[keep], units.times[keep], units.values[keep])
    found = {
        "alpha": measure(units, alpha, "places"),
        "fleiss": measure(level, fleiss, f"places marked by {commonest}"),
    }
    if selection.pair:
        kappa = measure(units, cohen, "pairs of spans")
        found["kappa"] = kappa._replace(parts=[selection.judged()])
    return found


def alpha(added: list[Numbers]) -> Numbers:
    """Compute α = 1 - (n - 1)(n - Σ o_cc) / (n² - Σ n_c²), from coincidences; nominal.

    Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), equation for nominal data.
    """
    values = added[0][:, 1:]
    total = values.sum(1)
    different = ratio((total - 1) * (total - added[0][:, 0]), total**2 - (values**2).sum(1))
    return np.where((values > 0).sum(1) > 1, 1 - different, np.nan)


def fleiss(added: list[Numbers]) -> Numbers:
    """Compute κ = (P̄ - P̄ₑ) / (1 - P̄ₑ), of units that all have as many values."""
    values = added[0][:, 1:]
    total = values.sum(1)
    return _kappa(ratio(added[0][:, 0], total), ratio((values**2).sum(1), total**2))


def cohen(added: list[Numbers]) -> Numbers:
    """Compute κ = (pₒ - pₑ) / (1 - pₑ), from the pairs that agree and both annotators' labels."""
    first, second = np.split(added[0][:, 1:], 2, axis=1)
    total = first.sum(1)
    return _kappa(ratio(added[0][:, 0], total), ratio((first * second).sum(1), total**2))


def _kappa(observed: Numbers, expected: Numbers) -> Numbers:
    return ratio(observed - expected, 1 - expected)


def _unitizing(selection: Selection, label: int | None) -> dict[str, Measure]:
    """Return uα, |uα and cuα, or of one label (k)uα; for cuα and (k)uα n is where spans meet."""
    sets = selection.continua()
    coders, parts = [size for size, _ in sets], [part for _, part in sets]
    left_out, taken, length = selection.left_out()
    share = taken / length if length else None

    def measure(
        formula: Callable[[Continuum], Numbers],
        undefined: str,
        n: int = taken,
        of: str = "code points",
        coverage: float | None = share,
    ) -> Measure:
        because = undefined if taken else OVERLAPPING
        mean = partial(_mean, coders, formula)
        return Measure(parts, mean, n, of, because, coverage, left_out)

    continua = _continua(coders, [part.columns.sum(0, keepdims=True) for part in parts])
    met = "code points where spans meet"
    if label is not None:
        own = int(sum(one.meeting[0, label] for one in continua))
        return {"ku_alpha": measure(lambda one: one.ku(label), NOT_TOLD, own, met, None)}
    meeting = int(sum(one.meeting.sum() for one in continua)) // 2
    text = sum(one.coders * (one.coders - 1) // 2 * int(one.length[0]) for one in continua)
    covered = meeting / text if text else None
    return {
        "u_alpha": measure(Continuum.u, ONE_CATEGORY),
        "u_alpha_segmentation": measure(Continuum.bar_u, ALL_OR_NOTHING),
        "cu_alpha": measure(Continuum.cu, NO_MEETING, meeting, met, covered),
    }


def _continua(coders: list[int], added: list[Numbers]) -> list[Continuum]:
    return [Continuum.of(size, columns) for size, columns in zip(coders, added, strict=True)]


def _mean(
    coders: list[int], formula: Callable[[Continuum], Numbers], added: list[Numbers]
) -> Numbers:
    """Average over the sets of annotators in which the formula is defined, weighted by code
    points."""
    above = below = np.zeros(1)
    for continuum in _continua(coders, added):
        value = formula(continuum)
        defined = ~np.isnan(value)
        above = above + np.where(defined, value * continuum.length, 0)
        below = below + np.where(defined, continuum.length, 0)
    return ratio(above, below)
