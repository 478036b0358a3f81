"""What is left of an engine's answer once it is judged (pure: no Django)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class JudgedSpan:
    """A span that may be stored: its words stand at `[start, end)`, code points, half-open.

    `details` are as `recording.details.Details` takes them, but for things, which are slugs here;
    `found` is one of `MachineMark.Found`.
    """

    label: str
    start: int
    end: int
    quote: str
    part: int = 0
    details: Mapping[str, str] = field(default_factory=dict)
    confidence: float | None = None
    found: str = "exact"


@dataclass(frozen=True)
class JudgedReading:
    """The spans that are kept, in the order of the text, and why others were dropped, counted."""

    kept: tuple[JudgedSpan, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)
