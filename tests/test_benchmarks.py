"""The benchmarks run, on a small desk, and what they claim to measure is what they measured."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import prose
from benchmarks.__main__ import GROUPS
from benchmarks.table import Table, percentile
from tests.make_trials import made

ROOT = Path(__file__).resolve().parent.parent


def measured(folder):
    """The figures of a small desk on SQLite, by their names, and the table."""
    path = folder / "figures.json"
    words = ["--quick", "--database", "sqlite", "--json", str(path)]
    words += [f"--only={group}" for group in GROUPS if group != "workbench"]  # needs a browser
    told = made("bench", f"ARGS={' '.join(words)}")
    (database,) = json.loads(path.read_text())["databases"]
    return {row["work"]: row for row in database["rows"]}, told


@pytest.mark.slow
def test_every_goal_of_the_table_is_measured_beside_its_floor(tmp_path):
    """One test: the desk is built and served once, whichever process runs it."""
    rows, told = measured(tmp_path)
    goals = {work: row["goal"] for work, row in rows.items() if row["goal"]}
    assert list(goals.values()).count(4) == 3  # open an article, store a highlight in either
    assert {15, 6, 3, 10, 30, 120} <= set(goals.values())
    for work, row in rows.items():
        assert row["values"], work
        # A small desk may need no more memory than it has already.
        assert row["median"] > 0 or row["unit"] == "MB", work
        assert row["p95"] >= row["median"]
        assert work in told
        if row["floor"]:
            assert row["ratio"] == pytest.approx(row["median"] / rows[row["floor"]]["median"])
            held = [(row[f"{which}ratio"], row[f"{which}goal"]) for which in ("", "bare_")]
            asked = [ratio <= goal for ratio, goal in held if goal is not None]
            assert row["met"] is (all(asked) if asked else None)
    # Beside the floor that has nothing of the desk: one statement, and three with a sign-in.
    costs = [rows[work]["statements"] for work in ("bare insert", "bare insert, signed in")]
    assert costs == [1, 3]
    [file] = [row for work, row in rows.items() if work.startswith("CSV of all")]
    assert (file["bare"], file["bare_goal"]) == ("the same columns, driver and csv", 2.5)
    stored = rows["store a highlight"]
    assert stored["bare_goal"] == 2
    assert stored["bare_ratio"] == pytest.approx(
        stored["median"] / rows["bare insert, signed in"]["median"]
    )
    assert stored["statements"] > 3
    # Which of the two takes longer in one small run is the machine's to say, not a test's.
    assert stored["python"] > 0
    assert rows["bare insert"]["python"] > 0
    # Script and style travel compressed and complete.
    script = sum(path.stat().st_size for path in (ROOT / "static/workbench").glob("*")) / 1000
    assert script / 5 < rows["script and style, compressed"]["median"] < 120


def test_the_same_seed_makes_the_same_texts():
    first, again = (
        prose.article(random.Random(5), prose.vocabulary(random.Random(4)), 200) for _ in range(2)
    )
    assert first == again
    spans = prose.spans(random.Random(1), first, 20)
    assert len(set(spans)) == 20
    assert all("\n" not in first[start:end] and start < end for start, end in spans)


def test_a_ratio_is_that_of_the_medians_and_a_goal_bounds_it():
    table = Table("sqlite")
    table.row("floor").values += [1.0, 2.0, 90.0]
    row = table.row("work", goal=4, floor="floor")
    row.values += [8.0, 8.0, 9.0]
    assert table.ratio(row) == 4
    assert table.met(row) is True
    row.goal = 3.9
    assert table.met(row) is False
    assert "MISSED" in table.told()
    assert percentile(list(range(100)), 0.95) == 95


def test_both_goals_are_to_be_met_where_there_are_two_floors():
    table = Table("sqlite")
    table.row("bare").values.append(1.0)
    table.row("floor", bare="bare").values.append(2.0)
    row = table.row("work", goal=4, floor="floor", bare="bare", bare_goal=6)
    row.values.append(7.0)
    assert (table.ratio(row), table.bare_ratio(row), table.met(row)) == (3.5, 7, False)
    row.bare_goal = 7
    assert table.met(row) is True
    assert "7.0 ×" in table.told()


def test_proposals_are_held_against_what_people_read(tmp_path):
    text = "The line is 1,100 km long.\n\n“It will cost $3 billion,” said Omar Reza.\n"
    (tmp_path / "one.txt").write_text(text)

    def claim(quote: str, **said: str) -> dict[str, object]:
        start = text.index(quote)
        return {
            "file": "one.txt",
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            **said,
        }

    readings = [
        {"question": "How long is the line?", "type": "quantity", "unit": "km",
         "claims": [claim("1,100 km long", value="1100")]},
        {"question": "What will it cost?", "type": "quantity", "unit": "USD",
         "claims": [claim("$3 billion", value="2e9", said_by="Omar Reza", modality="predicted")]},
        {"entity": "Omar Reza", "aliases": ["Reza"]},
    ]  # fmt: skip
    path = tmp_path / "readings.json"
    path.write_text(json.dumps(readings))
    words = ["-m", "benchmarks", "--only", "proposals", "--readings", str(path)]
    words += ["--texts", str(tmp_path), "--misses"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    alone, settled = done.stdout.split("the other articles settled")
    for told in (alone, settled):
        assert "question: at 1 100.0 %, in 1-9 0.0 %, missing 0.0 %" in told
        assert "1 of 2 in three or fewer" in told
        assert "quantity  1 right, 1 wrong" in told
        assert "said_by   1 silent, rightly, 1 right" in told


def test_proposals_need_the_paths_of_what_was_read():
    words = ["-m", "benchmarks", "--only", "proposals"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "--readings" in done.stderr


def test_saved_pages_are_held_against_what_is_wanted_of_them():
    words = ["-m", "benchmarks", "--only", "intake", "--misses"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.startswith("30 pages in 13 languages\n")
    assert "  as imported        0.0 % of 299 wanted passages missing, 0.0 %" in done.stdout
    alone = done.stdout.split("trafilatura alone")[1]
    assert "    missing  en broadsheet: By Ann Roe\n" in alone
