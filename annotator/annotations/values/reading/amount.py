"""An amount as it was read, before anybody asks which of several is meant."""

from dataclasses import dataclass
from decimal import Decimal

OPEN_ABOVE = {"more than", "at least"}
OPEN_BELOW = {"less than", "up to"}


@dataclass(frozen=True)
class Amount:
    """A number or two with unit and limit, and where they stand.

    `bare`: written in digits as a year is. `lasting`: how it ranks where several could be meant;
    a difference (“up 5%”) ranks last. `steps`: the units of the last stated digits.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    approximator: str
    bare: bool = False
    difference: bool = False
    share: bool = False
    counts: bool = False
    steps: tuple[Decimal, ...] = ()
