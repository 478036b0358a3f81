"""One article that a machine and four people have read, worked by hand.

    the machine     [0,5) x   [10,15) x
    Ann, with       [0,5) x   [10,15) x
    Cid, with       [0,6) x
    Ben, without    [0,5) x              [20,25) x
    Dot, without    nothing
    what is settled [0,5) x              [20,25) x

F1 with the machine, overlap: Ann pairs 2 of 2 + 2, Cid 1 of 1 + 2: 2·3/7 = 6/7. Ben 1 of 2 + 2, Dot 0 of
0 + 2: 2·1/6 = 1/3. Difference 11/21. Exact, Cid's does not count: 4/7; difference 4/7 − 1/3 = 5/21.
With each other: Ann and Cid 1 of 2 + 1: 2/3. Ben and Dot 0 of 2: 0. Difference 2/3.
With what is settled: Ann 1 of 4, Cid 1 of 3: 4/7. Ben 2 of 4, Dot 0 of 2: 4/6. Difference −2/21.
Minutes for 1,000 characters: Ann 2, Cid 4, median 3; Ben 6, Dot 10, median 8. Difference −5.
"""

from annotator.machines.suggestions.arm import Arm
from annotator.reconciliation.machine_figures.comparison import ArticleComparison, compare
from annotator.reconciliation.places.spans import Span

ANN, BEN, CID, DOT = 1, 2, 3, 4


def spans(annotator: int, *marks: tuple[int, int, str]) -> list[Span]:
    return [Span(start, end, label, "", (), "", annotator) for start, end, label in marks]


def entities(annotator: int, *marks: tuple[int, int, str]) -> dict[str, list[Span]]:
    return {"entity": spans(annotator, *marks)}


MACHINE = entities(0, (0, 5, "x"), (10, 15, "x"))
PEOPLE = {
    ANN: entities(ANN, (0, 5, "x"), (10, 15, "x")),
    BEN: entities(BEN, (0, 5, "x"), (20, 25, "x")),
    CID: entities(CID, (0, 6, "x")),
    DOT: entities(DOT),
}
GOLD = entities(BEN, (0, 5, "x"), (20, 25, "x"))
ARMS = [
    (ANN, Arm.WITH, 2.0), (BEN, Arm.WITHOUT, 6.0), (CID, Arm.WITH, 4.0), (DOT, Arm.WITHOUT, 10.0),
]  # fmt: skip


def worked_article() -> ArticleComparison:
    return compare(MACHINE, PEOPLE, GOLD, ARMS, {CID: {(10, 15)}})
