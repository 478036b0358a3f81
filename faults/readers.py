"""People who read: each marks, changes, deletes and restores as a browser's outbox does."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import uuid4

from faults.desk import Work
from faults.person import Change, Ledger, Person

PAUSE = 0.02
EDITED, DELETED, RESTORED = 3, 4, 8
"""Every third highlight is changed, every fourth deleted, every eighth restored again."""


class Reader(Person):
    """One annotator, whose changes follow one another: each is sent once the last is answered."""

    def __init__(
        self,
        name: str,
        password: str,
        places: Sequence[tuple[str, int]],
        work: Iterator[Work],
        ledger: Ledger,
        stop: threading.Event,
    ) -> None:
        super().__init__(name, password, places, ledger, stop)
        self.to_mark = work

    def work(self) -> None:
        for number, (article, label, start, end, quote) in enumerate(self.to_mark, 1):
            ids = (str(uuid4()), str(uuid4()))
            made = Change(*ids, article, label, start, end, quote, by=self.name)
            for change in (made, *after(made, number)):
                if self.stopped.is_set() or not self.send(change):
                    return
                time.sleep(PAUSE)

    def send(self, change: Change) -> bool:
        """Send one change until it is answered; return whether it was taken."""
        with self.ledger.lock:
            self.ledger.sent.append(change)
        path = f"/articles/{change.article}/changes"
        if self.insist("POST", path, fields_of(change)) != 200:
            return False
        self.acknowledge(change)
        return True


def after(made: Change, number: int) -> Iterator[Change]:
    """Yield what is done to the highlight of this number after it was made."""
    now = made
    if number % EDITED == 0:
        now = following(now, "edit", note=f"Looked at again, number {number}.")
        yield now
    if number % DELETED == 0:
        now = following(now, "delete", erased=True)
        yield now
    if number % RESTORED == 0:
        yield following(now, "restore", erased=False)


def following(now: Change, verb: str, *, note: str | None = None, erased: bool = False) -> Change:
    note = now.note if note is None else note
    return replace(
        now, op=str(uuid4()), verb=verb, note=note, erased=erased, revision=now.revision + 1
    )


def fields_of(change: Change) -> dict[str, str]:
    """Return a change as the outbox sends it."""
    fields = {"op": change.op, "annotation": change.annotation, "verb": change.verb}
    if change.verb == "create":
        span = {"start": str(change.start), "end": str(change.end), "quote": change.quote}
        return fields | {"label": change.label} | span
    if change.verb == "edit":
        fields["note"] = change.note
    return fields | {"base": str(change.revision - 1)}
