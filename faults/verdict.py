"""What the database holds, held against what was acknowledged. Plain values, no database."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from faults.readers import Highlight

Row = tuple[str, int, str, int, int, str]


@dataclass(frozen=True)
class Stored:
    """Rows of annotations (id, article, label, start, end, quote), and their history's (op, id)."""

    rows: Collection[Row]
    history: Collection[tuple[str, str]]


@dataclass(frozen=True)
class Count:
    """Highlights lost, stored otherwise than sent, stored twice, or come from nowhere."""

    lost: int
    altered: int
    twice: int
    strange: int

    @property
    def clean(self) -> bool:
        return not (self.lost or self.altered or self.twice or self.strange)


def judge(
    acknowledged: Iterable[Highlight], stored: Stored, sent: Iterable[Highlight] = ()
) -> Count:
    """Count what is wrong. Where `sent` is given, whatever else is stored is strange."""
    by_id = {row[0]: row for row in stored.rows}
    receipts = set(stored.history)
    lost = altered = 0
    for one in acknowledged:
        if one.annotation not in by_id or (one.op, one.annotation) not in receipts:
            lost += 1
        elif by_id[one.annotation] != row_of(one):
            altered += 1
    ops = Counter(op for op, _ in stored.history)
    ids = Counter(id for _, id in stored.history)
    twice = sum(many > 1 for many in [*ops.values(), *ids.values()])
    twice += len(stored.rows) - len(by_id)
    expected = {one.annotation for one in sent}
    strange = sum(id not in expected for id in by_id) if expected else 0
    return Count(lost, altered, twice, strange)


def row_of(one: Highlight) -> Row:
    return (one.annotation, one.article, one.label, one.start, one.end, one.quote)
