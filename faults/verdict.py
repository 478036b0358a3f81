"""What the database holds, held against what was acknowledged. Plain values, no database."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from faults.person import Change

Row = tuple[str, int, str, int, int, str, str, int, bool]


@dataclass(frozen=True)
class Stored:
    """Rows of the readers' annotations (id, article, label, start, end, quote, note, revision,
    erased), and their history's (op, id, revision)."""

    rows: Collection[Row]
    history: Collection[tuple[str, str, int]]


@dataclass(frozen=True)
class Count:
    """Changes lost, stored otherwise than sent, stored twice, or come from nowhere."""

    lost: int
    altered: int
    twice: int
    strange: int

    @property
    def clean(self) -> bool:
        return not (self.lost or self.altered or self.twice or self.strange)


def judge(acknowledged: Iterable[Change], stored: Stored, sent: Iterable[Change]) -> Count:
    """Count what is wrong.

    A highlight may be further than was acknowledged, as in a backup, but only as far as it was
    sent, and then it is what the change of its revision made of it.
    """
    by_id = {row[0]: row for row in stored.rows}
    receipts = {(op, id) for op, id, _ in stored.history}
    made = {(one.annotation, one.revision): row_of(one) for one in sent}
    lost = 0
    for one in acknowledged:
        there = by_id.get(one.annotation)
        got_so_far = there is not None and there[-2] >= one.revision
        lost += not (got_so_far and (one.op, one.annotation) in receipts)
    strange = sum((id, row[-2]) not in made for id, row in by_id.items())
    altered = sum(made.get((id, row[-2]), row) != row for id, row in by_id.items())
    ops = Counter(op for op, *_ in stored.history)
    revisions = Counter((id, revision) for _, id, revision in stored.history)
    twice = sum(many > 1 for many in [*ops.values(), *revisions.values()])
    return Count(lost, altered, twice + len(stored.rows) - len(by_id), strange)


def row_of(one: Change) -> Row:
    span = (one.label, one.start, one.end, one.quote)
    return (one.annotation, one.article, *span, one.note, one.revision, one.erased)


@dataclass(frozen=True)
class Parts:
    """One act that is to be whole: what it is, how many parts it has, how many are there.

    `told`: it was acknowledged, or what it was acknowledged to have taken away again.
    """

    act: str
    parts: int
    there: int
    told: bool


def unwhole(acts: Iterable[Parts]) -> list[str]:
    """Return in words the acts that are half done, lost, or there more than once."""
    wrong = []
    for one in acts:
        if one.there > one.parts:
            wrong.append(f"{one.act} stands twice: {one.there} of {one.parts} parts")
        elif 0 < one.there < one.parts:
            wrong.append(f"{one.act} is half done: {one.there} of {one.parts} parts")
        elif one.told and one.there == 0:
            wrong.append(f"{one.act} was acknowledged, and is not there")
    return wrong
