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
    """One line: what was measured, in `unit`, and what it is held against.

    `floor` is the desk's own floor, `bare` the one that has nothing of the desk. Each goal bounds
    the ratio of the medians to its floor; where there is no floor, `goal` bounds the median.
    `statements` and `python` (milliseconds) are what one request costs the server.
    """

    work: str
    unit: str
    goal: float | None = None
    floor: str | None = None
    bare: str | None = None
    bare_goal: float | None = None
    values: list[float] = field(default_factory=list)
    statements: float | None = None
    python: float | None = None

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
        self,
        work: str,
        unit: str = "ms",
        goal: float | None = None,
        floor: str | None = None,
        bare: str | None = None,
        bare_goal: float | None = None,
    ) -> Row:
        return self.rows.setdefault(work, Row(work, unit, goal, floor, bare, bare_goal))

    def ratio(self, row: Row) -> float | None:
        return row.median / self.rows[row.floor].median if row.floor else None

    def bare_ratio(self, row: Row) -> float | None:
        return row.median / self.rows[row.bare].median if row.bare else None

    def met(self, row: Row) -> bool | None:
        """Whether the goal is met, or both; None where there is none."""
        held = [(self.ratio(row) or row.median, row.goal), (self.bare_ratio(row), row.bare_goal)]
        asked = [value <= goal for value, goal in held if goal is not None and value is not None]
        return all(asked) if asked else None

    def told(self) -> str:
        head = (
            f"{self.database:38}{'median':>10}{'95 %':>10}      {'ratio':>7}{'goal':>7}"
            f"{'bare':>9}{'goal':>7}{'SQL':>5}{'Python':>9}"
        )
        lines = [head, "─" * len(head)]
        for row in (row for row in self.rows.values() if row.values):
            word = {None: "", True: "met", False: "MISSED"}[self.met(row)]
            figures = f"{row.median:10.1f}{row.p95:10.1f} {row.unit:4}"
            goal = _bound(row.goal, "g", "" if row.floor is None else " ×")
            held = f"{_bound(self.ratio(row), '.1f'):>7}{goal:>7}"
            bare = f"{_bound(self.bare_ratio(row), '.1f'):>9}{_bound(row.bare_goal, 'g'):>7}"
            costs = f"{_bound(row.statements, 'g', ''):>5}{_bound(row.python, '.1f', ' ms'):>9}"
            lines.append(f"{row.work:38}{figures} {held}{bare}{costs}  {word}".rstrip())
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        rows = [
            asdict(row)
            | {
                "median": row.median,
                "p95": row.p95,
                "ratio": self.ratio(row),
                "bare_ratio": self.bare_ratio(row),
                "met": self.met(row),
            }
            for row in self.rows.values()
            if row.values
        ]
        return {"database": self.database, "rows": rows}


def _bound(figure: float | None, form: str, after: str = " ×") -> str:
    """Return a figure as it is printed; nothing where there is none."""
    return "" if figure is None else f"{figure:{form}}{after}"
