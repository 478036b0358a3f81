"""make cluster: a desk on six machines, broken under load, and a count of what was acknowledged.

Three machines with etcd, Patroni and PostgreSQL, two with the web, one with a worker; each is a
network namespace.
Exit status 1 where an acknowledged highlight is lost or stored twice, where an answer is a 500, or
where a standby ends up with anything else than the primary. Where the packages or the rights are
missing it says so, and does nothing.
"""

import argparse
import contextlib
import os
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

from cluster.background import Asker, unfinished  # noqa: E402
from cluster.breaking import FAULTS  # noqa: E402
from cluster.databases import DESK, Databases  # noqa: E402
from cluster.desk import Cluster, HAProxy, addresses  # noqa: E402
from cluster.load import TableReader, outage  # noqa: E402
from cluster.missing import missing  # noqa: E402
from cluster.network import INSIDE, NETWORK, Network  # noqa: E402
from faults.breaking import Failed  # noqa: E402
from faults.desk import NAMES, PASSWORD, work  # noqa: E402
from faults.person import Ledger, Person  # noqa: E402
from faults.preparing import environment, prepared, stored_in, told  # noqa: E402
from faults.processes import Host, WorkerHost, wait  # noqa: E402
from faults.readers import Reader  # noqa: E402
from faults.verdict import Stored, judge  # noqa: E402

CALM = 3.0
DATABASE_HOSTS = {f"db{number}": f"{NETWORK}.1{number}" for number in (1, 2, 3)}
WEB_HOSTS = {f"web{number}": f"{NETWORK}.2{number}" for number in (1, 2)}
WORKER = "worker1"
MACHINES = DATABASE_HOSTS | WEB_HOSTS | {WORKER: f"{NETWORK}.31"}


@dataclass
class Line:
    """One line of the table that is printed at the end."""

    fault: str
    outage: float
    acknowledged: int
    told: str


