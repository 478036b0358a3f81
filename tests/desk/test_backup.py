"""manage.py backup: a copy that opens, of one moment, and of the owner alone."""

import sqlite3
import stat
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotator.desk.management.commands.backup import copy


@pytest.fixture
def live(tmp_path):
    """A database in WAL mode that a connection holds open, with 500 pairs of rows."""
    path = tmp_path / "live.sqlite3"
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("CREATE TABLE highlight (op INTEGER, word TEXT)")
    writer.executemany("INSERT INTO highlight VALUES (?, ?)", [(n, "x" * 900) for n in range(1000)])
    yield path, writer
    writer.close()


def test_the_copy_is_one_file_of_the_owner_alone(live, tmp_path):
    database, _ = live
    copy(database, tmp_path / "copy.sqlite3")
    there = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("copy"))
    assert there == ["copy.sqlite3"]
    assert stat.S_IMODE((tmp_path / "copy.sqlite3").stat().st_mode) == 0o600
    with sqlite3.connect(f"file:{tmp_path / 'copy.sqlite3'}?mode=ro", uri=True) as restored:
        assert restored.execute("SELECT count(*) FROM highlight").fetchone() == (1000,)


def test_it_is_of_one_moment_while_somebody_writes(live, tmp_path):
    """Rows go in by pairs, one transaction each: a copy of one moment holds whole pairs."""
    database, writer = live
    stop, written = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            writer.execute("BEGIN IMMEDIATE")
            for n in (0, 1):
                writer.execute("INSERT INTO highlight VALUES (?, 'pair')", (n,))
            writer.execute("COMMIT")
            written.append(2)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(written) < 20:
            pass
        acknowledged = sum(written)
        copy(database, tmp_path / "copy.sqlite3")
    finally:
        stop.set()
        thread.join()
    with sqlite3.connect(tmp_path / "copy.sqlite3") as restored:
        (rows,) = restored.execute("SELECT count(*) FROM highlight WHERE word = 'pair'").fetchone()
    assert rows % 2 == 0
    assert acknowledged <= rows <= sum(written)


def test_nothing_is_overwritten_and_nothing_left(tmp_path, db):
    with pytest.raises(OSError):
        copy(tmp_path / "no-such.sqlite3", tmp_path / "copy.sqlite3")
    (tmp_path / "junk.sqlite3").write_bytes(b"not a database at all" * 200)
    with pytest.raises(sqlite3.Error):
        copy(tmp_path / "junk.sqlite3", tmp_path / "copy.sqlite3")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("copy")]
    (tmp_path / "there").write_text("kept")
    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path / "there"))
    assert (tmp_path / "there").read_text() == "kept"


def test_the_command(db, tmp_path, monkeypatch, capsys, live):
    if connection.vendor != "sqlite":
        monkeypatch.setitem(connection.settings_dict, "PASSWORD", "secret-7f3a")
        with pytest.raises(CommandError, match="pg_dump --format=custom") as refused:
            call_command("backup", str(tmp_path / "copy.dump"))
        assert "7f3a" not in str(refused.value)
        assert str(tmp_path / "copy.dump") in str(refused.value)
        return
    monkeypatch.setitem(connection.settings_dict, "NAME", live[0])
    call_command("backup", str(tmp_path / "copy.sqlite3"))
    assert "copy.sqlite3" in capsys.readouterr().out
    assert (tmp_path / "copy.sqlite3").is_file()
