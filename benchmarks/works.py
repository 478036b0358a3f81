"""What is measured: each work beside its floor, in turns, so that both see the same machine."""

import gzip
import os
import random
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from benchmarks.client import Answer, Client, Costs
from benchmarks.hands import Hands
from benchmarks.serving import Server
from benchmarks.sizes import Sizes
from benchmarks.table import Table

LABELS = ("entity-person", "entity-place", "claim-event", "claim-opinion")
IMPORTED = re.compile(rb"""(?:\bfrom|\bimport)\s*["'](\.{1,2}/[^"']+)["']""")


@dataclass
class Desk:
    """A database that is filled, its server's environment, and where things are in it."""

    environment: Mapping[str, str]
    folder: Path
    sizes: Sizes
    articles: dict[str, int]
    sessions: dict[str, str]
    bare_port: int

    def bare(self) -> Client:
        """A connection to the second floor, up at the same time."""
        return Client(self.bare_port, self.sessions["bare"])

    def reader(self, server: Server) -> Client:
        return Client(server.port, self.sessions["reader"])

    def manager(self, server: Server) -> Client:
        return Client(server.port, self.sessions["manager"])


CARD = b"data-fields='"
FURTHER = re.compile(rb'data-further="([^"]+)"')


def pages(desk: Desk, server: Server, table: Table) -> None:
    """Pages as their readers open them: the workbench an annotator's, the list a manager's."""
    reader, manager, bare = desk.reader(server), desk.manager(server), desk.bare()
    at = desk.articles
    last = min(20, -(-desk.sizes.articles // 50))
    floor, sixty, thousand = "floor read: 60 rows", "bare read: 60 rows", "bare read: 1,000 rows"
    asked: list[tuple[str, float | None, str | None, float | None, Client, str]] = [
        (sixty, None, None, None, bare, "/read/60"),
        (thousand, None, None, None, bare, "/read/1000"),
        (floor, None, sixty, None, reader, f"/floor/{at['sixty']}/read"),
        ("article with 60 annotations", 4, sixty, 6, reader, f"/articles/{at['sixty']}/"),
        ("page of 50 articles, first", 6, sixty, None, manager, "/stories/bench/"),
        (f"page of 50 articles, {last}th", 6, sixty, None, manager, f"/stories/bench/?page={last}"),
        ("long article, 1,000 annotations", 15, thousand, 6, reader, f"/articles/{at['long']}/"),
        ("home", None, sixty, None, reader, "/"),
        ("my articles", None, sixty, None, reader, "/my-articles/"),
        ("home, a manager's", None, sixty, None, manager, "/"),
    ]
    # A long reading brings what is near with its page; the rest follows at once.
    opened = reader.get(f"/articles/{at['long']}/").body
    near = opened.count(CARD)
    if found := FURTHER.search(opened):
        path = found[1].decode()
        asked.append(("what follows the long article", None, thousand, None, reader, path))
    marks = desk.sizes.readers * desk.sizes.marks
    # Warm, and looked at: what is drawn is what is claimed.
    bodies = {path: client.get(path).body for *_, client, path in asked}
    drawn = bodies[f"/articles/{at['sixty']}/"].count(CARD)
    assert drawn == marks, f"{drawn} of {marks}"
    followed = bodies[asked[-1][-1]].count(CARD) if found else 0
    assert near + followed == desk.sizes.long_marks, f"{near} and {followed}"
    for _ in range(desk.sizes.rounds):
        for work, goal, bare_floor, bare_goal, client, path in asked:
            beneath = floor if goal else None
            row = table.row(work, goal=goal, floor=beneath, bare=bare_floor, bare_goal=bare_goal)
            row.values.append(client.get(path).ms)
    for work, *_, client, path in asked:
        answers = [client.get(path, costs=True) for _ in range(desk.sizes.long_rounds)]
        table.rows[work].statements, table.rows[work].python = Costs.of(answers)


def store(desk: Desk, server: Server, table: Table) -> None:
    """One highlight on words not marked yet; it is deleted again, so that none is drawn more."""
    client, bare = desk.reader(server), desk.bare()
    chance = random.Random(1)
    floor, bare_floor = "floor write: 1 row", "bare insert, signed in"
    write = f"/floor/{desk.articles['floor']}/write"
    plain = {"label": "entity-person", "start": 5, "end": 9, "quote": "word"}

    def highlighted(place: str, costs: bool = False) -> Answer:
        path = f"/articles/{desk.articles[place]}/changes"
        fields = _highlight(desk, place, chance)
        answer = client.post(path, fields, costs)
        gone = {"op": uuid.uuid4(), "annotation": fields["annotation"], "verb": "delete"}
        client.post(path, gone | {"base": 1})
        return answer

    held = {"goal": 4, "floor": floor, "bare": bare_floor, "bare_goal": 2}
    asked: list[tuple[str, dict[str, Any], Callable[[bool], Answer]]] = [
        ("bare insert", {}, lambda costs: bare.post("/insert", plain, costs)),
        (bare_floor, {"bare": "bare insert"},
         lambda costs: bare.post("/insert-signed-in", plain, costs)),
        (floor, {"bare": bare_floor}, lambda costs: client.post(write, {}, costs)),
        ("store a highlight", held, lambda costs: highlighted("sixty", costs)),
        ("store one in the long one", held, lambda costs: highlighted("long", costs)),
    ]  # fmt: skip
    for _ in range(desk.sizes.rounds):
        for work, against, act in asked:
            table.row(work, **against).values.append(act(False).ms)
    for work, _, act in asked:
        answers = [act(True) for _ in range(desk.sizes.long_rounds)]
        table.rows[work].statements, table.rows[work].python = Costs.of(answers)


def _highlight(desk: Desk, place: str, chance: random.Random) -> dict[str, Any]:
    text = (desk.folder / f"{place}.txt").read_text()
    words = [word for word in re.finditer(r"\w+", text) if len(word[0]) > 2]
    word = chance.choice(words)
    return {
        "op": uuid.uuid4(), "annotation": uuid.uuid4(), "verb": "create", "base": 0,
        "label": chance.choice(LABELS), "start": word.start(), "end": word.end(),
        "quote": word[0], "part": 7,
    }  # fmt: skip


class Beside:
    """A process that does on demand what is timed without a server."""

    def __init__(self, desk: Desk) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.beside", desk.folder / "manifest.jsonl",
             desk.folder / "out"],
            env=os.environ | dict(desk.environment), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._line()

    def _line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("The process beside has ended: see its words above.")
        return line

    def ms(self, work: str) -> float:
        assert self.process.stdin
        self.process.stdin.write(work + "\n")
        self.process.stdin.flush()
        return float(self._line()) * 1000

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def articles_in(desk: Desk, server: Server, table: Table) -> None:
    """The import of all articles from a manifest, and the bare insert of the same rows."""
    number, floor = desk.sizes.articles, "inserting the rows"
    with Beside(desk) as beside:
        beside.ms("insert"), beside.ms("import")  # warm
        for _ in range(desk.sizes.long_rounds):
            table.row(floor).values.append(beside.ms("insert"))
            row = table.row(f"import {number:,} articles", goal=3, floor=floor)
            row.values.append(beside.ms("import"))


def csv_out(desk: Desk, server: Server, table: Table) -> None:
    """labels.csv of the whole story over HTTP; the annotations' own columns, and the columns of
    the file by the driver alone, each in one process."""
    client = desk.manager(server)
    client.get("/stories/bench/")
    floor, work = "values_list and csv", f"CSV of all {desk.sizes.rows:,} rows"
    driver = "the same columns, driver and csv"
    with Beside(desk) as beside:
        beside.ms("csv"), beside.ms("csv by the driver")
        idle = server.megabytes("VmRSS")
        if idle:
            server.forget_peaks()
        for _ in range(desk.sizes.long_rounds):
            table.row(floor).values.append(beside.ms("csv"))
            table.row(driver).values.append(beside.ms("csv by the driver"))
            answer = client.get("/stories/bench/labels.csv")
            row = table.row(work, goal=3, floor=floor, bare=driver, bare_goal=2.5)
            row.values.append(answer.ms)
            assert answer.body.count(b"\r\n") >= desk.sizes.rows, "rows are missing"
    if idle:
        peak = server.megabytes("VmHWM")
        more = [high - low for high, low in zip(peak, idle, strict=True)]
        table.row("CSV: memory above idle", "MB", 30).values.append(max(more))


def agreement(desk: Desk, server: Server, table: Table) -> None:
    """All of the story's agreement counted anew, as a task does; its page and file as kept."""
    client, path = desk.manager(server), "/stories/bench/agreement/?kind=entity"
    fresh, kept = "agreement of all rows, counted anew", "agreement, as it is kept"
    rows, floor = "values_list of the rows counted", "floor beside agreement: 60 rows"
    read, file = f"/floor/{desk.articles['sixty']}/read", "/stories/bench/agreement.csv"
    with Beside(desk) as beside:
        beside.ms("counted rows"), beside.ms("count agreement")
        for _ in range(desk.sizes.long_rounds):
            beside.ms("outdate")
            table.row(rows).values.append(beside.ms("counted rows"))
            table.row(fresh, floor=rows).values.append(beside.ms("count agreement"))
    answer = client.get(path)
    assert b'data-figure="u_alpha"' in answer.body, "nothing was compared"
    table.row("agreement: one page as it is kept", "kB").values.append(len(answer.body) / 1000)
    client.get(file)
    for _ in range(desk.sizes.rounds):
        table.row(floor).values.append(client.get(read).ms)
        table.row(kept, floor=floor).values.append(client.get(path).ms)
    for _ in range(desk.sizes.long_rounds):
        table.row("agreement.csv, as it is kept").values.append(client.get(file).ms)


def anchoring(desk: Desk, server: Server, table: Table) -> None:
    """The annotations of the long article, placed in its corrected text; its floor reads and draws
    them, without a server."""
    more = f"{desk.sizes.long_marks:,}"
    floor = f"reading and drawing {more} annotations"
    with Beside(desk) as beside:
        beside.ms("read and draw"), beside.ms("place")  # warm
        for _ in range(desk.sizes.long_rounds):
            table.row(floor).values.append(beside.ms("read and draw"))
            row = table.row("two versions compared by word", floor=floor)
            row.values.append(beside.ms("compare versions"))
            row = table.row(f"placing {more} in a corrected text", goal=20, floor=floor)
            row.values.append(beside.ms("place"))


def start(desk: Desk, server: Server, table: Table) -> None:
    """From nothing to the first answer, and what is held then."""
    floor = "interpreter importing Django"
    for _ in range(desk.sizes.long_rounds):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import django"], check=True)
        table.row(floor).values.append((time.perf_counter() - began) * 1000)
        other = Server(desk.environment)
        try:
            row = table.row("start to first answer", goal=10, floor=floor)
            row.values.append(other.seconds * 1000)
            if held := other.megabytes("VmRSS"):
                table.row("memory of all processes after it", "MB", 200).values.append(sum(held))
        finally:
            other.stop()


def static(desk: Desk, server: Server, table: Table) -> None:
    """Everything of script and style that the workbench's page asks for, as it travels."""
    client = desk.reader(server)
    page = client.get(f"/articles/{desk.articles['sixty']}/").body.decode()
    tags = re.findall(r"<(?:link|script)\b[^>]*>", page)
    waiting = [
        unescape(found[1])
        for tag in tags
        if 'rel="icon"' not in tag and (found := re.search(r'(?:href|src)="([^"]+)"', tag))
    ]
    seen: dict[str, int] = {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path)
        seen[path] = len(answer.body)
        if path.endswith(".js"):
            squeezed = answer.headers.get("Content-Encoding") == "gzip"
            plain = gzip.decompress(answer.body) if squeezed else answer.body
            waiting += [urljoin(path, found.decode()) for found in IMPORTED.findall(plain)]
    table.row("script and style, compressed", "kB", 120).values.append(sum(seen.values()) / 1000)


def workbench(desk: Desk, server: Server, table: Table) -> None:
    """In a browser: what a person feels in the long article, beside a short one with 20 marks."""
    short, long = desk.articles["twenty"], desk.articles["long"]
    painted, first = "key to painted mark, 20 annotations", "first mark painted, 20 annotations"
    more = f"{desk.sizes.long_marks:,}"
    with Hands(server.port, desk.sessions["reader"]) as hands:
        hands.open(short), hands.open(long)  # warm
        for _ in range(desk.sizes.long_rounds):
            table.row(first).values.append(hands.open(short))
            row = table.row(f"first mark painted, {more}", goal=3, floor=first)
            row.values.append(hands.open(long))
        for article, work, goal, floor in (
            (short, painted, None, None),
            (long, f"key to painted mark, {more}", 1.5, painted),
        ):
            hands.open(article)
            hands.walk()
            hands.highlight()  # warm
            for _ in range(desk.sizes.rounds // 4 + 1):
                row = table.row(work, goal=goal, floor=floor)
                row.values.append(hands.highlight())
        table.row("longest task, selecting and scrolling", goal=100).values.append(hands.longest())
        table.row("answer to a highlight, kB", "kB", 20).values.append(max(hands.answers))


GROUPS = {
    "pages": pages,
    "store": store,
    "import": articles_in,
    "csv": csv_out,
    "agreement": agreement,
    "anchoring": anchoring,
    "start": start,
    "static": static,
    "workbench": workbench,
}
