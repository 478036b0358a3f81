"""The list of a story's rows: counted, narrowed, sorted and cut into pages.

Where nothing is hidden from a member, the database does it, and reads a page's rows; to a member
who has still to read, rows are computed in part, and listed here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import Count, F, Q
from django.http import HttpRequest

from annotator.comparison.engine.records import RowState
from annotator.comparison.matrix.conflict_lines import ConflictLine, lines_kept, lines_of
from annotator.comparison.matrix.line_filter import LineFilter, is_told, told_rows
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.compute import RANKS
from annotator.comparison.question_rows.kept import kept_rows
from annotator.pagination import page_of
from articles.models import Story

ORDER = ("-stale", "rank", "-sources", "sorting", "pk")
"""Stale rulings first, then conflicts."""


class ConflictTotals(NamedTuple):
    """What stands above the list: how many rows, and of them by state, how many are unsettled, have
    a stale ruling, are a finding, or lost a speaker."""

    rows: int
    states: list[tuple[str, int]]
    unsettled: int
    stale: int
    findings: int
    lost: int

    @property
    def conflicts(self) -> int:
        return dict(self.states).get(RowState.CONFLICT.value, 0)


class KeptList:
    """The rows as they are kept: each page and each figure is a statement of its own size."""

    def __init__(self, story: Story) -> None:
        self.rows = kept_rows(story).order_by(*ORDER)

    def totals(self) -> ConflictTotals:
        counts = {
            "n": Count("pk"),
            "unsettled": Count("pk", filter=~Q(state=F("certain"))),
            "stale": Count("pk", filter=Q(stale=True)),
            "findings": Count("pk", filter=Q(finding=True)),
            "lost": Count("pk", filter=Q(attribution_lost=True)),
        }
        found: list[Any] = list(self.rows.order_by().values("counted_state").annotate(**counts))
        by_state = {one["counted_state"]: one["n"] for one in found}
        return ConflictTotals(
            sum(by_state.values()),
            [(state.value, by_state[state.value]) for state in RANKS if state.value in by_state],
            *(
                sum(one[name] for one in found)
                for name in ("unsettled", "stale", "findings", "lost")
            ),
        )

    def page(self, request: HttpRequest, form: LineFilter) -> Page[ConflictLine]:
        page: Page[Any] = page_of(form.narrow(self.rows), request)
        page.object_list = lines_kept(page.object_list)
        return page

    def told_page(self, request: HttpRequest, size: int) -> Page[ConflictLine]:
        page: Page[Any] = page_of(told_rows(self.rows), request, size=size)
        page.object_list = lines_kept(page.object_list)
        return page

    def told_batches(self, size: int) -> Iterator[list[ConflictLine]]:
        """Yield all rows that a brief tells of, whole, so many at a time."""
        keys = list(told_rows(self.rows).values_list("pk", flat=True))
        for first in range(0, len(keys), size):
            rows = self.rows.defer(None).in_bulk(some := keys[first : first + size])
            yield lines_kept([rows[key] for key in some if key in rows], whole=True)

    def told(self, most: int) -> list[ConflictLine]:
        return lines_kept(told_rows(self.rows)[:most])

    def changed(self, since: datetime, most: int) -> list[Any]:
        """Return the questions whose rows say something else since then, the newest first."""
        rows = self.rows.filter(changed_at__gt=since).order_by("-changed_at", "pk")[:most]
        return [row.question for row in rows]


class LiveList:
    """The rows as one member sees them, without the articles that they have still to read."""

    def __init__(self, story: Story, hidden: Hidden) -> None:
        self.lines = lines_of(story, hidden)

    def totals(self) -> ConflictTotals:
        return totals_of(self.lines)

    def page(self, request: HttpRequest, form: LineFilter) -> Page[ConflictLine]:
        return page_of(form.chosen(self.lines), request)

    def told_page(self, request: HttpRequest, size: int) -> Page[ConflictLine]:
        return page_of([line for line in self.lines if is_told(line)], request, size=size)

    def told_batches(self, size: int) -> Iterator[list[ConflictLine]]:
        """Yield all rows that a brief tells of, so many at a time."""
        told = self.told(len(self.lines))
        yield from (told[first : first + size] for first in range(0, len(told), size))

    def told(self, most: int) -> list[ConflictLine]:
        return [line for line in self.lines if is_told(line)][:most]

    def changed(self, since: datetime, most: int) -> list[Any]:
        """Return none: what is new may follow from what is hidden."""
        return []


def line_list(story: Story, hidden: Hidden) -> KeptList | LiveList:
    """Return the list of the story's rows for somebody who may not see the hidden articles."""
    return LiveList(story, hidden) if hidden else KeptList(story)


def totals_of(lines: Iterable[ConflictLine]) -> ConflictTotals:
    """Count the rows by what counts, and by what else stands on them."""
    listed: Sequence[ConflictLine] = list(lines)
    states = Counter(line.state for line in listed)
    return ConflictTotals(
        len(listed),
        [(state.value, states[state]) for state in RANKS if states[state]],
        sum(line.unsettled for line in listed),
        sum(line.stale or line.stale_cells > 0 for line in listed),
        sum(line.finding for line in listed),
        sum(line.computed.attribution_lost for line in listed),
    )
