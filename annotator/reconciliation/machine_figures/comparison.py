"""What one machine's reading of one article comes to: plain counts, ready for JSON (pure)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from annotator.machines.suggestions.arm import COMPARED, Arm
from annotator.reconciliation.machine_figures.alone import Overlap, overlap_of, passages_of
from annotator.reconciliation.machine_figures.standing import Standing, standings
from annotator.reconciliation.places.spans import Span

KINDS = ("claim", "entity", "stance")
Reading = Mapping[str, Sequence[Span]]
"""One reading's spans by kind."""


class ComparedOverlaps(NamedTuple):
    """What the readings of one arm share with the machine, with each other, and with gold: one
    kind, each with how many readings or pairs it is of."""

    machine: Overlap = Overlap()
    readings: int = 0
    peers: Overlap = Overlap()
    pairs: int = 0
    gold: Overlap = Overlap()
    judged: int = 0


class Fates(NamedTuple):
    """What became of suggestions in the readings that saw them."""

    kept: int = 0
    changed: int = 0
    dismissed: int = 0
    unused: int = 0


class CellCount(NamedTuple):
    """Passages where what is settled has one label and the machine another; '' for none."""

    kind: str
    settled: str
    said: str
    passages: int
    exact: int


@dataclass
class ArticleComparison:
    """One machine and one article."""

    arms: list[tuple[int, Arm, float | None]] = field(default_factory=list)
    """Of each submitted reading: whose, its arm, and its minutes for 1,000 characters."""
    overlaps: dict[str, dict[str, ComparedOverlaps]] = field(default_factory=dict)
    """By kind, by arm."""
    fates: Fates = field(default_factory=Fates)
    standings: dict[str, list[Standing]] = field(default_factory=dict)
    """By kind, of each person."""
    cells: list[CellCount] = field(default_factory=list)
    """Beside what is settled, where the article is finished; not part of what is packed."""

    def packed(self) -> str:
        """Return it as JSON, but for the cells."""
        overlaps = {
            kind: {arm: [list(x) if isinstance(x, tuple) else x for x in of] for arm, of in by}
            for kind, by in ((kind, arms.items()) for kind, arms in self.overlaps.items())
        }
        return json.dumps([self.arms, overlaps, self.fates, self.standings], separators=(",", ":"))

    @classmethod
    def unpacked(cls, text: str) -> "ArticleComparison":
        """Return what `packed` has written."""
        arms, overlaps, fates, stood = json.loads(text)
        return cls(
            [(reader, Arm(arm), minutes) for reader, arm, minutes in arms],
            {kind: {arm: _overlaps(of) for arm, of in by.items()} for kind, by in overlaps.items()},
            Fates(*fates),
            {kind: [Standing(*one) for one in ones] for kind, ones in stood.items()},
        )


def _overlaps(of: Sequence[object]) -> ComparedOverlaps:
    parts = [Overlap(*one) if isinstance(one, list) else one for one in of]
    return ComparedOverlaps(*parts)  # type: ignore[arg-type]


def compare(
    machine: Reading,
    people: Mapping[int, Reading],
    gold: Reading | None,
    arms: Sequence[tuple[int, Arm, float | None]],
    dismissed: Mapping[int, set[tuple[int, int]]],
) -> ArticleComparison:
    """Compare one machine's reading with what people submitted and with what is settled.

    `gold` is None where the article is not finished. `dismissed` are the places where each person
    wanted no suggestion.
    """
    found = ArticleComparison(arms=list(arms))
    aided = [reader for reader, arm, _ in arms if arm == Arm.WITH]
    for kind in KINDS:
        said = machine.get(kind, ())
        read = {reader: spans.get(kind, ()) for reader, spans in people.items()}
        settled = None if gold is None else gold.get(kind, ())
        with_machine = {one: _overlap(spans, said) for one, spans in read.items()}
        between = {(i, j): _overlap(read[i], read[j]) for i, j in combinations(sorted(read), 2)}
        found.overlaps[kind] = {
            arm.value: _of_arm([r for r, a, _ in arms if a == arm], with_machine, between, read,
                               settled)
            for arm in COMPARED
        }  # fmt: skip
        if stood := standings(with_machine, between):
            found.standings[kind] = stood
        if settled is not None:
            found.cells += _cells(kind, settled, said)
        for reader in aided:
            fates = _fates(said, read[reader], dismissed.get(reader, set()))
            found.fates = Fates(*(a + b for a, b in zip(found.fates, fates, strict=True)))
    return found


def _overlap(one: Iterable[Span], two: Iterable[Span]) -> Overlap:
    return overlap_of(passages_of(one, two))


def _of_arm(
    readers: Sequence[int],
    with_machine: Mapping[int, Overlap],
    between: Mapping[tuple[int, int], Overlap],
    read: Mapping[int, Sequence[Span]],
    settled: Sequence[Span] | None,
) -> ComparedOverlaps:
    pairs = [between[i, j] for i, j in combinations(sorted(readers), 2)]
    judged = [] if settled is None else [_overlap(read[reader], settled) for reader in readers]
    return ComparedOverlaps(
        _sum([with_machine[reader] for reader in readers]), len(readers),
        _sum(pairs), len(pairs), _sum(judged), len(judged),
    )  # fmt: skip


def _sum(overlaps: Iterable[Overlap]) -> Overlap:
    total = Overlap()
    for one in overlaps:
        total = total.plus(one)
    return total


def _cells(kind: str, settled: Sequence[Span], said: Sequence[Span]) -> list[CellCount]:
    counted: dict[tuple[str, str], list[int]] = {}
    for one, two in passages_of(settled, said):
        cell = counted.setdefault((one.label if one else "", two.label if two else ""), [0, 0])
        cell[0] += 1
        cell[1] += one is not None and two is not None and one[:3] == two[:3]
    return [CellCount(kind, *labels, *numbers) for labels, numbers in sorted(counted.items())]


def _fates(said: Sequence[Span], own: Sequence[Span], dismissed: set[tuple[int, int]]) -> Fates:
    """Return what became of each suggestion: it stands in the reading as it was made; with other
    edges or another label; it was dismissed; or nothing of all that."""
    kept = changed = gone = unused = 0
    for suggested, mine in passages_of(said, own):
        if suggested is None:
            continue
        if mine is not None and mine[:3] == suggested[:3]:
            kept += 1
        elif (suggested.start, suggested.end) in dismissed:
            gone += 1
        elif mine is not None:
            changed += 1
        else:
            unused += 1
    return Fates(kept, changed, gone, unused)
