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
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import scale
from benchmarks.comparing import sources
from benchmarks.databases import DATABASES
from benchmarks.every_page import every_page
from benchmarks.serving import WORKERS, Server
from benchmarks.sizes import FULL, QUICK
from benchmarks.table import Table
from benchmarks.works import GROUPS as WORKS
from benchmarks.works import Desk

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
GROUPS = WORKS | {"every-page": every_page, "sources": sources}
PROPOSALS = "proposals"
"""Not measured beside a floor: it is run by itself, with the paths of what people have read."""
INTAKE = "intake"
"""No timing either: what is read of saved pages, beside trafilatura's own."""
SCALE = "scale"
"""A large desk beside a small one: run by itself as well, for it takes minutes to build."""


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
        "DATABASE_REPLICA_URL": "",
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
        bare = variables | {"DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings"}
        facts["sessions"]["bare"] = run(bare, "-m", "benchmarks.bare.build").strip()
        with ExitStack() as servers:
            floor = Server(bare, "benchmarks.bare.wsgi", "/read/60")
            servers.callback(floor.stop)
            server = Server(variables)
            servers.callback(server.stop)
            desk = Desk(variables, folder, QUICK if quick else FULL, bare_port=floor.port, **facts)
            for group in groups:
                GROUPS[group](desk, server, table)
    return table


def proposed(readings: Path, texts: Path, misses: bool) -> int:
    """Ask a scratch desk for proposals for every claim that was read, and print what they are."""
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as name, DATABASES["sqlite"]() as u:
        paths = [str(path.resolve()) for path in (readings, texts)]
        more = ["--misses"] if misses else []
        told = run(environment(u, Path(name)), "-m", "benchmarks.proposals", *paths, *more)
    print(told, end="")
    return 0


def read_pages(misses: bool) -> int:
    """Read the saved pages as the import does, and print what is missing and what is too much."""
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as name:
        variables = environment("sqlite:///:memory:", Path(name))
        more = ["--misses"] if misses else []
        print(run(variables, "-m", "benchmarks.intake", *more), end="")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [*GROUPS, PROPOSALS, INTAKE, SCALE]
    parser.add_argument("--only", action="append", choices=names, metavar="GROUP")
    parser.add_argument(
        "--readings", type=Path, help="of proposals: the claims as people read them"
    )
    parser.add_argument("--texts", type=Path, help="of proposals: the folder with the articles")
    parser.add_argument(
        "--misses", action="store_true", help="of proposals and intake: print what is not right"
    )
    parser.add_argument(
        "--articles", type=int, default=50_000, help="of scale: how many, of 20 annotations each"
    )
    parser.add_argument("--database", action="append", choices=list(DATABASES))
    parser.add_argument("--quick", action="store_true", help="a small desk, to see that it runs")
    parser.add_argument("--json", type=Path, help="where the figures go")
    options = parser.parse_args()
    if options.only == [PROPOSALS]:
        if not (options.readings and options.texts):
            parser.error("--only proposals needs --readings FILE and --texts FOLDER")
        return proposed(options.readings, options.texts, options.misses)
    os.chdir(ROOT)
    if options.only == [INTAKE]:
        return read_pages(options.misses)
    if options.only == [SCALE]:
        figures = scale.measured(run, environment, options.articles, options.quick)
        return written(options.json, {"quick": options.quick, "scale": figures})
    groups = [name for name in GROUPS if not options.only or name in options.only]
    tables = []
    for database in options.database or DATABASES:
        tables.append(measured(database, groups, options.quick))
        print(f"\n{tables[-1].told()}", flush=True)
    every = [table.as_json() for table in tables]
    return written(options.json, {"quick": options.quick, "databases": every})


def written(path: Path | None, figures: dict[str, object]) -> int:
    """Write the figures, with where and when they were measured; return the exit status."""
    at = datetime.now(UTC)
    path = path or RESULTS / f"{at:%Y-%m-%dT%H%M%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = {"at": at.isoformat(), "workers": WORKERS, "processors": os.cpu_count()}
    path.write_text(json.dumps(facts | figures, indent=1) + "\n")
    print(f"\nWritten to {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
