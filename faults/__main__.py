"""make faults: break the desk under load, and count what was acknowledged against what is stored.

Exit status 1 where an acknowledged highlight is lost or stored twice, where a 500 stands for a
503 with Retry-After, or where a backup taken under the load does not restore to what was
acknowledged before it.
"""

import argparse
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

from faults import breaking  # noqa: E402
from faults.breaking import Desk, Failed  # noqa: E402
from faults.desk import NAMES, PASSWORD, work  # noqa: E402
from faults.preparing import environment, prepared, stored_in, told  # noqa: E402
from faults.processes import Host, Pooler, Postgres, wait  # noqa: E402
from faults.readers import Highlight, Ledger, Reader  # noqa: E402
from faults.verdict import Stored, judge  # noqa: E402

CALM = 2.0
FAULTS: dict[str, Callable[[Desk], str]] = {
    "kill a worker": breaking.kill_a_worker,
    "restart PostgreSQL": breaking.restart_postgres,
    "drop PgBouncer": breaking.drop_pgbouncer,
    "stop PostgreSQL": breaking.stop_postgres,
    "fill the connection limit": breaking.fill_the_limit,
    "rolling restart": breaking.roll,
    "crash PostgreSQL": breaking.crash_postgres,
}
"""All faults, in the order in which they are inflicted, by the names that --only takes."""


class Run:
    """One run: the load, the faults in turn, the backup in their midst, and the count."""

    def __init__(self, desk: Desk, folder: Path, names: Sequence[str]) -> None:
        self.desk, self.dump, self.names = desk, folder / "desk.dump", names
        self.began = time.monotonic()
        self.failures: list[str] = []
        self.before_backup: list[Highlight] = []

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def inflict(self, name: str, fault: Callable[[Desk], str]) -> None:
        """Break, mend, and wait until each host is ready and work goes on."""
        ledger = self.desk.ledger
        try:
            told = fault(self.desk)
            for host in self.desk.hosts:
                wait(f"host {host.name} ready", host.ready)
            mended, done = time.monotonic(), len(ledger.acknowledged)
            wait("work goes on", lambda: len(ledger.acknowledged) >= done + len(NAMES))
            self.say(f"{name}: {told}; at work again after {time.monotonic() - mended:.1f} s")
        except (Failed, TimeoutError) as error:
            self.failures.append(f"{name}: {error}")
            self.say(f"{name}: FAILED: {error}")
        time.sleep(CALM)

    def back_up(self) -> None:
        self.before_backup = list(self.desk.ledger.acknowledged)
        words = ["--format=custom", "--no-owner", f"--file={self.dump}", "annotator"]
        self.desk.postgres.run("pg_dump", *words)
        self.say(f"backup: taken under the load, {self.dump.stat().st_size / 1e6:.1f} MB")

    def restore(self) -> Stored:
        """The backup in an empty database, by the words of docs/deployment.md."""
        self.desk.postgres.make("restored")
        words = ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname=restored"]
        self.desk.postgres.run("pg_restore", *words, str(self.dump))
        with self.desk.postgres.connect("restored") as connection:
            return stored_in(connection)

    def faults(self) -> dict[str, Callable[[Desk], str]]:
        chosen = {name: fault for name, fault in FAULTS.items() if name in self.names}
        if not self.desk.pooler and "drop PgBouncer" in chosen:
            del chosen["drop PgBouncer"]
            self.say(
                "drop PgBouncer: SKIPPED, it is not installed here (apt-get install pgbouncer)"
            )
        return chosen

    def through(self, readers: list[Reader], stop: threading.Event) -> None:
        ledger = self.desk.ledger
        for reader in readers:
            reader.start()
        try:
            wait("the load", lambda: len(ledger.acknowledged) >= 5 * len(readers))
            self.say(f"{len(readers)} readers at work on {len(self.desk.hosts)} hosts")
            faults = self.faults()
            for number, (name, fault) in enumerate(faults.items(), 1):
                self.inflict(name, fault)
                if number == min(2, len(faults)):
                    self.back_up()
        finally:
            stop.set()
            for reader in readers:
                reader.join(120)
            for reader in readers:
                reader.given_up.set()
                reader.join(60)

    def report(self) -> int:
        ledger = self.desk.ledger
        with self.desk.postgres.connect("annotator") as connection:
            stored = stored_in(connection)
        count = judge(ledger.acknowledged, stored, ledger.sent)
        restored = self.restore()
        copy = judge(self.before_backup, restored, ledger.sent)
        unknown = len(set(restored.rows) - set(stored.rows))
        answers = ", ".join(f"{status} × {n}" for status, n in sorted(ledger.answers.items()))
        print(
            f"\nsent          {len(ledger.sent)} highlights"
            f"\nacknowledged  {len(ledger.acknowledged)}"
            f"\nstored        {len(stored.rows)}, with {len(stored.history)} rows of history"
            f"\n              {told(count)}"
            f"\nanswers       {answers}; {len(ledger.wrong)} wrong"
            f"\nbackup        {len(self.before_backup)} acknowledged before it, "
            f"{len(restored.rows)} in the restored copy"
            f"\n              {told(copy)}, {unknown} not in the desk\n"
        )
        self.failures += ledger.wrong[:5]
        if ledger.wrong:
            self.failures += [line for host in self.desk.hosts for line in host.broke()][:5]
        for passed, otherwise in (
            (count.clean, f"the desk: {told(count)}"),
            (copy.clean and not unknown, f"the restored copy: {told(copy)}"),
            (len(stored.rows) == len(ledger.acknowledged), "not all that is stored was told so"),
            (len(self.before_backup) > 0, "nothing was acknowledged before the backup"),
        ):
            if not passed:
                self.failures.append(otherwise)
        for failure in self.failures:
            print(f"FAILED  {failure}")
        print("failed" if self.failures else f"passed in {time.monotonic() - self.began:.0f} s")
        return int(bool(self.failures))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(FAULTS), metavar="FAULT")
    names = parser.parse_args().only or list(FAULTS)
    print("What is acknowledged must be stored, once, whatever breaks.\n", flush=True)
    with ExitStack() as started:
        folder = Path(
            started.enter_context(tempfile.TemporaryDirectory(prefix="annotator-faults-"))
        )
        folder.chmod(0o755)
        postgres = Postgres(folder)
        started.callback(postgres.stop)
        articles, labels = prepared(postgres.url())
        pooler = None
        if Pooler.find():
            pooler = Pooler(folder, postgres)
            started.callback(pooler.stop)
        # With a pooler one host goes through it and the other straight, so that both are tried.
        urls = [pooler.url() if pooler else postgres.url(), postgres.url()]
        hosts = []
        for name, url in zip("AB", urls, strict=True):
            hosts.append(Host(name, folder, environment(url)))
            started.callback(hosts[-1].stop)
        ledger, stop = Ledger(), threading.Event()
        places = [(host.address, host.port) for host in hosts]
        readers = [
            Reader(name, PASSWORD, places, work(articles, labels), ledger, stop) for name in NAMES
        ]
        run = Run(Desk(postgres, pooler, hosts, ledger), folder, names)
        run.through(readers, stop)
        return run.report()


if __name__ == "__main__":
    sys.exit(main())
