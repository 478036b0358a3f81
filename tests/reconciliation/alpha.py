"""Krippendorff's α from its definition, pair by pair: slow, and by another road than the desk's."""

from collections.abc import Sequence
from itertools import combinations


def alpha_by_pairs(units: Sequence[Sequence[object]]) -> float | None:
    """Return nominal α = 1 - observed / expected disagreement; None where no values differ.

    Each unit lists the values that it was given. Units of fewer than two values do not count; a
    pair within a unit of m values weighs 1 / (m - 1).
    """
    counted = [unit for unit in units if len(unit) > 1]
    values = [value for unit in counted for value in unit]
    n = len(values)
    observed = sum(
        sum(one != other for one, other in combinations(unit, 2)) * 2 / (len(unit) - 1)
        for unit in counted
    )
    expected = sum(one != other for one, other in combinations(values, 2)) * 2
    return None if not expected else 1 - (observed / n) / (expected / (n * (n - 1)))
