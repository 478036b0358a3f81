"""How fast the desk is, held against what it stands on: `make bench`.

The same desk, with a fixed seed, is built in a temporary folder on SQLite and on PostgreSQL, served
by gunicorn as in production, and asked over HTTP on the loopback. Each work is measured in turns
with its floor, so a busy machine slows both; compare ratios, not milliseconds.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.comparing import sources
from benchmarks.databases import DATABASES
from benchmarks.serving import WORKERS, Server
from benchmarks.sizes import FULL, QUICK
from benchmarks.table import Table
from benchmarks.works import GROUPS as WORKS
from benchmarks.works import Desk

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
GROUPS = WORKS | {"sources": sources}


def environment(url: str, folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": url,
        "BENCHMARK_FOLDER": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "off",
        "DEBUG": "off",
        "ANNOTATOR_DEMO": "off",
        "EMAIL_URL": "consolemail://",
    }


def run(variables: dict[str, str], *command: str) -> str:
    words = [sys.executable, *command]
    done = subprocess.run(
        words, cwd=ROOT, env=os.environ | variables, check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode()


def measured(database: str, groups: list[str], quick: bool) -> Table:
    """Build the desk, serve it, measure it, take it away."""
    table = Table(database)
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as name, DATABASES[database]() as u:
        folder, began = Path(name), time.monotonic()
        variables = environment(u, folder)
        size = "quick" if quick else "full"
        facts = json.loads(run(variables, "-m", "benchmarks.build", size, name, *groups))
        print(f"{database}: built in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        desk = Desk(variables, folder, QUICK if quick else FULL, **facts)
        server = Server(variables)
        try:
            for group in groups:
                GROUPS[group](desk, server, table)
        finally:
            server.stop()
    return table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(GROUPS), metavar="GROUP")
    parser.add_argument("--database", action="append", choices=list(DATABASES))
    parser.add_argument("--quick", action="store_true", help="a small desk, to see that it runs")
    parser.add_argument("--json", type=Path, help="where the figures go")
    options = parser.parse_args()
    os.chdir(ROOT)
    groups = [name for name in GROUPS if not options.only or name in options.only]
    tables = []
    for database in options.database or DATABASES:
        tables.append(measured(database, groups, options.quick))
        print(f"\n{tables[-1].told()}", flush=True)
    at = datetime.now(UTC)
    path = options.json or RESULTS / f"{at:%Y-%m-%dT%H%M%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"at": at.isoformat(), "workers": WORKERS, "processors": os.cpu_count()}
    told = facts | {"quick": options.quick, "databases": [table.as_json() for table in tables]}
    path.write_text(json.dumps(told, indent=1) + "\n")
    print(f"\nWritten to {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
