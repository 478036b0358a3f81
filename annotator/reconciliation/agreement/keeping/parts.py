"""Cut a story's agreement into parts, and write a part's figures as text (no database).

A part is named by its scope and by which one it is: a label's slug, a source's key, two annotators'
keys, the first day of a month or a week.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any, NamedTuple

from annotator.reconciliation.agreement.article_figures import Period, month_of, week_of
from annotator.reconciliation.agreement.statistics.confusion import Cell
from annotator.reconciliation.agreement.statistics.figures import Figure, Pair
from annotator.reconciliation.agreement_models import Scope

PartName = tuple[str, str]
"""Scope, and which one."""
Figures = dict[str, Figure]
PENDING = "no interval yet: it is being computed"


class PartContent(NamedTuple):
    """What is kept of a part: its figures, those of its labels without intervals, its confusion."""

    figures: Figures
    labels: dict[str, Figures]
    confusion: dict[Cell, int]
    days: tuple[date, date] | None = None
    """The first and the last day on which one of its articles was last submitted."""


def parts_of(
    source: int, day: date | None, annotators: Sequence[int], labels: Iterable[str]
) -> set[PartName]:
    """Return the names of the parts that an article belongs to, the story's own among them."""
    found: set[PartName] = {(Scope.STORY, ""), (Scope.SOURCE, str(source))}
    found |= {(Scope.LABEL, label) for label in labels}
    if day is not None:
        found.add((Scope.MONTH, month_of(day).first.isoformat()))
        found.add((Scope.WEEK, week_of(day).first.isoformat()))
    found |= {(Scope.PAIR, f"{one} {two}") for one, two in combinations(sorted(annotators), 2)}
    return found


def pair_named(which: str) -> Pair:
    """Return the pair that a part is of."""
    one, two = which.split()
    return int(one), int(two)


def period_named(scope: str, which: str) -> Period:
    """Return the month or the week that a part is of."""
    first = date.fromisoformat(which)
    return Period(first, first + timedelta(6)) if scope == Scope.WEEK else month_of(first)


def packed_figures(figures: Figures) -> str:
    """Write figures as JSON, with all their digits."""
    return json.dumps(_lists(figures), separators=(",", ":"))


def unpacked_figures(text: str) -> Figures:
    """Return the figures that `packed_figures` has written."""
    return _figures(json.loads(text))


def packed(content: PartContent) -> str:
    """Write the content of a part as JSON."""
    told = {
        "figures": _lists(content.figures),
        "labels": {label: _lists(figures) for label, figures in content.labels.items()},
        "confusion": [[*cell, count] for cell, count in content.confusion.items()],
        "days": content.days and [day.isoformat() for day in content.days],
    }
    return json.dumps(told, separators=(",", ":"))


def unpacked(text: str) -> PartContent:
    """Return the content that `packed` has written."""
    told = json.loads(text)
    days = told["days"]
    return PartContent(
        _figures(told["figures"]),
        {label: _figures(figures) for label, figures in told["labels"].items()},
        {(one, two): count for one, two, count in told["confusion"]},
        days and (date.fromisoformat(days[0]), date.fromisoformat(days[1])),
    )


def _lists(figures: Figures) -> dict[str, list[Any]]:
    return {name: list(figure) for name, figure in figures.items()}


def _figures(told: dict[str, list[Any]]) -> Figures:
    return {name: Figure(*figure) for name, figure in told.items()}
