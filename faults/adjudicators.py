"""People who settle: each decides on what is open, and takes some of it back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from threading import Event
from typing import Any
from uuid import uuid4

from faults.person import Ledger, Person
from faults.preparing import key_of

PAUSE, AT_ONCE = 0.1, 5
CHANGED_MEANWHILE = {409, 422}
"""What two who settle one article, or a merge beside them, may be answered: nothing is decided."""
FORM = re.compile(r'<form method="post" action="[^"]*/decide".*?</form>', re.DOTALL)
STAMP = re.compile(r'name="stamp" value="([^"]*)"')
LANE = re.compile(r'name="accept" value="([^"]*)"')
DECIDED = re.compile(r'hx-post="[^"]*/differences/(\d+)/undo"')


@dataclass
class Settled:
    """The decisions that were sent and acknowledged, by their ops, and those taken back."""

    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    undone: set[int] = field(default_factory=set)


class Adjudicator(Person):
    """Decides on some places of an article and takes some decisions back, then of the next one."""

    swaps = True

    def __init__(
        self,
        name: str,
        password: str,
        places: Sequence[tuple[str, int]],
        ledger: Ledger,
        stop: Event,
        articles: Sequence[int],
    ) -> None:
        super().__init__(name, password, places, ledger, stop)
        self.articles, self.settled = articles, Settled()

    def work(self) -> None:
        for turn in count():
            article = self.articles[turn % len(self.articles)]
            page = f"/articles/{article}/differences/"
            if self.insist("GET", f"{page}?show=todo") == 0:
                return
            forms = FORM.findall(self.body.decode())
            for form in forms[:AT_ONCE]:
                self.decide(page, form)
            if (turn % 2 or not forms) and self.insist("GET", f"{page}?show=settled") == 200:
                for decision in DECIDED.findall(self.body.decode())[: AT_ONCE - 2]:
                    self.undo(page, int(decision))
            if self.stopped.wait(PAUSE):
                return

    def decide(self, page: str, form: str) -> None:
        stamp, lanes = STAMP.search(form), LANE.findall(form)
        if self.stopped.is_set() or not stamp or not lanes:
            return
        op = str(uuid4())
        self.settled.sent.add(op)
        fields = {"op": op, "stamp": unescape(stamp[1]), "accept": lanes[:1]}
        if self.insist("POST", f"{page}decide", fields, CHANGED_MEANWHILE) == 200:
            self.settled.acknowledged.add(op)

    def undo(self, page: str, decision: int) -> None:
        if self.stopped.is_set():
            return
        if self.insist("POST", f"{page}{decision}/undo", {}, CHANGED_MEANWHILE) == 200:
            self.settled.undone.add(decision)


ROWS = "SELECT id, op, undone_at IS NOT NULL FROM reconciliation_decision"
MADE = "reconciliation_made m JOIN reconciliation_decision d ON d.id = m.decision_id"
STANDS = "d.undone_at IS NULL AND d.replaced_by_id IS NULL"
HALF_DONE = {
    "decisions stand and have nothing settled": "SELECT COUNT(*) FROM reconciliation_decision d "
    f"WHERE {STANDS} AND d.outcome = 'accepted' AND NOT EXISTS (SELECT 1 FROM "
    "reconciliation_made m JOIN annotations_annotation a ON a.id = m.annotation_id "
    "WHERE m.decision_id = d.id AND a.erased_at IS NULL)",
    # What one decision made another may make too: it stays as long as one of them stands.
    "settled annotations are of no decision that stands": "SELECT COUNT(*) FROM "
    "annotations_annotation a WHERE a.layer = 'gold' AND a.erased_at IS NULL AND NOT EXISTS "
    f"(SELECT 1 FROM {MADE} WHERE m.annotation_id = a.id AND {STANDS})",
}


def wrongly_settled(connection: Any, by: Sequence[Settled]) -> list[str]:
    """Return in words what of the decisions is lost, half done, or from nowhere."""
    rows = connection.execute(ROWS).fetchall()
    stored = {key_of(op) for _, op, _ in rows}
    undone = {id for id, _, ended in rows if ended}
    counts = {
        "decisions were acknowledged, and are not there": len(
            {op for one in by for op in one.acknowledged} - stored
        ),
        "decisions were never sent": len(stored - {op for one in by for op in one.sent}),
        "decisions were taken back, and stand": len(
            {id for one in by for id in one.undone} - undone
        ),
    }
    for words, statement in HALF_DONE.items():
        ((counts[words],),) = connection.execute(statement).fetchall()
    return [f"{number} {words}" for words, number in counts.items() if number]