class Run:
    """One run: the load, the faults in turn, and the count."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.began = cluster, time.monotonic()
        self.lines: list[Line] = []
        self.failures: list[str] = []

    def inflict(self, name: str, fault: Callable[[Cluster], str]) -> None:
        """Break, mend, and wait until every machine has its role and work goes on."""
        ledger, since, done = self.cluster.ledger, time.monotonic(), len(self.cluster.ledger.times)
        try:
            said = fault(self.cluster)
            self.cluster.databases.settle()
            for web in self.cluster.webs:
                wait(f"{web.name} is ready", web.ready)
            mended = len(ledger.times)
            wait("work goes on", lambda: len(ledger.times) >= mended + len(NAMES))
        except (Failed, TimeoutError, OSError) as error:
            said = f"FAILED: {error}"
            self.failures.append(f"{name}: {error}")
        now = time.monotonic()
        line = Line(name, outage(ledger.times, since, now), len(ledger.times) - done, said)
        self.lines.append(line)
        print(f"{now - self.began:6.1f} s  {name}: {said}; {line.outage:.1f} s without", flush=True)
        time.sleep(CALM)

    def through(self, readers: Sequence[Person], names: Sequence[str]) -> None:
        ledger, stop = self.cluster.ledger, self.cluster.tables.stopped
        asker = self.cluster.asker
        for one in (*readers, asker):
            one.start()
        try:
            wait("the load", lambda: len(ledger.times) >= 5 * len(NAMES))
            since, done = time.monotonic(), len(ledger.times)
            time.sleep(5 * CALM)
            now = time.monotonic()
            still = outage(ledger.times, since, now)
            self.lines.append(Line("nothing", still, len(ledger.times) - done, "at rest"))
            for name in names:
                self.inflict(name, FAULTS[name])
        finally:
            stop.set()
            for reader in readers:
                reader.join(120)
            for reader in readers:
                reader.given_up.set()
                reader.join(60)
            asker.join(60)

    def report(self) -> int:
        databases, ledger = self.cluster.databases, self.cluster.ledger
        primary = databases.the_primary()
        stored = self.stored(primary.name)
        print(f"\n{'fault':<20} {'outage':>8} {'stored in it':>13}")
        for line in self.lines:
            print(f"{line.fault:<20} {line.outage:>6.1f} s {line.acknowledged:>13}  {line.told}")
        count = judge(ledger.acknowledged, stored, ledger.sent)
        answers = ", ".join(f"{status} × {n}" for status, n in sorted(ledger.answers.items()))
        taken, undone = self.cluster.asker.taken, self.undone_tasks()
        tables = ", ".join(
            f"{n} from the {where}" for where, n in self.cluster.tables.answers.items()
        )
        print(
            f"\nsent          {len(ledger.sent)} changes"
            f"\nacknowledged  {len(ledger.acknowledged)}"
            f"\nstored        {len(stored.rows)} highlights, {len(stored.history)} rows of history"
            f"\n              {told(count)}"
            f"\nanswers       {answers}; {len(ledger.wrong)} wrong"
            f"\ntables        {tables}"
            f"\ntasks         {len(taken)} asked for and taken, {len(undone)} of them not done\n"
        )
        self.failures += ledger.wrong[:5]
        self.failures += [f"the task {key} is {status}" for key, status in undone.items()][:5]
        if not count.clean:
            self.failures.append(f"the desk: {told(count)}")
        if len(stored.history) != len(ledger.acknowledged):
            self.failures.append("not all that is stored was told so")
        for host in databases.standbys():
            if self.stored(host.name) != stored:
                self.failures.append(f"{host.name} holds something else than {primary.name}")
        for failure in self.failures:
            print(f"FAILED  {failure}")
        print("failed" if self.failures else f"passed in {time.monotonic() - self.began:.0f} s")
        return int(bool(self.failures))

    def undone_tasks(self) -> dict[str, str]:
        """What was asked of the worker and is not done, once it has had time to come to an end."""
        databases, taken = self.cluster.databases, self.cluster.asker.taken
        with databases.connect(databases.the_primary()) as connection:
            with contextlib.suppress(TimeoutError):
                wait("the tasks", lambda: not unfinished(connection, taken))
            return unfinished(connection, taken)

    def stored(self, name: str) -> Stored:
        """What a database host holds, once it has all that the primary has."""
        databases = self.cluster.databases
        host = next(host for host in databases.hosts if host.name == name)
        primary = databases.the_primary()
        with databases.connect(primary) as one, databases.connect(host) as other:
            if host is not primary:
                place = one.execute("SELECT pg_current_wal_lsn()::text").fetchone()
                ask = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
                wait(
                    f"{name} follows",
                    lambda: bool((other.execute(ask, place).fetchone() or [0])[0]),
                )
            found = stored_in(other)
            return Stored(sorted(found.rows), sorted(found.history, key=str))


def inside(names: Sequence[str]) -> int:
    """Make the machines, break them, count. We stand at the switch."""
    network = Network(MACHINES)
    with ExitStack() as started:
        folder = Path(
            started.enter_context(tempfile.TemporaryDirectory(prefix="annotator-cluster-"))
        )
        folder.chmod(0o755)
        databases = Databases(folder, network, DATABASE_HOSTS)
        started.callback(databases.stop)
        databases.start()
        primary = databases.the_primary()
        with databases.connect(primary, "postgres") as connection:
            connection.execute(f"CREATE ROLE {DESK} LOGIN")
            connection.execute(f"CREATE DATABASE {DESK} OWNER {DESK}")
        material = prepared(databases.url())
        to_mark = work(material.articles, material.labels)
        proxy = HAProxy(folder, network, DATABASE_HOSTS)
        started.callback(proxy.stop)
        webs = []
        for name, settings in addresses(databases).items():
            at = WEB_HOSTS[name]
            known = environment("", ALLOWED_HOSTS=at, **settings)
            webs.append(Host(name, folder, known, at, network.on(name)))
            started.callback(webs[-1].stop)
        ledger, stop = Ledger(), threading.Event()
        places = [(web.address, web.port) for web in webs]
        tables = TableReader("manager", PASSWORD, places, ledger, stop)
        readers = [Reader(name, PASSWORD, places, to_mark, ledger, stop) for name in NAMES]
        known = environment("", **addresses(databases)["web1"])
        worker = WorkerHost(WORKER, folder, known, network.on(WORKER))
        started.callback(worker.stop)
        asker = Asker(stop)
        run = Run(Cluster(network, databases, webs, worker, ledger, tables, asker))
        run.through([*readers, tables], names)
        return run.report()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m cluster", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(FAULTS), metavar="FAULT")
    parser.add_argument("--check", action="store_true", help="only say whether it can run here")
    options = parser.parse_args()
    if lacking := missing():
        print(f"make cluster: SKIPPED, {lacking}")
        return 0
    if options.check:
        print("make cluster: everything that it needs is here")
        return 0
    if os.environ.get(INSIDE):
        return inside(options.only or list(FAULTS))
    print("What is acknowledged must be stored, once, whichever machine breaks.\n", flush=True)
    network = Network(MACHINES)
    try:
        network.make()
        return network.at_switch("cluster", sys.argv[1:])
    finally:
        network.remove()


if __name__ == "__main__":
    sys.exit(main())
