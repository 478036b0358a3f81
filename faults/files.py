"""Files under load: labels that come in, tables that go out, each whole and of one moment."""

import csv
import io
import re
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from faults.desk import READERS, SCRIBE, STORY, Work
from faults.manager import BATCH, Manager
from faults.person import Change, Ledger, Person
from faults.preparing import key_of
from faults.processes import ROOT
from faults.verdict import Parts, unwhole

PAUSE = 2.0
LABELS = 800
"""Rows of one file of labels."""
MOST_TRIES = 40
COLUMNS = ("annotation_id", "story", "article_id", "annotator", "label", "start", "end", "quote")
IMPORTED = re.compile(r"Import (\d+), part \d+")

Line = Mapping[str, str]
Shown = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Window:
    """How far the ledger was when a file was asked for and when it had come: numbers of changes."""

    acknowledged: int
    sent: int


def line_of(row: Line) -> Shown:
    span = (row["article_id"], row["label"], row["start"], row["end"], row["quote"])
    return (*span, row["note"])


def shown(change: Change) -> Shown:
    span = (str(change.article), change.label, str(change.start), str(change.end), change.quote)
    return (*span, change.note)


def of_no_moment(
    rows: Iterable[Line], window: Window, sent: Sequence[Change], acknowledged: Sequence[Change]
) -> list[str]:
    """Return the readers whose rows are those of no moment of the window.

    The changes of one reader follow one another. A file of one state therefore shows what some
    first part of them made: all that was acknowledged before it was asked for, and nothing that
    was sent after it had come.
    """
    files: defaultdict[str, dict[str, Shown]] = defaultdict(dict)
    for row in rows:
        files[row["annotator"]][row["annotation_id"]] = line_of(row)
    least = Counter(change.by for change in acknowledged[: window.acknowledged])
    changes: defaultdict[str, list[Change]] = defaultdict(list)
    for change in sent[: window.sent]:
        changes[change.by].append(change)
    return [
        reader
        for reader, made in changes.items()
        if not _is_a_moment(files[reader], made, least[reader])
    ]


def _is_a_moment(file: Mapping[str, Shown], made: Sequence[Change], least: int) -> bool:
    unlike, number = set(file), 0
    while True:
        if number >= least and not unlike:
            return True
        if number == len(made):
            return False
        change, number = made[number], number + 1
        now = None if change.erased else shown(change)
        if file.get(change.annotation) == now:
            unlike.discard(change.annotation)
        else:
            unlike.add(change.annotation)


class Scribe(threading.Thread):
    """Imports one file of labels after the other by the command, each until it says that it has."""

    def __init__(
        self, folder: Path, environment: Mapping[str, str], work: Iterator[Work],
        ledger: Ledger, stop: threading.Event,
    ) -> None:  # fmt: skip
        super().__init__(name=SCRIBE, daemon=True)
        self.folder, self.environment, self.to_mark = folder, environment, work
        self.ledger, self.stopped = ledger, stop
        self.batches: dict[int, frozenset[str]] = {}
        self.told: set[int] = set()
        self.process: subprocess.Popen[str] | None = None

    def run(self) -> None:
        for number in count():
            file = self.folder / f"labels-{number}.csv"
            self.batches[number] = self.write(file)
            for _ in range(MOST_TRIES):
                if self.stopped.is_set():
                    return
                command = [sys.executable, "manage.py", "import_labels", str(file)]
                self.process = subprocess.Popen(
                    command, cwd=ROOT, env=self.environment, text=True,
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                )  # fmt: skip
                _, said = self.process.communicate()
                if self.process.returncode == 0:
                    self.told.add(number)
                    break
                time.sleep(0.5)
            else:
                self.ledger.complain(f"{file.name} could not be imported: {said[-400:]}")
                return
            self.stopped.wait(PAUSE)

    def has_more_than(self, number: int) -> bool:
        """Say whether more files than that have come in."""
        return len(self.told) > number

    def write(self, file: Path) -> frozenset[str]:
        """Write a file of labels that no other has; return their ids."""
        ids = []
        with file.open("w", newline="") as opened:
            lines = csv.writer(opened)
            lines.writerow(COLUMNS)
            for article, label, start, end, quote in islice(self.to_mark, LABELS):
                ids.append(str(uuid4()))
                lines.writerow([ids[-1], STORY, article, SCRIBE, label, start, end, quote])
        return frozenset(ids)

    def acts(self, connection: Any) -> list[Parts]:
        """Return each file with how much of it the database holds, and how often."""
        theirs = f"a JOIN people_user u ON u.id = a.annotator_id WHERE u.username = '{SCRIBE}'"
        acts = []
        for table in ("annotations_annotation", "annotations_historicalannotation"):
            rows = connection.execute(f"SELECT a.id FROM {table} {theirs}").fetchall()
            acts += self.parts([key_of(id) for (id,) in rows], self.told)
        return acts

    def parts(self, there: Sequence[str], told: set[int]) -> list[Parts]:
        found = Counter(there)
        return [
            Parts(f"file {number}", len(ids), sum(found[id] for id in ids), number in told)
            for number, ids in list(self.batches.items())
        ]


class Archivist(Person):
    """Takes tables away, and looks at each whether it is whole and of one moment."""

    def __init__(
        self, name: str, password: str, places: Sequence[tuple[str, int]], ledger: Ledger,
        stop: threading.Event, manager: Manager, scribe: Scribe,
    ) -> None:  # fmt: skip
        super().__init__(name, password, places, ledger, stop)
        self.manager, self.scribe = manager, scribe
        self.taken: Counter[str] = Counter()
        self.torn: list[str] = []

    def work(self) -> None:
        while not self.stopped.wait(PAUSE):
            for table, look, done in (
                ("labels", self.labels, self.scribe.told),
                ("readings", self.readings, self.manager.spread),
            ):
                ledger, told, since = self.ledger, set(done), len(self.ledger.acknowledged)
                if self.insist("GET", f"/stories/{STORY}/{table}.csv") != 200:
                    return
                window = Window(since, len(ledger.sent))
                rows = list(csv.DictReader(io.StringIO(self.body.decode("utf-8-sig"))))
                self.taken[table] += 1
                self.torn += [f"{table}.csv: {one}" for one in look(rows, window, told)]

    def labels(self, rows: Sequence[Line], window: Window, told: set[int]) -> list[str]:
        with self.ledger.lock:
            sent, acknowledged = list(self.ledger.sent), list(self.ledger.acknowledged)
        theirs = [row for row in rows if row["annotator"].startswith("reader-")]
        torn = of_no_moment(theirs, window, sent, acknowledged)
        named = {row["annotation_id"]: row["entity"] for row in rows if row["entity"]}
        for pair in self.manager.pairs:
            names = {named.get(id, "") for id in pair.mentions}
            if names not in ({pair.kept}, {pair.other}):
                torn.append(f"a merge is half done: {names}")
        return torn + unwhole(self.scribe.parts([row["annotation_id"] for row in rows], told))

    def readings(self, rows: Sequence[Line], window: Window, told: set[int]) -> list[str]:
        found: Counter[int] = Counter()
        for row in rows:
            if imported := IMPORTED.fullmatch(row["article_title"]):
                found[int(imported[1])] += 1
        acts = [
            Parts(f"spreading of import {number}", BATCH * READERS, found[number], number in told)
            for number in sorted(found.keys() | told)
        ]
        return unwhole(acts)
