"""Compute everything that the agreement page shows of one choice, without the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from annotator.reconciliation.agreement.article_figures import (
    ArticleShare,
    Choice,
    Period,
    Ranked,
    by_period,
    by_source,
    comparable,
    exact_f1,
    rank_articles,
    sums_of,
)
from annotator.reconciliation.agreement.pairs import ComputedPairs, PairList, PairOrder
from annotator.reconciliation.agreement.statistics import figures
from annotator.reconciliation.agreement.statistics.confusion import MISSED, Cell
from annotator.reconciliation.agreement.statistics.figures import Figure
from annotator.reconciliation.agreement.statistics.selection import SumsTable
from annotator.vocabulary.models import Kind

Figures = dict[str, Figure]
Key = TypeVar("Key")


@dataclass(frozen=True)
class Overview:
    """The figures of a choice, and of its parts, the worst first; a single part is left out.

    `pairs` and `ranked` read themselves: only what a page shows of them is read.
    """

    choice: Choice
    kinds: dict[str, float | None]
    """Exact F1 of every kind, of the same articles and pair; None where nothing is marked."""
    articles: int
    """How many articles two have read, or both of the pair."""
    annotators: int
    whole: Figures
    labels: list[tuple[str, Figures]]
    pairs: PairList
    sources: list[tuple[tuple[str, str], Figures]]
    """Each source by slug and name."""
    periods: list[tuple[Period, Figures]]
    """In the order of time."""
    confusion: dict[Cell, int]
    ranked: Sequence[Ranked]
    left_out: str = ""
    """What is not shown of it, since it is not kept and takes too long to compute."""
    measuring: bool = False
    """Whether its intervals are still being computed."""


def overview(
    every: Iterable[ArticleShare],
    choice: Choice,
    order: PairOrder = PairOrder.LEAST,
    pairs_of: int | None = None,
) -> Overview:
    """Compute what the page shows, intervals for the whole alone; pairs by `order`, `pairs_of`."""
    chosen = comparable((share for share in every if choice.admits(share)), choice)
    kind, label, pair = choice.kind, choice.label, choice.pair
    sums = sums_of(chosen, kind)
    table = SumsTable(sums, label)
    whole = figures.figures(table, pair, label)
    at = {share.article: position for position, share in enumerate(chosen)}

    def of(part: Sequence[ArticleShare]) -> Figures:
        among = sorted(at[share.article] for share in part)
        return figures.figures(table, pair, label, interval=False, among=among)

    sources = by_source(chosen)
    readers = pair or {reader for one in sums for reader in one.annotators}
    used = {
        tag: found
        for tag, found in ({} if label else figures.by_label(table, pair)).items()
        if found["exact"].n
    }
    return Overview(
        choice=choice,
        kinds={other: exact_f1(chosen, other, pair) for other in Kind.values},
        articles=len(chosen),
        annotators=len(readers),
        whole=whole,
        labels=_worst_first(used),
        pairs=ComputedPairs({} if pair else figures.by_pair(table, label), order, pairs_of),
        sources=_worst_first({key: of(part) for key, part in sources.items()})
        if len(sources) > 1
        else [],
        periods=[(period, of(part)) for period, part in by_period(chosen).items()]
        if len(chosen) > 1
        else [],
        confusion=shown_cells(figures.confusion(table, pair), choice),
        ranked=rank_articles(chosen, choice, table) if len(chosen) > 1 else [],
    )


def _worst_first(found: Mapping[Key, Figures]) -> list[tuple[Key, Figures]]:
    """Sort by exact F1; what is undefined comes last."""

    def order(item: tuple[Key, Figures]) -> tuple[bool, float]:
        value = item[1]["exact"].value
        return value is None, value or 0

    return sorted(found.items(), key=order)


def shown_cells(cells: Mapping[Cell, int], choice: Choice) -> dict[Cell, int]:
    """Return the cells that the page shows of the confusion matrix.

    Without a pair nobody is the first: a cell and its mirror are one, at the smaller label, what
    was missed always second. With a chosen label, only its own cells are left.
    """
    found: dict[Cell, int] = {}
    for (one, two), count in cells.items():
        if choice.label is not None and choice.label not in (one, two):
            continue
        mirrored = not choice.pair and (one == MISSED or (two != MISSED and two < one))
        cell = (two, one) if mirrored else (one, two)
        found[cell] = found.get(cell, 0) + count
    return found
