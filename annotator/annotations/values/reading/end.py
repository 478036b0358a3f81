"""One number with what belongs to it: an amount, or an end of a range."""

from dataclasses import dataclass
from decimal import Decimal

from annotator.annotations.values.numerals.numeral import Numeral


@dataclass(frozen=True)
class Unit:
    """A unit as it was read: its symbol, the token behind it, how many of it one is, whether it is
    of a language with a decimal comma, and of a rate what it is per."""

    symbol: str
    next: int
    times: Decimal = Decimal(1)
    comma: bool = False
    per: str = ""


@dataclass(frozen=True)
class End:
    """One number with its sign, currency and unit: an amount, or an end of a range."""

    first: int
    next: int
    value: Decimal
    numeral: Numeral
    unit: Unit | None = None
    money: bool = False
    limit: str = ""
    negative: bool = False

    @property
    def measured(self) -> bool:
        """Return whether a unit stands behind the number itself."""
        return self.unit is not None and not self.money

    @property
    def signed(self) -> Decimal:
        """Return the number with its sign."""
        return -self.value if self.negative else self.value

    @property
    def steps(self) -> tuple[Decimal, ...]:
        """Return the unit of the last stated digit, if one is stated."""
        return () if self.numeral.step is None else (self.numeral.step,)


@dataclass(frozen=True)
class Silence:
    """A number that is not to be read, and the token behind it."""

    next: int
