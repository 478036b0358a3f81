"""Convert an amount in one unit into another, exactly (pure: no Django; units by pint)."""

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.annotations.values.units import DIMENSION, dimension_of, same_rate, unit_named

if TYPE_CHECKING:
    from pint import UnitRegistry

# What pint calls a unit, where that is another name. Its decade is a ratio of frequencies.
PINT_NAMES = {
    "mi": "mile",
    "nmi": "nautical_mile",
    "km²": "km**2",
    "mi²": "mile**2",
    "m²": "m**2",
    "cm²": "cm**2",
    "ft²": "ft**2",
    "yd²": "yd**2",
    "in²": "inch**2",
    "m³": "m**3",
    "km³": "km**3",
    "cm³": "cm**3",
    "ft³": "ft**3",
    "barrel": "oil_bbl",
    "tonne": "metric_ton",
    "ton": "US_ton",
    "decade": "decade_of_years",
    "km/h": "km/hour",
    "MMBtu": "million_btu",
    "MB": "megabyte",
    "GB": "gigabyte",
    "TB": "terabyte",
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
    registry.define("million_btu = 1000000 * Btu")
    return registry


def _dimension(unit: str) -> str | None:
    """Return what can be compared: of a rate, what is measured per what."""
    return "share" if unit in RATIOS else same_rate(unit) or None


@lru_cache(maxsize=4096)
def conversion(unit: str, wanted: str) -> tuple[Fraction, Fraction] | None:
    """Return slope and offset that turn an amount in `unit` into one in `wanted`, or None.

    Units go by their symbols in `annotations/values/units.py`; a rate is two of them, m³/year, and
    converts into any rate of the same: 12.4 billion ft³ a year are 34 million ft³ a day. None
    where nothing converts them: other dimensions, currencies, compound and unknown units. A bare
    number counts what is asked for where that is no measure: 20 is 20 people.
    """
    unit, wanted = _plain(unit), _plain(wanted)
    if unit == wanted or (not unit and _dimension(wanted) is None):
        return Fraction(1), Fraction(0)
    if _dimension(unit) is None or _dimension(unit) != _dimension(wanted):
        return None
    (over, under), (other_over, other_under) = _parts(unit), _parts(wanted)
    if _money(over) or _money(under):
        return _priced((over, under), (other_over, other_under))
    registry = _registry()
    nought, one = (
        Fraction(registry.Quantity(Fraction(amount), _pint(unit)).to(_pint(wanted)).magnitude)
        for amount in (0, 1)
    )
    return one - nought, nought


def _priced(unit: tuple[str, str], wanted: tuple[str, str]) -> tuple[Fraction, Fraction] | None:
    """Return slope and offset of a price per something: the currency stays, what it is per
    converts."""
    slope = Fraction(1)
    for one, other, turned in ((unit[0], wanted[0], False), (unit[1], wanted[1], True)):
        rate = conversion(one, other)
        if rate is None or rate[1]:
            return None
        slope *= 1 / rate[0] if turned else rate[0]
    return slope, Fraction(0)


def _money(unit: str) -> bool:
    return DIMENSION.get(unit) == unit and bool(unit)


def _parts(unit: str) -> tuple[str, str]:
    """Return what a rate measures and what it is per; of another unit, itself."""
    over, slash, under = unit.partition("/")
    return (over, under) if slash and unit not in PINT_NAMES else (unit, "")


def _pint(unit: str) -> str:
    over, under = _parts(unit)
    names = [PINT_NAMES.get(part, part) for part in (over, under) if part]
    return names[0] if len(names) == 1 else f"({names[0]})/({names[1]})"


@lru_cache(maxsize=4096)
def _plain(unit: str) -> str:
    """Return the unit by its symbol (m3/year: m³/year), empty for “count”, which has none."""
    if unit == "count":
        return ""
    if "/" in unit and dimension_of(unit) is None:
        return unit_named(unit) or unit
    return unit
