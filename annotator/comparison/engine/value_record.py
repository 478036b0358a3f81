"""What an answer comes to, so that it can be compared: an interval, days or a word (pure)."""

from dataclasses import dataclass, field, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Value:
    """What an answer comes to, in the question's unit, or as days counted from 1 January 1.

    `step` is that of an exact figure, else None. What is *denied* gives no value. `unsorted`: the
    key is the words of a text, of which nobody has said what other texts they equal. `until`: the
    last day of a period, of which `low` and `high` are the first.
    """

    low: Fraction | None = None
    low_open: bool = True
    high: Fraction | None = None
    high_open: bool = True
    key: str = ""
    denied: bool = False
    step: Fraction | None = None
    unsorted: bool = False
    until: "Value | None" = None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The hash of a fraction costs more than all else that is done with an answer.
        ends = (self.low, self.low_open, self.high, self.high_open)
        content = (*ends, self.key, self.denied, self.unsorted, self.until)
        object.__setattr__(self, "_hash", hash(content))

    def __hash__(self) -> int:
        return self._hash

    def same(self, other: "Value") -> bool:
        """Return whether the two are equal, however precisely they were stated."""
        return self._hash == other._hash and self.unstepped() == other.unstepped()

    def unstepped(self) -> "Value":
        """Return the value alone, however precisely it was stated."""
        return self if self.step is None else replace(self, step=None)

    @property
    def last(self) -> Fraction | None:
        """The last day of a period, else the high end."""
        return self.until.high if self.until else self.high


def value_order(value: Value) -> tuple[object, ...]:
    """Return what values are sorted by: open below first, then by their ends, words by alphabet."""
    return (
        value.key,
        value.low is not None,
        value.low or 0,
        value.low_open,
        value.high is None,
        value.high or 0,
        value.high_open,
        value.denied,
        value.step or 0,
        value.unsorted,
        value_order(value.until) if value.until else (),
    )
