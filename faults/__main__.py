"""make faults: break the desk under load, and count what was acknowledged against what is stored.

Exit status 1 where something acknowledged is lost or stands twice, where an import, a merge or a
table is half of one, where a task ends neither well nor in words, where a 500 stands for a 503 with
Retry-After, or where a backup taken under the load does not restore to what was acknowledged
before it.
"""

import argparse
import sys
import tempfile
import threading
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

from faults.adjudicators import Adjudicator  # noqa: E402
from faults.breaking import Desk  # noqa: E402
from faults.databases import Pooler, Postgres, Sqlite  # noqa: E402
from faults.desk import ARCHIVIST, JUDGES, NAMES, PASSWORD, work  # noqa: E402
from faults.disk import SmallDisk  # noqa: E402
from faults.ending import nothing_left  # noqa: E402
from faults.files import Archivist, Scribe  # noqa: E402
from faults.manager import Manager  # noqa: E402
from faults.person import Ledger  # noqa: E402
from faults.preparing import environment, prepared  # noqa: E402
from faults.processes import Host, WorkerHost  # noqa: E402
from faults.readers import Reader  # noqa: E402
from faults.run import FAULTS, Run  # noqa: E402


def broken(kind: str, names: Sequence[str], folder: Path, started: ExitStack) -> int:
    """Start a desk with everything in the folder, break it, and count; return the exit status."""
    disk = SmallDisk(folder / "disk")
    started.callback(disk.stop)
    database: Postgres | Sqlite
    database = Sqlite(disk.folder) if kind == "sqlite" else Postgres(disk.folder)
    started.callback(database.stop)
    material = prepared(database.url())
    pooler = None
    if isinstance(database, Postgres) and Pooler.find():
        pooler = Pooler(folder, database)
        started.callback(pooler.stop)
    # With a pooler one host goes through it and the other straight, so that both are tried.
    urls = [pooler.url() if pooler else database.url(), database.url()]
    hosts = []
    for name, url in zip("AB", urls, strict=True):
        hosts.append(Host(name, folder, environment(url, TMPDIR=str(folder))))
        started.callback(hosts[-1].stop)
    straight = environment(database.url(), TMPDIR=str(folder))
    worker = WorkerHost("worker", folder, straight)
    started.callback(worker.stop)
    ledger, stop = Ledger(), threading.Event()
    places = [(host.address, host.port) for host in hosts]
    to_mark = work(material.articles, material.labels)
    readers = [Reader(name, PASSWORD, places, to_mark, ledger, stop) for name in NAMES]
    judges = [
        Adjudicator(name, PASSWORD, places, ledger, stop, material.to_settle) for name in JUDGES
    ]
    manager = Manager("manager", PASSWORD, places, ledger, stop, material.pairs)
    labels = work(material.articles, material.labels)
    scribe = Scribe(folder, straight, labels, ledger, stop)
    archivist = Archivist(ARCHIVIST, PASSWORD, places, ledger, stop, manager, scribe)
    desk = Desk(database, pooler, disk, hosts, worker, ledger, manager, scribe)
    run = Run(desk, folder, names, readers, judges, archivist)
    run.through(stop)
    return run.report()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(FAULTS), metavar="FAULT")
    parser.add_argument("--database", choices=["postgresql", "sqlite"], default="postgresql")
    options = parser.parse_args()
    print("What is acknowledged must be stored, once, whatever breaks.\n", flush=True)
    with ExitStack() as started:
        folder = Path(
            started.enter_context(tempfile.TemporaryDirectory(prefix="annotator-faults-"))
        )
        folder.chmod(0o755)
        started.enter_context(nothing_left())
        return broken(options.database, options.only or list(FAULTS), folder, started)


if __name__ == "__main__":
    sys.exit(main())
