"""How each target of the Makefile and each module is tried, in its smallest form."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.__main__ import steps
from tests.documented import ROOT

NOT_HANDED_ON = ("PYTEST_", "LINES_RUN", "MAKE", "MFLAGS", "HYPOTHESIS_", "DJANGO_", "DATABASE_URL")
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


def steps_named(*names: str, target: str) -> Callable[[Path], None]:
    """Not run: `make test` runs the same steps beside this test. The target asks for them alone."""

    def run(folder: Path) -> None:
        told = made("--dry-run", target).split()
        assert told[1:3] == ["-m", "tests"]
        assert told[3:] == [word for name in names for word in ("--only", name)]
        assert set(names) < set(steps([]))

    return run


def elsewhere(words: str, path: str) -> None:
    """Not run here: a test of that file runs it, with these words, and looks at all it says."""
    assert words in (ROOT / path).read_text()


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
            except urllib.error.HTTPError as error:
                raise AssertionError(f"{error}\n{(folder / 'said').read_text()}") from error
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


def clean(folder: Path) -> None:
    where = copied(folder)
    made("clean", where=where)
    assert not (where / ".venv").exists()


def lock(folder: Path) -> None:
    """Not run: it asks a registry for the newest of everything. What it would read and write is there."""
    told = made("--dry-run", "lock")
    locks = [f"requirements/{name}.txt" for name in ("run", "cas", "mcp", "saml", "sentry", "dev")]
    assert told.count("uv pip compile") == len(locks)
    for name in ("pyproject.toml", *locks):
        assert name in told
        assert (ROOT / name).is_file()


def sbom(folder: Path) -> None:
    """What it writes is there already, letter by letter: tests/test_licences.py."""
    where = copied(folder)
    assert "docs/licences.md, dist/annotator.cdx.json" in made("sbom", where=where)
    assert (where / "dist/annotator.cdx.json").is_file()


def wheel(folder: Path) -> None:
    """Not run: it asks a registry for what builds it. tests/test_installed.py builds one."""
    assert "uv build --quiet --wheel" in made("--dry-run", "wheel")


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
    "lint": steps_named("ruff", "format", "djade", "bandit", "audit", "javascript", target="lint"),
    "types": steps_named("mypy", target="types"),
    "floors": steps_named("floors", target="floors"),
    "audit": steps_named("audit", target="audit"),
    "bench": lambda folder: elsewhere('made("bench", ', "tests/test_benchmarks.py"),
    "faults": says("passed in", "faults", "ARGS=--only 'kill a worker'"),
    # Not broken here, but asked whether it could be: it takes minutes, and root.
    "cluster": says("make cluster: ", "cluster", "ARGS=--check"),
    "lock": lock,
    "sbom": sbom,
    "wheel": wheel,
    # Built where Docker answers: tests/test_container.py.
    "image": lambda folder: elsewhere('"--build", "--detach"', "tests/test_container.py"),
    "clean": clean,
    ".venv/run": install,
    ".venv/dev": partial(install, lock="dev"),
}
"""How each target of the Makefile is tried."""


def module(*words: str) -> None:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


MODULES: dict[str, Callable[[], None]] = {
    "licences": lambda: elsewhere('made("sbom", ', "tests/make_trials.py"),
    "tests": lambda: module("tests", "--only", "sqlite", "--", "tests/test_cells.py"),
    "benchmarks": lambda: elsewhere('"-m", "benchmarks", "--only"', "tests/test_benchmarks.py"),
}
"""How each module that is run by `python -m` is tried."""
