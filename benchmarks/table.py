"""Figures: medians, 95th percentiles, ratios; as a table and as JSON. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The value below or at which `share` of all lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Row:
    """One line: what was measured, in `unit`; `floor` is what it is held against.

    `goal` bounds the ratio of the medians where there is a floor, else the median itself.
    """

    work: str
    unit: str
    goal: float | None = None
    floor: str | None = None
    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.values)

    @property
    def p95(self) -> float:
        return percentile(self.values, 0.95)


class Table:
    """Rows by name, in order."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.rows: dict[str, Row] = {}

    def row(
        self, work: str, unit: str = "ms", goal: float | None = None, floor: str | None = None
    ) -> Row:
        return self.rows.setdefault(work, Row(work, unit, goal, floor))

    def ratio(self, row: Row) -> float | None:
        return row.median / self.rows[row.floor].median if row.floor else None

    def met(self, row: Row) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if row.goal is None:
            return None
        return (self.ratio(row) or row.median) <= row.goal

    def told(self) -> str:
        head = f"{self.database:38}{'median':>10}{'95 %':>10}      {'ratio':>7}{'goal':>7}"
        lines = [head, "─" * len(head)]
        for row in (row for row in self.rows.values() if row.values):
            ratio, met = self.ratio(row), self.met(row)
            times = f"{ratio:.1f} ×" if ratio is not None else ""
            goal = "" if row.goal is None else f"{row.goal:g} ×" if row.floor else f"{row.goal:g}"
            word = {None: "", True: "met", False: "MISSED"}[met]
            figures = f"{row.median:10.1f}{row.p95:10.1f} {row.unit:4}"
            lines.append(f"{row.work:38}{figures} {times:>7}{goal:>7}  {word}".rstrip())
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        rows = [
            asdict(row)
            | {"median": row.median, "p95": row.p95, "ratio": self.ratio(row), "met": self.met(row)}
            for row in self.rows.values()
            if row.values
        ]
        return {"database": self.database, "rows": rows}
