"""The pairs of annotators of a choice, of which a page shows fifty: kept ones, or computed ones."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from annotator.reconciliation.agreement.keeping.parts import Figures, pair_named, unpacked
from annotator.reconciliation.agreement.statistics.figures import Pair
from annotator.reconciliation.agreement_models import UNDEFINED, AgreementPart


class PairOrder(StrEnum):
    """In which order pairs are listed."""

    LEAST = "least"
    MOST = "most"
    SPANS = "spans"


class ComputedPairs(Sequence[tuple[Pair, Figures]]):
    """Pairs whose figures are in memory already."""

    def __init__(self, found: Mapping[Pair, Figures], order: PairOrder, of: int | None) -> None:
        """Take the pairs, and `of`: the key of an annotator whose pairs alone are listed."""
        self.found = found
        self.listed = sorted(
            ((pair, figures) for pair, figures in found.items() if of is None or of in pair),
            key=lambda item: (_rank(item[1], order), item[0]),
        )

    def __len__(self) -> int:
        return len(self.listed)

    def __getitem__(self, at: Any) -> Any:
        return self.listed[at]

    def among(self, people: Collection[int]) -> dict[Pair, Figures]:
        """Return the figures of every pair of these people."""
        return {pair: figures for pair, figures in self.found.items() if set(pair) <= set(people)}


def _rank(figures: Figures, order: PairOrder) -> tuple[bool, float]:
    exact = figures["exact"]
    if order == PairOrder.SPANS:
        return False, -exact.n
    value = exact.value or 0
    return exact.value is None, -value if order == PairOrder.MOST else value


class KeptPairs(Sequence[tuple[Pair, Figures]]):
    """Pairs as they are kept, of which only those that are asked for are read."""

    def __init__(self, parts: QuerySet[AgreementPart], order: PairOrder, of: int | None) -> None:
        """Take all pairs of a story and kind, as parts; `of` as for ComputedPairs."""
        self.parts = parts
        chosen = parts if of is None else parts.filter(Q(one_key=of) | Q(two_key=of))
        if order == PairOrder.MOST:
            # What is undefined stands behind everything in the index: it is no agreement.
            self.listed = chosen.filter(exact__lt=UNDEFINED).order_by("-exact", "-pk")
        else:
            by = {PairOrder.LEAST: ("exact", "pk"), PairOrder.SPANS: ("-spans", "-pk")}
            self.listed = chosen.order_by(*by[order])

    def __len__(self) -> int:
        return self.listed.count()

    def __getitem__(self, at: Any) -> Any:
        return _read(self.listed[at])

    def among(self, people: Collection[int]) -> dict[Pair, Figures]:
        """Return the figures of every pair of these people."""
        return dict(_read(self.parts.filter(one_key__in=people, two_key__in=people)))


def _read(parts: QuerySet[AgreementPart]) -> list[tuple[Pair, Figures]]:
    rows = parts.values_list("which", "content")
    return [(pair_named(which), unpacked(content).figures) for which, content in rows]


PairList = ComputedPairs | KeptPairs
