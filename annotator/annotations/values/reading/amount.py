"""An amount as it was read, before anybody asks which of several is meant."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Amount:
    """A number or two with unit and limit, and where they stand.

    `bare`: written in digits as a year is. `difference`: by how much something changed, which is
    read only where nothing else is. `steps`: the units of the last stated digits.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    approximator: str
    bare: bool = False
    difference: bool = False
    steps: tuple[Decimal, ...] = ()
