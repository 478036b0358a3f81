"""Convert an amount in one unit into another, exactly (pure: no Django; units by pint)."""

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.annotations.values.units import DIMENSION

if TYPE_CHECKING:
    from pint import UnitRegistry

# What pint calls a unit, where that is another name. Its decade is a ratio of frequencies.
PINT_NAMES = {
    "mi": "mile",
    "nmi": "nautical_mile",
    "km²": "km**2",
    "mi²": "mile**2",
    "m²": "m**2",
    "m³": "m**3",
    "ft³": "ft**3",
    "barrel": "oil_bbl",
    "tonne": "metric_ton",
    "ton": "US_ton",
    "decade": "decade_of_years",
    "km/h": "km/hour",
    "fraction": "dimensionless",
    "‰": "permille",
}
RATIOS = {"percent", "fraction", "‰"}


@lru_cache(maxsize=1)
def _registry() -> "UnitRegistry[Fraction]":
    """Return pint's own definitions, in fractions. They take over a second to load, hence only
    now."""
    from pint import UnitRegistry

    registry: UnitRegistry[Fraction] = UnitRegistry(non_int_type=Fraction)
    registry.define("decade_of_years = 10 * year")
    return registry


def _dimension(unit: str) -> str | None:
    return "share" if unit in RATIOS else DIMENSION.get(unit)


@lru_cache(maxsize=4096)
def conversion(unit: str, wanted: str) -> tuple[Fraction, Fraction] | None:
    """Return slope and offset that turn an amount in `unit` into one in `wanted`, or None.

    Units go by their symbols in `annotations/values/units.py`. None where nothing converts them:
    other dimensions, currencies, compound and unknown units. A bare number counts what is asked for
    where that is no measure: 20 is 20 people.
    """
    unit, wanted = _without_count(unit), _without_count(wanted)
    if unit == wanted or (not unit and _dimension(wanted) is None):
        return Fraction(1), Fraction(0)
    if _dimension(unit) is None or _dimension(unit) != _dimension(wanted):
        return None
    registry = _registry()
    source, target = PINT_NAMES.get(unit, unit), PINT_NAMES.get(wanted, wanted)
    nought, one = (
        Fraction(registry.Quantity(Fraction(amount), source).to(target).magnitude)
        for amount in (0, 1)
    )
    return one - nought, nought


def _without_count(unit: str) -> str:
    """Return the unit, empty for “count”: the unit of what has none."""
    return "" if unit == "count" else unit
