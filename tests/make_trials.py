"""How each target of the Makefile and each module is tried, in its smallest form."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.documented import ROOT

NOT_HANDED_ON = ("PYTEST_", "COVERAGE_", "MAKE", "MFLAGS", "HYPOTHESIS_", "DJANGO_", "DATABASE_URL")
NOT_HANDED_ON += ("SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "ANNOTATOR_", "DEBUG", "HTTPS")


def surroundings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}


def made(*words: str, where: Path = ROOT) -> str:
    """Run make; what is installed counts as installed. Return what it said."""
    kept = [
        f"--old-file={venv}/{what}" for venv in (".venv", ".venv313") for what in ("dev", "run")
    ]
    done = subprocess.run(
        ["make", "--no-print-directory", *kept, *words],
        cwd=where, env=surroundings(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout + done.stderr


def copied(folder: Path) -> Path:
    """Copy the tree, so that a target may make and remove what it likes; the packages are shared."""
    left = shutil.ignore_patterns(".*", "data", "__pycache__", "results", "node_modules")
    shutil.copytree(ROOT, folder / "copy", ignore=left)
    (folder / "copy" / ".venv").symlink_to(ROOT / ".venv")
    return folder / "copy"


def says(words: str, *target: str) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        assert words in made(*target)

    return run


def serves(target: str, folder: Path) -> Path:
    """Make the target in a copied tree: it serves until it is told to stop. Returns the tree."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/accounts/sign-in/"
    where = copied(folder)
    with (folder / "said").open("wb") as said:
        serving = subprocess.Popen(
            ["make", "--old-file=.venv/run", target, f"PORT={port}"],
            cwd=where, env=surroundings(), stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        while serving.poll() is None:
            try:
                assert b"Sign in" in urllib.request.urlopen(address, timeout=600).read()
                break
            except OSError:
                time.sleep(0.1)
        assert serving.poll() is None, (folder / "said").read_text()
    finally:
        if serving.poll() is None:
            os.killpg(serving.pid, 15)
        serving.wait(600)
    assert f"127.0.0.1:{port}" in (folder / "said").read_text()
    return where


def demo(folder: Path) -> None:
    """It makes the desk that it serves."""
    assert (serves("demo", folder) / "data" / "annotator.sqlite3").is_file()


def run(folder: Path) -> None:
    """On an empty desk: people see the demo's."""
    assert (serves("run", folder) / "data" / "secret_key").is_file()


def bench(folder: Path) -> None:
    told = f"--quick --database sqlite --only static --json {folder / 'figures.json'}"
    made("bench", f"ARGS={told}")
    assert (folder / "figures.json").is_file()


def clean(folder: Path) -> None:
    where = copied(folder)
    made("clean", where=where)
    assert not (where / ".venv").exists()


def lock(folder: Path) -> None:
    """Not run: it asks a registry for the newest of everything. What it would read and write is there."""
    told = made("--dry-run", "lock")
    assert told.count("uv pip compile") == 2
    for name in ("pyproject.toml", "requirements/run.txt", "requirements/dev.txt"):
        assert name in told
        assert (ROOT / name).is_file()


def install(folder: Path, lock: str = "run") -> None:
    """Not run: it asks a registry for what the tests run on. What it would install is locked."""
    (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (folder / "requirements").symlink_to(ROOT / "requirements")
    told = subprocess.run(
        ["make", "--dry-run", f".venv/{lock}"],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        text=True,
    ).stdout
    assert "-m venv .venv" in told
    assert f"--require-hashes -r requirements/{lock}.txt" in told


def check_all(folder: Path) -> None:
    """With Python 3.13 where it is set up: setting it up would ask a registry."""
    there = (ROOT / ".venv313" / "dev").exists()
    said = made("check", "ARGS=--only format", *([] if there else ["PYTHON313="]))
    assert said.count("format passed") == 1 + there
    assert there or "No Python 3.13 here" in said


TARGETS: dict[str, Callable[[Path], None]] = {
    "demo": demo,
    "run": run,
    "test": says("format passed", "test", "ARGS=--only format"),
    "check": check_all,
    "lint": says("All checks passed!", "lint"),
    "types": says("no issues found", "types"),
    "floors": says("0 broken", "floors"),
    "audit": says("requirements/dev.txt: ", "audit"),
    "bench": bench,
    "faults": says("passed in", "faults", "ARGS=--only 'kill a worker'"),
    # Not broken here, but asked whether it could be: it takes minutes, and root.
    "cluster": says("make cluster: ", "cluster", "ARGS=--check"),
    "lock": lock,
    "clean": clean,
    ".venv/run": install,
    ".venv/dev": partial(install, lock="dev"),
}
"""How each target of the Makefile is tried."""


def module(*words: str) -> None:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def hold_proposals() -> None:
    """Hold proposals against one claim, as the benchmarks do."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "one.txt").write_text("The line is 30 km long.\n")
        claim = {"file": "one.txt", "start": 12, "end": 17, "quote": "30 km", "value": "30"}
        asked = {"question": "How long is the line?", "type": "quantity", "unit": "km"}
        readings = folder / "readings.json"
        readings.write_text(json.dumps([{**asked, "claims": [claim]}]))
        module("benchmarks", "--only", "proposals", "--readings", str(readings), "--texts", name)


MODULES: dict[str, Callable[[], None]] = {
    "tests": lambda: module("tests", "--only", "sqlite", "--", "tests/test_cells.py"),
    "benchmarks": hold_proposals,
}
"""How each module that is run by `python -m` is tried."""
