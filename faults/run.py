"""One run: the load, the faults in turn, the backup in their midst, and the count."""

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from faults import breaking
from faults.adjudicators import Adjudicator, wrongly_settled
from faults.breaking import Desk, Failed
from faults.desk import NAMES
from faults.files import Archivist
from faults.manager import acts_of
from faults.person import PATIENCE, Change, Person
from faults.preparing import stored_in, taken_in, told
from faults.processes import wait
from faults.readers import Reader
from faults.verdict import judge, unwhole

CALM = 2.0
FAULTS: dict[str, Callable[[Desk], str]] = {
    "kill a worker": breaking.kill_a_worker,
    "restart PostgreSQL": breaking.restart_postgres,
    "hold SQLite's lock": breaking.hold_the_lock,
    "kill an import": breaking.kill_an_import,
    "kill an import of labels": breaking.kill_labels,
    "kill a busy worker": breaking.kill_a_busy_worker,
    "drop PgBouncer": breaking.drop_pgbouncer,
    "stop PostgreSQL": breaking.stop_postgres,
    "fill the connection limit": breaking.fill_the_limit,
    "fill the disk": breaking.fill_the_disk,
    "rolling restart": breaking.roll,
    "crash PostgreSQL": breaking.crash_postgres,
}
"""All faults, in the order in which they are inflicted, by the names that --only takes."""
OF_POSTGRESQL = {
    *("restart PostgreSQL", "drop PgBouncer", "stop PostgreSQL", "fill the connection limit"),
    "crash PostgreSQL",
}
OF_SQLITE = {"hold SQLite's lock"}
TASKS = "SELECT COUNT(*) FROM background_backgroundtask"


