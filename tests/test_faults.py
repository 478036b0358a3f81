"""The count at the end of the faults: it sees what is lost, altered, doubled, torn or half done."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from faults.desk import WORDS, text, work
from faults.ending import descendants
from faults.files import Window, of_no_moment
from faults.person import Change, Ledger, Upload, encoded
from faults.processes import ROOT
from faults.readers import after, fields_of
from faults.verdict import Count, Parts, Stored, judge, row_of, unwhole

ONE = Change("op-1", "id-1", 1, "claim-event", 3, 9, "harbour", by="ada")
TWO = Change("op-2", "id-2", 1, "claim-event", 10, 13, "per", by="ada")
EDITED = replace(TWO, op="op-3", note="again", revision=2, verb="edit")
GONE = replace(EDITED, op="op-4", revision=3, erased=True, verb="delete")
ROWS = [row_of(ONE), row_of(EDITED)]
HISTORY = [("op-1", "id-1", 1), ("op-2", "id-2", 1), ("op-3", "id-2", 2)]
CLEAN = Count(0, 0, 0, 0)


@pytest.mark.parametrize(
    "rows, history, count",
    [
        (ROWS, HISTORY, CLEAN),
        (ROWS[:1], HISTORY, Count(2, 0, 0, 0)),
        (ROWS, HISTORY[:2], Count(1, 0, 0, 0)),
        ([ROWS[0], row_of(TWO)], HISTORY, Count(1, 0, 0, 0)),
        (ROWS, [*HISTORY, ("op-9", "id-2", 2)], Count(0, 0, 1, 0)),
        (ROWS, [*HISTORY, ("op-3", "id-2", 2)], Count(0, 0, 2, 0)),
        ([ROWS[0], row_of(replace(EDITED, note=""))], HISTORY, Count(0, 1, 0, 0)),
        ([ROWS[0], row_of(GONE)], HISTORY, CLEAN),
        ([ROWS[0], row_of(replace(GONE, erased=False))], HISTORY, Count(0, 1, 0, 0)),
        ([ROWS[0], row_of(replace(GONE, revision=4))], HISTORY, Count(0, 0, 0, 1)),
        ([*ROWS, row_of(replace(ONE, annotation="id-9"))], HISTORY, Count(0, 0, 0, 1)),
    ],
)
def test_the_count(rows, history, count):
    found = judge([ONE, TWO, EDITED], Stored(rows, history), [ONE, TWO, EDITED, GONE])
    assert found == count
    assert found.clean is (count == CLEAN)


@pytest.mark.parametrize(
    "there, told, wrong",
    [
        (3, True, ""),
        (0, False, ""),
        (3, False, ""),
        (2, False, "import 1 is half done: 2 of 3 parts"),
        (4, True, "import 1 stands twice: 4 of 3 parts"),
        (0, True, "import 1 was acknowledged, and is not there"),
    ],
)
def test_an_act_is_there_whole_or_not_at_all(there, told, wrong):
    assert unwhole([Parts("import 1", 3, there, told)]) == [wrong] * bool(wrong)


def line(change: Change) -> dict[str, str]:
    columns = {"annotation_id": change.annotation, "article_id": str(change.article)}
    span = {"start": str(change.start), "end": str(change.end), "quote": change.quote}
    said = {"label": change.label, "note": change.note, "annotator": change.by}
    return columns | span | said


@pytest.mark.parametrize(
    "shown, told, torn",
    [
        ([ONE, TWO], 2, False),
        ([ONE, EDITED], 2, False),
        ([ONE], 2, False),  # the deletion had been sent, and may be seen
        ([ONE], 1, False),
        ([], 1, True),
        ([ONE, TWO], 3, True),  # the edit was acknowledged before
        ([TWO], 2, True),
        ([ONE, TWO, replace(TWO, annotation="id-9")], 2, True),
    ],
)
def test_a_table_shows_some_first_part_of_what_each_reader_did(shown, told, torn):
    changes = [ONE, TWO, EDITED, GONE]
    found = of_no_moment(map(line, shown), Window(told, 4), changes, changes[:told])
    assert found == ["ada"] * torn


def test_what_had_not_been_sent_when_the_table_came_is_not_in_it():
    found = of_no_moment([line(ONE), line(EDITED)], Window(2, 2), [ONE, TWO, EDITED], [ONE, TWO])
    assert found == ["ada"]


def test_a_reader_names_the_revision_that_is_changed():
    twelfth = list(after(ONE, 24))
    assert [one.verb for one in twelfth] == ["edit", "delete", "restore"]
    assert [fields_of(one)["base"] for one in twelfth] == ["1", "2", "3"]
    assert [one.erased for one in twelfth] == [False, True, False]
    assert len({one.op for one in (ONE, *twelfth)}) == 4
    assert "base" not in fields_of(ONE)


@pytest.mark.parametrize(
    "status, retry_after, wrong",
    [
        (200, None, False),
        (0, None, False),
        (503, "3", False),
        (503, None, True),
        (500, None, True),
        (500, "3", True),
        (409, None, True),
        (401, None, True),
    ],
)
def test_an_answer_that_is_wrong(status, retry_after, wrong):
    ledger = Ledger()
    ledger.note(status, retry_after, b"", "POST /")
    assert bool(ledger.wrong) is wrong
    assert sum(ledger.answers.values()) == 1
    ledger = Ledger()
    ledger.note(status, retry_after, b"", "POST /", also={409})
    assert bool(ledger.wrong) is (wrong and status != 409)


def test_no_highlight_of_the_load_comes_twice_and_each_quotes_its_text():
    articles = {1: text(0), 2: text(1)}
    made = list(work(articles, ["a", "b"]))
    assert len(set(made)) == len(made) > 3000
    assert all(articles[key][start:end] == quote for key, _, start, end, quote in made)
    assert set(WORDS) <= {quote for *_, quote in made}


def test_a_file_travels_as_a_browser_sends_it():
    kind, body = encoded({"step": "store"}, Upload("uploads", "a.jsonl", b"{}\n"))
    mark = kind.partition("boundary=")[2].encode()
    assert body.count(b"--" + mark) == 3
    assert body.endswith(b"{}\n\r\n--" + mark + b"--\r\n")


@pytest.mark.slow
@pytest.mark.parametrize(
    "number, database, begun",
    [
        (signal.SIGTERM, "sqlite", "*/disk/desk.sqlite3"),
        (signal.SIGINT, "postgresql", "*/disk/postgres/postmaster.pid"),
    ],
)
def test_told_to_end_it_leaves_nothing_behind(tmp_path, number, database, begun):
    """While its database is migrated, and while its PostgreSQL starts, which detaches itself."""
    command = [sys.executable, "-m", "faults", "--database", database]
    told_to_end(command, number, tmp_path, begun)
    assert list(tmp_path.glob("annotator-*")) == []
    assert str(tmp_path) not in Path("/proc/mounts").read_text()


STARTED = """
import subprocess, sys, threading, time
from pathlib import Path
from faults.ending import nothing_left
serve = "import http.server; http.server.HTTPServer(('127.0.0.1', 0), None).serve_forever()"
child = [sys.executable, "-c", serve]
detached = f"import subprocess; subprocess.Popen({child!r}, start_new_session=True)"
with nothing_left():
    subprocess.run([sys.executable, "-c", detached], check=True)
    thread = threading.Thread(target=lambda: subprocess.run(child), daemon=True)
    thread.start()
    time.sleep(1)
    Path(sys.argv[1], "begun").touch()
    time.sleep(60)
"""


def test_what_a_thread_started_and_what_has_detached_itself_is_ended_too(tmp_path):
    command = [sys.executable, "-c", STARTED, str(tmp_path)]
    assert len(told_to_end(command, signal.SIGTERM, tmp_path, "begun")) == 2


def told_to_end(command: list[str], number: int, folder: Path, begun: str) -> set[int]:
    """Run the command until a file is there, end it by the signal, and look who is there still.

    Returns the ports that its processes had.
    """
    running = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"TMPDIR": str(folder)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        while running.poll() is None and not list(folder.glob(begun)):
            time.sleep(0.05)
        assert running.poll() is None
        started = descendants(running.pid)
        ports = listening(started)
        running.send_signal(number)
        assert running.wait(60) == 128 + number
    finally:
        running.kill()
    assert started
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    for port in ports:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    return ports


def listening(pids: list[int]) -> set[int]:
    """The ports at which these processes listen."""
    import psutil

    return {
        one.laddr.port
        for one in psutil.net_connections("tcp")
        if one.pid in pids and one.status == psutil.CONN_LISTEN
    }
