"""Add up how often a machine marks what is settled, by label and by source."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from annotator.machines.models import StoryReader
from annotator.reconciliation.models import MachineCell
from annotator.reconciliation.stand_in.forms import What


@dataclass
class GoldCounts:
    """What a machine marked beside what is settled: passages by what they show."""

    which: str
    """The label's slug, or the source's; empty for everything."""
    called: str
    same: int = 0
    exact: int = 0
    """Of these, with the same edges."""
    missed: int = 0
    only: int = 0
    differs: int = 0
    """What is settled so and bears another label by the machine."""
    instead: int = 0
    """What the machine says so and is settled with another label."""

    @property
    def settled(self) -> int:
        """How many spans are settled."""
        return self.same + self.missed + self.differs

    @property
    def said(self) -> int:
        """How many spans the machine has marked, in the same articles."""
        return self.same + self.only + self.instead

    @property
    def f1(self) -> float | None:
        """The same label on overlapping words; None where nothing is marked."""
        return self._share(self.same)

    @property
    def exact_f1(self) -> float | None:
        """The same label on the same words."""
        return self._share(self.exact)

    def _share(self, matched: int) -> float | None:
        both = self.settled + self.said
        return 2 * matched / both if both else None


def cells_of(wanted: StoryReader, kind: str, hidden: Collection[int]) -> QuerySet[MachineCell]:
    """Return the cells of a machine and kind, but of hidden articles."""
    return MachineCell.objects.filter(of=wanted, kind=kind).exclude(article__in=hidden)


def whole_of(cells: QuerySet[MachineCell]) -> GoldCounts:
    """Add up all labels: one statement."""
    total = GoldCounts("", "All labels")
    for settled, said, passages, exact in _added(cells, "settled", "said"):
        _count(total, settled, said, passages, exact)
    total.instead = total.differs
    return total


def by_label(cells: QuerySet[MachineCell], names: dict[str, str]) -> list[GoldCounts]:
    """Add up each label, the worst F1 first: one statement."""
    found: dict[str, GoldCounts] = {}
    for settled, said, passages, exact in _added(cells, "settled", "said"):
        for label in {settled, said} - {""}:
            of = found.setdefault(label, GoldCounts(label, names.get(label, label)))
            if label == settled:
                _count(of, settled, said, passages, exact)
            elif settled:
                of.instead += passages
            else:
                of.only += passages
    return sorted(found.values(), key=_worst_first)


def by_source(cells: QuerySet[MachineCell]) -> list[GoldCounts]:
    """Add up each source, the worst F1 first: one statement."""
    found: dict[str, GoldCounts] = {}
    rows = _added(cells, "article__source__slug", "article__source__name", "settled", "said")
    for slug, name, settled, said, passages, exact in rows:
        _count(found.setdefault(slug, GoldCounts(slug, name)), settled, said, passages, exact)
    for of in found.values():
        of.instead = of.differs
    return sorted(found.values(), key=_worst_first)


def shows(what: str, label: str) -> Q:
    """Return which cells show such passages of a label, or of any, as a condition."""
    if what == What.MISSED:
        return Q(said="", **({"settled": label} if label else {}))
    if what == What.ONLY:
        return Q(settled="", **({"said": label} if label else {}))
    same = Q(settled=F("said")) & ~Q(said="")
    if what == What.SAME:
        return same & Q(**({"settled": label} if label else {}))
    either = Q(settled=label) | Q(said=label) if label else Q()
    return ~Q(settled=F("said")) & ~Q(settled="") & ~Q(said="") & either


def _added(cells: QuerySet[MachineCell], *by: str) -> Iterable[tuple[Any, ...]]:
    rows = cells.order_by().values_list(*by)
    return rows.annotate(all=Sum("passages"), just=Sum("exact")).order_by(*by)


def _count(of: GoldCounts, settled: str, said: str, passages: int, exact: int) -> None:
    if settled == said:
        of.same += passages
        of.exact += exact
    elif not said:
        of.missed += passages
    elif not settled:
        of.only += passages
    else:
        of.differs += passages


def _worst_first(of: GoldCounts) -> tuple[bool, float, str]:
    return of.f1 is None, of.f1 or 0.0, of.called