class Run:
    """Everybody at work on a desk, while it is broken."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        names: Sequence[str],
        readers: Sequence[Reader],
        adjudicators: Sequence[Adjudicator],
        archivist: Archivist,
    ) -> None:
        self.desk, self.dump, self.names = desk, folder / "desk.dump", names
        self.readers, self.adjudicators, self.archivist = readers, adjudicators, archivist
        self.people: list[Person] = [*readers, *adjudicators, desk.manager, archivist]
        self.began = time.monotonic()
        self.failures: list[str] = []
        self.before_backup: list[Change] = []

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def inflict(self, name: str, fault: Callable[[Desk], str]) -> None:
        """Break, mend, and wait until each host is ready and work goes on."""
        ledger = self.desk.ledger
        try:
            said = fault(self.desk)
            for host in self.desk.hosts:
                wait(f"host {host.name} ready", host.ready)
            mended, done = time.monotonic(), len(ledger.acknowledged)
            wait("work goes on", lambda: len(ledger.acknowledged) >= done + len(NAMES))
            self.say(f"{name}: {said}; at work again after {time.monotonic() - mended:.1f} s")
        except (Failed, TimeoutError) as error:
            self.failures.append(f"{name}: {error}")
            self.say(f"{name}: FAILED: {error}")
        time.sleep(CALM)

    def back_up(self) -> None:
        self.before_backup = list(self.desk.ledger.acknowledged)
        self.desk.database.back_up(self.dump)
        self.say(f"backup: taken under the load, {self.dump.stat().st_size / 1e6:.1f} MB")

    def faults(self) -> dict[str, Callable[[Desk], str]]:
        """Return those that are asked for and can be caused here; say why others are not."""
        others = OF_SQLITE if self.desk.database.kind == "postgresql" else OF_POSTGRESQL
        lacking = dict.fromkeys(others, f"the database is {self.desk.database.kind}")
        if self.desk.pooler is None:
            lacking.setdefault(
                "drop PgBouncer", "it is not installed here (apt-get install pgbouncer)"
            )
        if not self.desk.disk.mounted:
            lacking["fill the disk"] = "no small disk can be mounted here (it wants root)"
        chosen = {}
        for name in (name for name in FAULTS if name in self.names):
            if name in lacking:
                self.say(f"{name}: SKIPPED, {lacking[name]}")
            else:
                chosen[name] = FAULTS[name]
        return chosen

    def through(self, stop: threading.Event) -> None:
        """Let everybody work, cause the faults, and wait for the last answers."""
        desk, ledger = self.desk, self.desk.ledger
        for one in (*self.people, desk.scribe):
            one.start()
        wait("the load", lambda: len(ledger.acknowledged) >= 5 * len(self.readers))
        self.say(f"{len(self.people)} people at work on {len(desk.hosts)} hosts")
        wait("the manager", lambda: bool(desk.manager.spread) and desk.manager.merges > 0)
        wait("labels", lambda: bool(desk.scribe.told))
        wait("tables", lambda: self.archivist.taken["readings"] > 0)
        faults = self.faults()
        for number, (name, fault) in enumerate(faults.items(), 1):
            self.inflict(name, fault)
            if number == min(2, len(faults)):
                self.back_up()
        stop.set()
        for one in (*self.people, desk.scribe):
            one.join(120)
        for person in self.people:
            person.given_up.set()
            person.join(90)

    def report(self) -> int:
        with self.desk.database.connect() as connection:
            self.wait_for_tasks(connection)
            self.count(connection)
        for failure in self.failures:
            print(f"FAILED  {failure}")
        print("failed" if self.failures else f"passed in {time.monotonic() - self.began:.0f} s")
        return int(bool(self.failures))

    def wait_for_tasks(self, connection: Any) -> None:
        """Let the worker come to an end with what it was asked for."""
        with suppress(TimeoutError):
            wait("the tasks", lambda: not taken_in(connection))

    def count(self, connection: Any) -> None:
        desk, ledger = self.desk, self.desk.ledger
        stored = stored_in(connection)
        count = judge(ledger.acknowledged, stored, ledger.sent)
        acts = [*acts_of(desk.manager, connection), *desk.scribe.acts(connection)]
        wrong, unended = unwhole(acts), taken_in(connection)
        settled = [one.settled for one in self.adjudicators]
        wrongly = wrongly_settled(connection, settled)
        ((tasks,),) = connection.execute(TASKS).fetchall()
        with desk.database.restored(self.dump) as copied:
            restored = stored_in(copied)
        copy = judge(self.before_backup, restored, ledger.sent)
        unknown = len({row[0] for row in restored.rows} - {row[0] for row in stored.rows})
        answers = ", ".join(f"{status} × {n}" for status, n in sorted(ledger.answers.items()))
        torn = self.archivist.torn
        slow = "".join(f"; {asked} × {n}" for asked, n in ledger.slow.most_common(5))
        print(
            f"\nsent          {len(ledger.sent)} changes"
            f"\nacknowledged  {len(ledger.acknowledged)}"
            f"\nstored        {len(stored.rows)} highlights, {len(stored.history)} rows of history"
            f"\n              {told(count)}"
            f"\nanswers       {answers}; {len(ledger.wrong)} wrong"
            f"\n              {sum(ledger.slow.values())} not within {PATIENCE:.0f} s{slow}"
            f"\nsettled       {sum(len(one.acknowledged) for one in settled)} decisions, "
            f"{sum(len(one.undone) for one in settled)} taken back; {len(wrongly)} complaints"
            f"\nmanaged       {sum(desk.manager.imports.values())} imports of articles, "
            f"{len(desk.scribe.told)} of labels, {len(desk.manager.spread)} spread, "
            f"{desk.manager.merges} merges and their undoing; {len(wrong)} half done, twice or lost"
            f"\ntables        {sum(self.archivist.taken.values())} taken away, {len(torn)} torn"
            f"\ntasks         {tasks}, {len(unended)} not ended well or in words"
            f"\nbackup        {len(self.before_backup)} acknowledged before it, "
            f"{len(restored.rows)} highlights in the restored copy"
            f"\n              {told(copy)}, {unknown} not in the desk\n"
        )
        for complaints in (ledger.wrong, wrong, wrongly, torn, unended):
            self.failures += complaints[:5]
        if ledger.wrong:
            self.failures += [line for host in desk.hosts for line in host.broke()][:5]
        for passed, otherwise in (
            (count.clean, f"the desk: {told(count)}"),
            (copy.clean and not unknown, f"the restored copy: {told(copy)}"),
            (len(stored.history) == len(ledger.acknowledged), "not all that is stored was told so"),
            (len(self.before_backup) > 0, "nothing was acknowledged before the backup"),
        ):
            if not passed:
                self.failures.append(otherwise)
